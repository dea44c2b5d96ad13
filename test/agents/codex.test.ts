import { parse } from '@iarna/toml';
import { describe, expect, it } from 'vitest';
import { codex } from '../../agents/codex.ts';
import { addresses, BASE_URL, HOME, launchWith, type Given } from './launching.ts';

const CONFIG = `${HOME}/.codex/config.toml`;
const LOGIN = `${HOME}/.codex/auth.json`;
const CHATGPT = { auth_mode: 'chatgpt', tokens: { account_id: 'a' } };

const withConfig = (text: string, more: Given = {}): Given => ({
  ...more,
  files: { ...more.files, [CONFIG]: text },
});

/** Our overrides, by key. */
function overridesOf(given: Given): Readonly<Record<string, string>> {
  const words = codex.arguments?.(launchWith(given)) ?? [];
  const entries = words.flatMap((word, index) => {
    const split = word.indexOf('=');
    return words[index - 1] === '-c' ? [[word.slice(0, split), word.slice(split + 1)]] : [];
  });
  return Object.fromEntries(entries) as Record<string, string>;
}

const base = (path = '/v1'): string => JSON.stringify(`${BASE_URL}${path}`);

describe('the address', () => {
  it('is the one of the built-in provider, so that the list of sessions stays whole', () => {
    const overrides = overridesOf({});
    expect(overrides['openai_base_url']).toBe(base());
    expect(overrides['model_provider']).toBeUndefined();
    expect(codex.environment(launchWith())).toEqual({});
  });

  it('is a provider of our own for a ChatGPT login, unless a key is given', () => {
    const files = { [LOGIN]: CHATGPT };
    expect(overridesOf({ files })).toMatchObject({
      model_provider: '"headroom"',
      'model_providers.headroom.base_url': base(),
      'model_providers.headroom.requires_openai_auth': 'true',
    });
    const environment = { CODEX_API_KEY: 'sk' };
    expect(overridesOf({ files, environment, own: ['exec', 'hi'] })['openai_base_url']).toBe(
      base(),
    );
    expect(overridesOf({ files, environment })['model_provider']).toBe('"headroom"');
    const key = { [LOGIN]: { auth_mode: 'apikey', OPENAI_API_KEY: 'sk' } };
    expect(overridesOf({ files: key })['openai_base_url']).toBe(base());
  });

  it('leaves a provider of the user everything but its address', () => {
    const config = [
      'model_provider = "corp"',
      '[model_providers.corp]',
      'name = "Corp"',
      'base_url = "https://llm.corp.example/api/v1"',
      'env_key = "CORP_KEY"',
    ].join('\n');
    expect(addresses(codex, withConfig(config))).toEqual({
      openai: 'https://llm.corp.example/api',
    });
    const overrides = overridesOf(withConfig(config));
    expect(overrides['model_providers.corp.base_url']).toBe(base());
    expect(Object.keys(overrides).filter((key) => key.includes('corp'))).toHaveLength(1);
  });

  it('keeps the dialect of Azure, which Codex tells by the address', () => {
    const config = `model_provider = "az"\n[model_providers.az]\nname = "Work"\nbase_url = "https://r.openai.azure.com/openai"\n`;
    expect(overridesOf(withConfig(config))).toMatchObject({
      'model_providers.az.base_url': base(''),
      'model_providers.az.name': '"Azure"',
    });
  });

  it('follows a profile and what is given on the command line', () => {
    const config = [
      'profile = "work"',
      '[profiles.work]',
      'model_provider = "corp"',
      '[model_providers.corp]',
      'base_url = "https://corp.example/v1"',
      '[model_providers.home]',
      'base_url = "https://home.example/v1"',
    ].join('\n');
    expect(addresses(codex, withConfig(config))).toEqual({ openai: 'https://corp.example' });
    for (const own of [
      ['-c', 'model_provider="home"', 'exec', 'hi'],
      ['exec', '--config=model_provider=home', 'hi'],
    ]) {
      expect(addresses(codex, withConfig(config, { own }))).toEqual({
        openai: 'https://home.example',
      });
    }
  });

  it('takes an override of the same key out of the user’s words, having chained it', () => {
    const own = ['exec', '-c', 'openai_base_url="https://gw.example/v1"', '--json', 'hi'];
    expect(addresses(codex, { own })).toEqual({ openai: 'https://gw.example' });
    const words = codex.arguments?.(launchWith({ own })) ?? [];
    expect(words.slice(-3)).toEqual(['exec', '--json', 'hi']);
    expect(words.filter((word) => word.startsWith('openai_base_url'))).toHaveLength(1);
  });

  it('reads CODEX_HOME', () => {
    const given = {
      environment: { CODEX_HOME: '/conf' },
      files: { '/conf/config.toml': 'openai_base_url = "https://gw.example/v1"' },
    };
    expect(addresses(codex, given)).toEqual({ openai: 'https://gw.example' });
  });

  it.each([[withConfig('model_provider = "ollama"')], [{ own: ['--oss'] }]])(
    'says when it cannot be set: %j',
    (given) => {
      expect(codex.warnings?.(launchWith(given))).toHaveLength(1);
      expect(Object.keys(overridesOf(given)).some((key) => /url|provider/.test(key))).toBe(false);
    },
  );

  it('is set in spite of a broken file, which Codex complains about itself', () => {
    expect(overridesOf(withConfig('= broken ['))['openai_base_url']).toBe(base());
  });
});

describe('every override', () => {
  it('is TOML, whatever is in it', () => {
    const odd = {
      command: 'C:\\Program Files\\node.exe',
      args: ["it's", 'a "b"', 'né\u{1f600}', '\t'],
    };
    const launch = { ...launchWith({ files: { [LOGIN]: CHATGPT } }), mcpServer: odd };
    const words = codex.arguments?.(launch) ?? [];
    const lines = words.filter((_, index) => words[index - 1] === '-c');
    const read = parse(lines.join('\n')) as { mcp_servers?: { headroom?: unknown } };
    expect(read.mcp_servers?.headroom).toMatchObject(odd);
  });
});

describe('the retrieval tool', () => {
  it('is listed in code mode too, beside the user’s own', () => {
    const config = '[features.code_mode]\ndirect_only_tool_namespaces = ["mcp__mine"]\n';
    expect(overridesOf(withConfig(config))).toMatchObject({
      'mcp_servers.headroom.default_tools_approval_mode': '"approve"',
      'features.code_mode.direct_only_tool_namespaces': '["mcp__mine","mcp__headroom"]',
    });
  });

  it('gives way to the shell with PATH as it is', () => {
    const overrides = overridesOf({ mcp: false });
    expect(overrides['allow_login_shell']).toBe('false');
    expect(JSON.stringify(overrides)).not.toContain('mcp_servers');
  });
});
