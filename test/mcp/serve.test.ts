import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import type { McpParts } from '../../src/mcp/parts.ts';
import { serveMcp } from '../../src/mcp/serve.ts';
import { toolDefinitions } from '../../src/mcp/tool-definitions.ts';
import { memoryParts } from './parts.ts';

const INITIALIZE = {
  protocolVersion: '2025-06-18',
  capabilities: {},
  clientInfo: { name: 'test', version: '1' },
};

describe('serveMcp', () => {
  it('answers initialize and tools/list without opening anything', async () => {
    const server = start({ open: () => Promise.reject(new Error('opened')) });
    const { result } = await server.ask('initialize', INITIALIZE);
    expect(result).toEqual({
      protocolVersion: '2025-06-18',
      capabilities: { tools: {} },
      serverInfo: { name: 'headroom', version: expect.any(String) as string },
    });
    const list = await server.ask('tools/list');
    expect(list.result).toEqual({ tools: toolDefinitions({ retrieveOnly: false }) });
    await server.end();
    expect(server.faults).toEqual([]);
  });

  it('refuses methods it does not know at once, also before initialize', async () => {
    const server = start({});
    for (const method of [
      'server/discover',
      'resources/list',
      'prompts/list',
      'logging/setLevel',
    ]) {
      expect((await server.ask(method, {})).error).toMatchObject({ code: -32601 });
    }
    await server.end();
  });

  it('has no other tool than headroom_retrieve for a wrapped agent', async () => {
    const server = start({ retrieveOnly: true });
    expect((await server.ask('tools/list')).result).toEqual({
      tools: toolDefinitions({ retrieveOnly: true }),
    });
    const answer = await server.ask('tools/call', { name: 'headroom_stats', arguments: {} });
    expect(answer.error).toMatchObject({ code: -32602 });
    await server.end();
  });

  it('opens once, serves many calls, and closes when the other side is gone', async () => {
    const parts = memoryParts({ abc: 'text' });
    let opened = 0;
    const server = start({ open: () => Promise.resolve((opened++, parts)) });
    const calls = [1, 2, 3].map(() =>
      server.ask('tools/call', { name: 'headroom_retrieve', arguments: { handle: 'abc' } }),
    );
    for (const { result } of await Promise.all(calls))
      expect(result).toEqual({ content: [{ type: 'text', text: 'text' }] });
    expect(opened).toBe(1);
    await server.end();
    expect(parts.isClosed).toBe(true);
  });

  it('tries to open again after it failed', async () => {
    const parts = memoryParts({ abc: 'text' });
    let tries = 0;
    const server = start({
      open: () => (tries++ === 0 ? Promise.reject(new Error('no')) : Promise.resolve(parts)),
    });
    const call = { name: 'headroom_retrieve', arguments: { handle: 'abc' } };
    expect((await server.ask('tools/call', call)).result).toMatchObject({ isError: true });
    expect((await server.ask('tools/call', call)).result).toEqual({
      content: [{ type: 'text', text: 'text' }],
    });
    expect(server.faults).toEqual(['mcp headroom_retrieve']);
    await server.end();
  });

  it('answers what was asked before the input ended', async () => {
    const slow = {
      ...memoryParts({}),
      stats: () => new Promise<string>((resolve) => setTimeout(resolve, 50, 'late')),
    };
    const server = start({ open: () => Promise.resolve(slow) });
    const answer = server.ask('tools/call', { name: 'headroom_stats' });
    await server.end();
    expect((await answer).result).toEqual({ content: [{ type: 'text', text: 'late' }] });
  });

  it('ends when nobody reads its output any more', async () => {
    const server = start({});
    await server.ask('ping');
    server.stdout.destroy();
    await server.served;
  });

  it('goes on after a line that is not a message', async () => {
    const server = start({});
    server.stdin.write('not json\n{"jsonrpc":"1.0"}\n');
    expect((await server.ask('ping')).result).toEqual({});
    await server.end();
    expect(server.faults).toEqual(['mcp protocol', 'mcp protocol']);
  });
});

interface Answer {
  readonly id: number;
  readonly result?: unknown;
  readonly error?: { readonly code: number };
}

function start(options: { retrieveOnly?: boolean; open?: () => Promise<McpParts> }) {
  const [stdin, stdout] = [new PassThrough(), new PassThrough()];
  const faults: string[] = [];
  const waiting = new Map<number, (answer: Answer) => void>();
  let pending = '';
  let id = 0;
  stdout.setEncoding('utf8').on('data', (chunk: string) => {
    const lines = (pending + chunk).split('\n');
    pending = lines.pop() ?? '';
    for (const line of lines) {
      const answer = JSON.parse(line) as Answer;
      waiting.get(answer.id)?.(answer);
    }
  });
  const served = serveMcp({
    stdin,
    stdout,
    cwd: '/',
    retrieveOnly: options.retrieveOnly ?? false,
    open: options.open ?? (() => Promise.resolve(memoryParts({}))),
    onFault: (where) => faults.push(where),
  });
  const ask = (method: string, params?: object): Promise<Answer> =>
    new Promise((resolve) => {
      waiting.set(++id, resolve);
      stdin.write(`${JSON.stringify({ jsonrpc: '2.0', id, method, params })}\n`);
    });
  const end = async (): Promise<void> => {
    stdin.end();
    await served;
  };
  return { stdin, stdout, faults, served, ask, end };
}
