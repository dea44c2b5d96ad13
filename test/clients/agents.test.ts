// The real agents from the registries, through `headroom wrap`, against a scripted provider on loopback.
import { describe, expect, it } from 'vitest';
import type { Script, WrittenTurn } from '../helpers/scripted-provider/script.ts';
import { LOG_LINES, runAgentLoop, type AgentLoop, type LoopRequest } from './agent-loop.ts';
import { generatedLog } from './generated-log.ts';
import type { InstalledClient } from './install-client.ts';
import { CLIENTS, type RealClient } from './real-clients.ts';

const RUN_SERVICE = { run: 'sh service.sh' };
const DONE = { text: 'MOCK-DONE' };
const LINES = '11-50';
/** Well within these lines, wherever a client's own first lines push them. */
const INNER_LINES = generatedLog(LOG_LINES).split('\n').slice(19, 39).join('\n');

for (const client of CLIENTS) {
  const installed = client.install();
  describe.skipIf(installed === undefined)(client.title, () => {
    if (installed !== undefined) testClient(client, installed);
  });
}

function testClient(client: RealClient, installed: InstalledClient): void {
  const loop = (
    through: LoopRequest['through'],
    script: Script,
    wrapOptions: readonly string[] = client.wrapOptions ?? [],
  ): Promise<AgentLoop> => runAgentLoop({ client, installed, through, script, wrapOptions });

  it('finishes a loop of six turns for less, with nothing lost and nothing moved', async () => {
    const small = ['echo two', 'echo three', 'echo four'].map((run) => ({ run }));
    const direct = await loop('direct', { turns: [RUN_SERVICE, { run: 'true' }, ...small, DONE] });
    const wrapped = await loop('wrap', { turns: [RUN_SERVICE, retrieve(client), ...small, DONE] });
    expect([direct.result.code, wrapped.result.code]).toEqual([0, 0]);
    expect(wrapped.result.stdout).toContain('MOCK-DONE');
    expect(wrapped.turns).toHaveLength(6);

    const [original = ''] = direct.outputs;
    const [shortened = '', fetched = ''] = wrapped.outputs;
    expect(original.length).toBeGreaterThan(client.shellLimit ?? 15_000);
    expect(shortened.length).toBeLessThan(original.length * 0.7);
    expect(shortened).toContain('[headroom: ');
    expect(fetched).toContain(INNER_LINES);
    expect(wrapped.outputs).toHaveLength(direct.outputs.length);

    // What moves without us moves with us, and nothing else.
    expect(wrapped.moved).toEqual(direct.moved);
    expect(strangeChanges(direct, wrapped)).toEqual([]);
  });

  const overWebSocket = async () => {
    const turns = [RUN_SERVICE, { run: 'echo two' }, { run: 'echo three' }, DONE];
    const script = { turns, webSocket: true };
    const [direct, wrapped] = await Promise.all([loop('direct', script), loop('wrap', script)]);
    expect([direct.result.code, wrapped.result.code]).toEqual([0, 0]);
    expect(wrapped.result.stdout).toContain('MOCK-DONE');
    expect(wrapped.turns.map(({ over }) => over)).toEqual(Array(4).fill('websocket'));
    expect(wrapped.upgrades).toBe(direct.upgrades);
    const [original = ''] = direct.outputs;
    const [shortened = ''] = wrapped.outputs;
    expect(shortened.length).toBeLessThan(original.length * 0.7);
    expect(wrapped.outputs.slice(1)).toHaveLength(direct.outputs.slice(1).length);
  };
  if (client.overWebSocket !== undefined) it('sends less over a WebSocket too', overWebSocket);

  const amongFaults = async () => {
    const script: Script = {
      turns: [RUN_SERVICE, { run: 'echo two' }, { run: 'echo three' }, DONE],
      faults: { 0: ['overloaded', 'overloaded'], 1: ['rate-limited'], 2: ['cut'] },
    };
    // Most of it is waiting for the next try.
    const [direct, wrapped] = await Promise.all([loop('direct', script), loop('wrap', script)]);
    expect(wrapped.result.code).toBe(direct.result.code);
    expect(wrapped.turns.map(({ fault }) => fault)).toEqual(direct.turns.map(({ fault }) => fault));
    expect(wrapped.outputs).toHaveLength(direct.outputs.length);
    expect(wrapped.result.stdout.includes('MOCK-DONE')).toBe(
      direct.result.stdout.includes('MOCK-DONE'),
    );
  };
  if (client.survivesFaults === true) {
    it('meets an overloaded provider, a rate limit and a cut stream as without us', amongFaults);
  }
}

/** Asks for lines of the first output, by the handle in its marker. */
function retrieve(client: RealClient): WrittenTurn {
  return ([shortened = '']) => {
    const handle = /headroom[_ ]retrieve ([0-9a-f]{12})/.exec(shortened)?.[1] ?? 'no handle';
    return client.retrieval === 'mcp'
      ? { retrieve: { handle, lines: LINES } }
      : { run: `headroom retrieve ${handle} --lines ${LINES}` };
  };
}

/** Files that only the wrapped run has changed, but for our own; by folder, because names hold ids. */
function strangeChanges(direct: AgentLoop, wrapped: AgentLoop): readonly string[] {
  const ofAgent = new Set(direct.changes.map(topFolder));
  return wrapped.changes.filter(
    (path) => !ofAgent.has(topFolder(path)) && !path.startsWith('home/.headroom/'),
  );
}

function topFolder(path: string): string {
  return path.split('/').slice(0, 2).join('/');
}
