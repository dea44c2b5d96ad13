// The real Claude Code from the npm registry, through `headroom wrap`, against a scripted provider on loopback.
import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { startScriptedAnthropic, type ScriptedTurn } from '../helpers/scripted-anthropic.ts';
import { temporaryHome } from '../helpers/temporary-home.ts';
import { LOG_LINES, runLoop, terminateWaiting, type Loop } from './claude-loop.ts';
import { installClient, type InstalledClient } from './install-client.ts';
import { prefixDifferences, toolResults } from './messages.ts';
import { runClaude, type ClientRun } from './run-client.ts';

/** The newest that declares Node 20, and a recent native one. */
const VERSIONS = ['2.1.197', '2.1.330'];
const RETRIEVE = 'mcp__headroom__headroom_retrieve';
const PROMPT = ['-p', 'Run the service and tell me what went wrong.'];
const UNASKED = [...PROMPT, '--output-format', 'json', '--dangerously-skip-permissions'];
/** Nothing listens there: what is sent to it is lost. */
const NOWHERE = 'http://127.0.0.1:9';

/** The second is the agent's own log about any MCP server it has. */
const OURS = ['home/.headroom/', 'home/.cache/claude-cli-nodejs/'];

const RUN_SERVICE = bash('sh service.sh');
const DONE: ScriptedTurn = { text: 'MOCK-DONE' };

for (const version of VERSIONS) {
  const client = installClient('@anthropic-ai/claude-code', version);
  describe.skipIf(client === undefined)(`claude ${version}`, () => {
    if (client !== undefined) testClaude(client);
  });
}

function testClaude(client: InstalledClient): void {
  const loop = (
    through: ClientRun['through'],
    turns: readonly ScriptedTurn[],
    words: readonly string[] = UNASKED,
  ): Promise<Loop> => runLoop({ client, through, turns, arguments: words });
  const run = (about: Omit<ClientRun, 'folder' | 'upstream'>): ReturnType<typeof runClaude> =>
    runClaude({ ...about, folder: client.folder, upstream: NOWHERE });

  it('finishes a loop for less, with nothing lost and nothing moved', async () => {
    const direct = await loop('direct', [RUN_SERVICE, DONE]);
    const [original = ''] = toolResults(direct.last);
    expect(original.length).toBeGreaterThan(24_000);
    const handle = createHash('sha256').update(original).digest('hex').slice(0, 12);

    const wrapped = await loop('wrap', [
      RUN_SERVICE,
      { tool: RETRIEVE, input: { handle, lines: '1-180' } },
      { tool: RETRIEVE, input: { handle, lines: `181-${LOG_LINES}` } },
      bash(`headroom retrieve ${handle} > "$HOME/copy.txt" && sha256sum < "$HOME/copy.txt"`),
      DONE,
    ]);
    expect([direct.result.code, wrapped.result.code]).toEqual([0, 0]);
    expect(wrapped.result.stdout).toContain('MOCK-DONE');
    // The line at the end, and not a word besides.
    expect(wrapped.result.stderr).toMatch(/^headroom: [^\n]* tokens this session[^\n]*\n$/);

    // Listed in full from the first request, and so is everything that was there without us.
    const names = (wrapped.requests[0]?.body.tools ?? []).map((tool) => tool.name);
    expect(names).toContain(RETRIEVE);

    const results = toolResults(wrapped.last);
    const [shortened = '', firstHalf = '', secondHalf = '', digest = ''] = results;
    expect(shortened.length).toBeLessThan(original.length * 0.7);
    expect(shortened).toContain(handle);
    expect(shortened).toContain('FATAL ledger checksum mismatch in segment 7731');

    expect(joinPages(firstHalf, secondHalf)).toBe(original.trimEnd());
    expect(digest).toContain(createHash('sha256').update(original).digest('hex'));

    for (const [index, { raw }] of wrapped.requests.entries()) {
      const before = wrapped.requests[index - 1];
      if (before !== undefined) expect(prefixDifferences(before.raw, raw)).toEqual([]);
    }
  });

  it('changes no file but its own and those the agent changes by itself', async () => {
    const [direct, wrapped] = [
      await loop('direct', [RUN_SERVICE, DONE]),
      await loop('wrap', [RUN_SERVICE, DONE]),
    ];
    const ofAgent = new Set(direct.changes.map(topFolder));
    const strange = wrapped.changes.filter(
      (path) => !ofAgent.has(topFolder(path)) && !OURS.some((folder) => path.startsWith(folder)),
    );
    expect(strange).toEqual([]);
    expect(wrapped.changes.filter((path) => path.startsWith('project/'))).toEqual([]);
  });

  it('ends as the agent ends when it fails', async () => {
    const failing = { arguments: ['-p', 'hi', '--no-such-flag'] };
    const [direct, wrapped] = [
      await run({ ...failing, through: 'direct' }),
      await run({ ...failing, through: 'wrap' }),
    ];
    expect(direct.code).not.toBe(0);
    expect(wrapped.code).toBe(direct.code);
    expect(wrapped.stderr).toBe(direct.stderr);
  });

  it('ends as the agent ends after SIGTERM', async () => {
    const [direct, wrapped] = [
      await terminateWaiting(client, 'direct'),
      await terminateWaiting(client, 'wrap'),
    ];
    expect(direct.code).toBeGreaterThanOrEqual(128);
    expect(wrapped.code).toBe(direct.code);
  });

  it('lets the agent run headroom retrieve and its own tool without a question', async () => {
    const turns = [
      { tool: RETRIEVE, input: { handle: 'abcdefabcdef' } },
      bash('headroom retrieve abcdefabcdef'),
      bash('headroom retrieve abcdefabcdef; touch joined'),
      DONE,
    ];
    const { last, changes } = await loop('wrap', turns, PROMPT);
    const [byTool = '', byShell = ''] = toolResults(last);
    for (const answer of [byTool, byShell]) expect(answer).toMatch(/abcdefabcdef/);
    expect(byShell).not.toMatch(/requires approval/);
    // A second command behind the allowed one would need the user's word.
    expect(changes).not.toContain('project/joined');
  });

  it.each([
    ['CLAUDE_CODE_USE_VERTEX', vertexEnvironment, /^\/v1\/projects\/.*:streamRawPredict$/],
    ['CLAUDE_CODE_USE_FOUNDRY', foundryEnvironment, /^\/x\/anthropic\/v1\/messages\?beta=true$/],
  ])('reaches the upstream of %s', async (_name, environment, path) => {
    const upstream = await startScriptedAnthropic([DONE]);
    const result = await run({
      arguments: UNASKED,
      through: 'wrap',
      environment: environment(upstream.url),
    });
    await upstream.close();
    expect(result).toMatchObject({
      code: 0,
      stderr: expect.not.stringContaining('Error') as string,
    });
    expect(upstream.turns().map((request) => request.path)).toEqual([
      expect.stringMatching(path) as string,
    ]);
  });

  it('chains the gateway of a settings file', async () => {
    const upstream = await startScriptedAnthropic([DONE]);
    const home = temporaryHome();
    const folder = join(home.home, '.config-of-claude');
    const settings = { env: { ANTHROPIC_BASE_URL: `${upstream.url}/gateway` } };
    mkdirSync(folder);
    writeFileSync(join(folder, 'settings.json'), JSON.stringify(settings));
    const result = await run({
      arguments: UNASKED,
      through: 'wrap',
      home,
      environment: { CLAUDE_CONFIG_DIR: folder },
    });
    await upstream.close();
    expect(result.code).toBe(0);
    const [request] = upstream.turns();
    expect(request?.path).toBe('/gateway/v1/messages?beta=true');
    expect(request?.body.tools?.map((tool) => tool.name)).toContain(RETRIEVE);
  });
}

function bash(command: string): ScriptedTurn {
  return { tool: 'Bash', input: { command, description: 'Run a command' } };
}

function topFolder(path: string): string {
  return path.split('/').slice(0, 2).join('/');
}

/** An answer of the retrieval tool may or may not end its last line. */
function joinPages(...pages: readonly string[]): string {
  return pages.map((page) => page.replace(/\n$/, '')).join('\n');
}

function vertexEnvironment(url: string): Record<string, string> {
  return {
    CLAUDE_CODE_USE_VERTEX: '1',
    CLAUDE_CODE_SKIP_VERTEX_AUTH: '1',
    ANTHROPIC_VERTEX_PROJECT_ID: 'project',
    CLOUD_ML_REGION: 'europe-west1',
    ANTHROPIC_VERTEX_BASE_URL: `${url}/v1`,
  };
}

function foundryEnvironment(url: string): Record<string, string> {
  return {
    CLAUDE_CODE_USE_FOUNDRY: '1',
    ANTHROPIC_FOUNDRY_API_KEY: 'dummy',
    ANTHROPIC_FOUNDRY_BASE_URL: `${url}/x/anthropic`,
  };
}
