import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { claude } from '../../agents/claude.ts';
import type { Environment, Launch } from '../../src/launch/agent.ts';
import {
  BASE_URL,
  launchWith,
  MCP_SERVER,
  PROJECT,
  type Given as LaunchGiven,
} from './launching.ts';

const PERMISSION = '--allowedTools=mcp__headroom__headroom_retrieve,Bash(headroom retrieve:*)';

interface Given extends LaunchGiven {
  readonly upstream?: string;
}

const USER_SETTINGS = join('/home/u', '.claude', 'settings.json');

function launch({ upstream, ...given }: Given): Launch {
  const flag = { provider: 'anthropic', address: upstream ?? '', from: '--anthropic-url' } as const;
  return launchWith({ ...given, given: upstream === undefined ? [] : [flag] });
}

const environmentOf = (given: Given): unknown => claude.environment(launch(given));
const upstreamOf = (given: Given): string | undefined =>
  claude.upstreams(launch(given))[0]?.address;
const argumentsOf = (given: Given): readonly string[] => claude.arguments?.(launch(given)) ?? [];

describe('the base URL', () => {
  it('is the proxy, with tool search kept on', () => {
    expect(environmentOf({})).toEqual({ ANTHROPIC_BASE_URL: BASE_URL, ENABLE_TOOL_SEARCH: 'true' });
    expect(upstreamOf({})).toBeUndefined();
  });

  it.each(['false', 'auto:5'])('leaves ENABLE_TOOL_SEARCH=%s alone', (value) => {
    const environment = { ENABLE_TOOL_SEARCH: value };
    expect(environmentOf({ environment })).toEqual({ ANTHROPIC_BASE_URL: BASE_URL });
  });

  it('sets ENABLE_TOOL_SEARCH when it is blank', () => {
    const environment = { ENABLE_TOOL_SEARCH: ' ' };
    expect(environmentOf({ environment })).toMatchObject({ ENABLE_TOOL_SEARCH: 'true' });
  });

  it('chains a gateway that is set already; an explicit upstream wins', () => {
    const environment = { ANTHROPIC_BASE_URL: 'https://gateway.example/llm/' };
    expect(upstreamOf({ environment })).toBe('https://gateway.example/llm');
    expect(upstreamOf({ environment, upstream: 'https://flag.example' })).toBe(
      'https://flag.example',
    );
    const both = { ...environment, ANTHROPIC_TARGET_API_URL: 'https://target.example' };
    expect(upstreamOf({ environment: both })).toBe('https://target.example');
    expect(upstreamOf({ environment: { ANTHROPIC_BASE_URL: '' } })).toBeUndefined();
  });
});

describe('Vertex', () => {
  const vertex = (more: Environment = {}): Given => ({
    environment: { CLAUDE_CODE_USE_VERTEX: '1', ...more },
  });

  it('has its own variable and leaves the other alone', () => {
    expect(environmentOf(vertex({ ANTHROPIC_BASE_URL: 'https://x.example' }))).toEqual({
      ANTHROPIC_VERTEX_BASE_URL: BASE_URL,
      ENABLE_TOOL_SEARCH: 'true',
    });
  });

  it.each([
    ['europe-west1', 'https://europe-west1-aiplatform.googleapis.com/v1'],
    ['global', 'https://aiplatform.googleapis.com/v1'],
    ['eu', 'https://aiplatform.eu.rep.googleapis.com/v1'],
    [undefined, 'https://us-east5-aiplatform.googleapis.com/v1'],
  ])('goes on to the host of region %s', (region, host) => {
    expect(upstreamOf(vertex({ CLOUD_ML_REGION: region }))).toBe(host);
  });

  it('chains an address that is set already', () => {
    const set = { ANTHROPIC_VERTEX_BASE_URL: 'https://gw.example/vertex' };
    expect(upstreamOf(vertex(set))).toBe('https://gw.example/vertex');
    const target = { ...set, VERTEX_TARGET_API_URL: 'https://target.example/v1' };
    expect(upstreamOf(vertex(target))).toBe('https://target.example/v1');
  });

  it.each(['0', 'false', 'no', ''])('is not meant by %j', (value) => {
    const environment = { CLAUDE_CODE_USE_VERTEX: value };
    expect(environmentOf({ environment })).toMatchObject({ ANTHROPIC_BASE_URL: BASE_URL });
  });
});

describe('Foundry', () => {
  const foundry = (more: Environment): Given => ({
    environment: { CLAUDE_CODE_USE_FOUNDRY: 'true', ...more },
  });

  it('keeps /anthropic visible, and takes the resource away that the client refuses beside it', () => {
    const given = foundry({ ANTHROPIC_FOUNDRY_RESOURCE: 'mine' });
    expect(environmentOf(given)).toEqual({
      ANTHROPIC_FOUNDRY_BASE_URL: `${BASE_URL}/anthropic`,
      ANTHROPIC_FOUNDRY_RESOURCE: undefined,
      ENABLE_TOOL_SEARCH: 'true',
    });
    expect(upstreamOf(given)).toBe('https://mine.services.ai.azure.com');
  });

  it('chains an address with and without /anthropic', () => {
    const standard = foundry({ ANTHROPIC_FOUNDRY_BASE_URL: 'https://gw.example/x/anthropic/' });
    expect(upstreamOf(standard)).toBe('https://gw.example/x');
    const odd = foundry({ ANTHROPIC_FOUNDRY_BASE_URL: 'https://gw.example/claude' });
    expect(upstreamOf(odd)).toBe('https://gw.example/claude');
    expect(environmentOf(odd)).toMatchObject({ ANTHROPIC_FOUNDRY_BASE_URL: BASE_URL });
  });

  it('does not lead the requests elsewhere when no address is known', () => {
    expect(environmentOf(foundry({}))).toEqual({ ENABLE_TOOL_SEARCH: 'true' });
  });
});

describe('the arguments', () => {
  it('hand over the server and its permission, in front and each in one word', () => {
    const own = ['-p', '', 'say "é"'];
    const [config = '', permission, ...rest] = argumentsOf({ own });
    expect(JSON.parse(config.replace(/^--mcp-config=/, ''))).toEqual({
      mcpServers: { headroom: { type: 'stdio', ...MCP_SERVER, alwaysLoad: true } },
    });
    expect(permission).toBe(PERMISSION);
    expect(rest).toEqual(own);
  });

  it('allow only the shell command without MCP', () => {
    const { mcpServer: _none, ...without } = launch({ own: ['hi'] });
    expect(claude.arguments?.(without)).toEqual(['--allowedTools=Bash(headroom retrieve:*)', 'hi']);
  });
});

describe('settings files that set the base URL', () => {
  const gateway = { env: { ANTHROPIC_BASE_URL: 'https://gw.example', OTHER: 1 } };
  const files = { [USER_SETTINGS]: gateway };
  const ours = `--settings=${JSON.stringify({ env: { ANTHROPIC_BASE_URL: BASE_URL } })}`;

  it('are chained and overridden by an argument', () => {
    expect(upstreamOf({ files })).toBe('https://gw.example');
    expect(argumentsOf({ files, own: ['hi'] }).slice(2)).toEqual([ours, 'hi']);
  });

  it('are looked for where CLAUDE_CONFIG_DIR says', () => {
    const environment = { CLAUDE_CONFIG_DIR: '/conf' };
    expect(upstreamOf({ environment, files })).toBeUndefined();
    const there = { [join('/conf', 'settings.json')]: gateway };
    expect(upstreamOf({ environment, files: there })).toBe('https://gw.example');
  });

  it('win over the environment, as in the client', () => {
    const environment = { ANTHROPIC_BASE_URL: 'https://environment.example' };
    expect(upstreamOf({ environment, files })).toBe('https://gw.example');
  });

  it.each([
    [['-p', '--settings', '{"a":1,"env":{"X":"y"}}', 'hi']],
    [['-p', '--settings={"a":1,"env":{"X":"y"}}', 'hi']],
  ])('are overridden inside the settings the user gives: %j', (own) => {
    const merged = { a: 1, env: { X: 'y', ANTHROPIC_BASE_URL: BASE_URL } };
    expect(argumentsOf({ files, own }).slice(2)).toEqual([
      '-p',
      `--settings=${JSON.stringify(merged)}`,
      'hi',
    ]);
  });

  it('never move the contents of a file into the arguments; the user is told', () => {
    const given = { files: { ...files, [join(PROJECT, 's.json')]: { env: { KEY: 'secret' } } } };
    const own = ['--settings', 's.json'];
    expect(argumentsOf({ ...given, own }).slice(2)).toEqual(own);
    expect(claude.warnings?.(launch({ ...given, own }))).toHaveLength(1);
  });

  it('leave the arguments alone when they do not touch it', () => {
    const own = ['--settings', '{"env":{"X":"y"}}'];
    expect(argumentsOf({ own }).slice(2)).toEqual(own);
    for (const text of ['{ broken', '[]', '{"env":3}', '']) {
      expect(argumentsOf({ files: { [USER_SETTINGS]: text }, own: ['hi'] })).toHaveLength(3);
    }
  });

  it('can choose a cloud', () => {
    const env = { CLAUDE_CODE_USE_FOUNDRY: '1', ANTHROPIC_FOUNDRY_RESOURCE: 'mine' };
    const [, , settings = ''] = argumentsOf({ files: { [USER_SETTINGS]: { env } } });
    expect(JSON.parse(settings.replace('--settings=', ''))).toEqual({
      env: { ANTHROPIC_FOUNDRY_RESOURCE: '' },
    });
  });
});

describe('warnings', () => {
  const warningsOf = (given: Given): readonly string[] => claude.warnings?.(launch(given)) ?? [];
  const elsewhere = { env: { ANTHROPIC_BASE_URL: 'https://elsewhere.example' } };

  it('are none on an ordinary machine', () => {
    expect(warningsOf({})).toEqual([]);
    expect(warningsOf({ files: { [USER_SETTINGS]: elsewhere } })).toEqual([]);
  });

  it('tell of a provider that headroom does not stand in for', () => {
    const environment = { CLAUDE_CODE_USE_BEDROCK: '1' };
    expect(warningsOf({ environment })[0]).toContain('CLAUDE_CODE_USE_BEDROCK');
  });

  it.each(['settings.json', 'settings.local.json'])(
    'tell of a project that sets the address in %s, and never follow it',
    (name) => {
      const files = { [join(PROJECT, '.claude', name)]: elsewhere };
      expect(warningsOf({ files })[0]).toContain('ANTHROPIC_BASE_URL');
      expect(upstreamOf({ files })).toBeUndefined();
    },
  );
});
