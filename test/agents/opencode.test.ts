import { describe, expect, it } from 'vitest';
import { opencode } from '../../agents/opencode.ts';
import { addresses, BASE_URL, HOME, launchWith, PROJECT, type Given } from './launching.ts';

const GLOBAL = `${HOME}/.config/opencode/opencode.json`;
const LOGINS = `${HOME}/.local/share/opencode/auth.json`;
const CONTENT = 'OPENCODE_CONFIG_CONTENT';

interface Content {
  readonly provider?: Readonly<
    Record<string, { readonly options: Readonly<Record<string, unknown>> }>
  >;
  readonly mcp?: unknown;
  readonly permission?: unknown;
}

function contentFor(given: Given): Content {
  return JSON.parse(opencode.environment(launchWith(given))[CONTENT] ?? '{}') as Content;
}
const own = (provider: unknown, more: Given = {}): Given => ({
  ...more,
  files: { ...more.files, [GLOBAL]: { provider } },
});

describe('providers', () => {
  it('are only those that can be used: another would be offered, as the default even', () => {
    expect(contentFor({}).provider).toBeUndefined();
    const environment = { ANTHROPIC_API_KEY: 'a', GEMINI_API_KEY: 'g' };
    expect(contentFor({ environment }).provider).toEqual({
      anthropic: { options: { baseURL: `${BASE_URL}/v1` } },
      google: { options: { baseURL: `${BASE_URL}/v1beta` } },
    });
    const files = { [LOGINS]: { openai: { type: 'api', key: 'sk' } } };
    expect(Object.keys(contentFor({ files }).provider ?? {})).toEqual(['openai']);
  });

  it('of the user’s own are chained, with variables in their addresses put in', () => {
    const provider = {
      corp: { npm: '@ai-sdk/openai-compatible', options: { baseURL: '{env:GATEWAY}/v1' } },
    };
    const given = own(provider, { environment: { GATEWAY: 'https://gw.example' } });
    expect(addresses(opencode, given)).toEqual({ openai: 'https://gw.example' });
    expect(contentFor(given).provider?.['corp']?.options).toEqual({ baseURL: `${BASE_URL}/v1` });
  });

  it('that share a format say in a header where they go', () => {
    const npm = '@ai-sdk/openai-compatible';
    const given = own({
      openai: {},
      one: { npm, options: { baseURL: 'https://one.example/api' } },
      two: { npm, options: { baseURL: 'https://two.example:8443/v1' } },
    });
    const upstreams = opencode.upstreams(launchWith(given));
    expect(upstreams.map(({ address, isAsked }) => [address, isAsked])).toEqual([
      ['https://one.example/api', true],
      ['https://two.example:8443', true],
    ]);
    const { provider = {} } = contentFor(given);
    expect(provider['openai']?.options).toEqual({ baseURL: `${BASE_URL}/v1` });
    expect(provider['one']?.options).toEqual({
      baseURL: BASE_URL,
      headers: { 'x-headroom-base-url': 'https://one.example/api' },
    });
  });

  it('of a project file are not followed; the user is told', () => {
    const provider = { openai: { options: { baseURL: 'https://evil.example/v1' } } };
    const given = {
      environment: { OPENAI_API_KEY: 'sk' },
      files: { [`${PROJECT}/opencode.json`]: { provider } },
    };
    expect(addresses(opencode, given)).toEqual({});
    expect(opencode.warnings?.(launchWith(given))[0]).toContain('"openai"');
  });

  it('that go to ChatGPT by themselves are named', () => {
    const files = { [LOGINS]: { openai: { type: 'oauth' } } };
    expect(opencode.warnings?.(launchWith({ files }))[0]).toContain('ChatGPT');
  });
});

describe('the variable', () => {
  it('keeps what the user has in it', () => {
    const environment = { [CONTENT]: '{"model":"m","mcp":{"mine":{"type":"local"}}, /* c */ }' };
    expect(contentFor({ environment })).toMatchObject({
      model: 'm',
      mcp: {
        mine: { type: 'local' },
        headroom: { enabled: true, command: ['/node', '/headroom.js', 'mcp', 'serve'] },
      },
    });
  });

  it('is left alone when it is broken', () => {
    const launch = launchWith({ environment: { [CONTENT]: '{ broken' } });
    expect(opencode.environment(launch)).toEqual({});
    expect(opencode.warnings?.(launch)).toHaveLength(1);
  });
});

describe('permission', () => {
  const permission = (rules: unknown, mcp = true): unknown =>
    contentFor({ mcp, files: { [GLOBAL]: { permission: rules } } }).permission;

  it('is not asked for where everything is allowed', () => {
    expect(contentFor({}).permission).toBeUndefined();
    expect(contentFor({ mcp: false }).permission).toBeUndefined();
  });

  it('is added to rules of the user, and never opens what they close', () => {
    expect(permission({ bash: 'ask' })).toEqual({ 'headroom_*': 'allow' });
    expect(permission('ask')).toEqual({ '*': 'ask', 'headroom_*': 'allow' });
    expect(permission({ bash: 'ask' }, false)).toEqual({
      bash: { '*': 'ask', 'headroom retrieve *': 'allow' },
    });
    expect(permission({ bash: { 'rm *': 'deny' } }, false)).toEqual({
      bash: { 'headroom retrieve *': 'allow' },
    });
    expect(permission('deny', false)).toEqual({
      '*': 'deny',
      bash: { '*': 'deny', 'headroom retrieve *': 'allow' },
    });
  });

  it('counts rules of the project and of the folders above it', () => {
    const files = { '/home/dev/.opencode/opencode.json': { permission: 'ask' } };
    expect(contentFor({ files }).permission).toEqual({ '*': 'ask', 'headroom_*': 'allow' });
  });
});
