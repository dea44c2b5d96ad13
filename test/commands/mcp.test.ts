// Talks to the compiled server as an agent does: a child process, the SDK's client, stdio.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import type { CallToolResult } from '@modelcontextprotocol/sdk/types.js';
import { describe, expect, it, onTestFinished } from 'vitest';
import { handleFor, textDigest } from '../../src/ccr/handle.ts';
import { openStore, type Store } from '../../src/store/open-store.ts';
import { loadTokenCounter } from '../../src/tokens/count.ts';
import { estimateTokens } from '../../src/tokens/estimate.ts';
import { temporaryHome } from '../helpers/temporary-home.ts';

const HEADROOM = fileURLToPath(new URL('../../bin/headroom.js', import.meta.url));
const LARGEST_ANSWER_BYTES = 18_000;
const LOG_LINES = Array.from(
  { length: 4000 },
  (_one, index) =>
    `12:00:${String(index % 60).padStart(2, '0')} INFO worker ${index + 1} finished "job-${index * 7}" in ${index % 90} ms`,
);
const LOG = `${LOG_LINES.join('\n')}\n`;

describe('headroom mcp serve', () => {
  it('lists its tools, and has not made or opened anything by then', async () => {
    const { headroomHome, project } = temporaryHome();
    const client = await connect({ home: headroomHome, cwd: project });
    const { tools } = await client.listTools();
    expect(tools.map((tool) => tool.name)).toEqual([
      'headroom_retrieve',
      'headroom_compress',
      'headroom_stats',
    ]);
    const count = await loadTokenCounter();
    expect(count(JSON.stringify(tools))).toBeLessThanOrEqual(450);
    expect(client.getServerCapabilities()).toEqual({ tools: {} });
    expect(client.getInstructions()).toBeUndefined();
    expect(existsSync(headroomHome)).toBe(false);
  });

  it('has one tool for a wrapped agent, whatever the settings file of a project says', async () => {
    const { headroomHome, project } = temporaryHome();
    writeFileSync(join(project, '.headroom.json'), '{ broken');
    const client = await connect({ home: headroomHome, cwd: project, args: ['--retrieve-only'] });
    const { tools } = await client.listTools();
    expect(tools.map((tool) => tool.name)).toEqual(['headroom_retrieve']);
    const count = await loadTokenCounter();
    expect(count(JSON.stringify(tools))).toBeLessThanOrEqual(160);
  });

  it('hands out every line of a long original, answer by answer', async () => {
    const { client, handle } = await serverWithOriginal();
    const seen: string[] = [];
    let lines: string | undefined;
    for (let answers = 0; answers < 100; answers++) {
      const { text } = await call(client, 'headroom_retrieve', {
        handle,
        ...(lines !== undefined && { lines }),
      });
      expect(Buffer.byteLength(text)).toBeLessThanOrEqual(LARGEST_ANSWER_BYTES);
      const note = /\[headroom: [^\n]*lines ([\d-]+)\]$/.exec(text);
      seen.push(text.slice(0, note?.index));
      lines = note?.[1];
      if (lines === undefined) break;
    }
    expect(seen.length).toBeGreaterThan(10);
    expect(seen.join('')).toBe(LOG);
  });

  it('hands out slices', async () => {
    const { client, handle } = await serverWithOriginal();
    const slice = await call(client, 'headroom_retrieve', { handle, lines: '17-18' });
    expect(slice.text).toBe(`${LOG_LINES.slice(16, 18).join('\n')}\n`);
    const found = await call(client, 'headroom_retrieve', { handle, grep: 'worker 3999 ' });
    expect(found.text).toContain(LOG_LINES[3998]);
    expect(found.text.length).toBeLessThan(200);
    const short = await call(client, 'headroom_retrieve', { handle, max_tokens: 100 });
    expect(short.text.length).toBeLessThan(600);
  });

  it('says that an unknown handle is final, and what is wrong with a request', async () => {
    const { client, handle } = await serverWithOriginal();
    const unknown = await call(client, 'headroom_retrieve', { handle: '0123456789ab' });
    expect(unknown.isError).toBe(true);
    expect(unknown.text).toMatch(
      /0123456789ab.*This is final.*run the command or read the file again\.$/,
    );
    const bad = await call(client, 'headroom_retrieve', { handle, lines: 'everything' });
    expect(bad.isError).toBe(true);
    expect(bad.text).toContain('everything');
  });

  it('shortens a file that the model never read, and hands its original out again', async () => {
    const { client, project } = await serverWithOriginal();
    const file = join(project, 'build.log');
    const text = LOG.replace('worker 2000 finished', 'worker 2000 FATAL: disk is full');
    writeFileSync(file, text);
    const short = await call(client, 'headroom_compress', {
      path: 'build.log',
      question: 'why did it fail?',
    });
    expect(short.isError).not.toBe(true);
    expect(Buffer.byteLength(short.text)).toBeLessThanOrEqual(LARGEST_ANSWER_BYTES);
    const note = /^\[headroom: (\d+) to (\d+) tokens by \S+, original ([0-9a-f]{12})\.\]/.exec(
      short.text,
    );
    expect(Number(note?.[2])).toBeLessThan(Number(note?.[1]) / 2);
    expect(short.text).toContain('FATAL: disk is full');
    const handle = note?.[3] ?? '';
    expect(handle).toBe(handleFor(text));
    const line = await call(client, 'headroom_retrieve', { handle, lines: '2000' });
    expect(line.text).toBe(`${LOG_LINES[1999]?.replace('finished', 'FATAL: disk is full')}\n`);
  });

  it('keeps what it could not shorten, so that the rest of a long text can be read', async () => {
    const { client } = await serverWithOriginal();
    const text = Array.from({ length: 3000 }, (_one, index) =>
      (index ** 3 * 7919).toString(36),
    ).join(' ');
    const { text: answer } = await call(client, 'headroom_compress', { text, tool: 'Read' });
    expect(answer).toMatch(/^\[headroom: not shortened \([a-z-]+\), original [0-9a-f]{12}\.\]/);
    expect(answer).toMatch(/headroom_retrieve [0-9a-f]{12} reads parts of the original\.\]$/);
  });

  it('counts what it handed out, and only that', async () => {
    const { client, handle, headroomHome } = await serverWithOriginal();
    await call(client, 'headroom_retrieve', { handle, lines: '1-10' });
    const whole = await call(client, 'headroom_retrieve', { handle });
    await call(client, 'headroom_compress', { handle });
    const { text } = await call(client, 'headroom_stats', {});
    expect(text).toBe('headroom: nothing is recorded for the last 7 days.');
    const rows = storeOf(headroomHome).retrievals.since(0);
    expect(rows).toMatchObject({
      value: [
        { way: 'mcp', sliced: true },
        { way: 'mcp', sliced: false },
      ],
    });
    const tokens = rows.status === 'done' ? rows.value[1]?.tokens : undefined;
    expect(tokens).toBe(estimateTokens(whole.text));
  });

  it('refuses unknown methods at once and ends with its input', async () => {
    const { headroomHome, project } = temporaryHome();
    const child = spawn(process.execPath, [HEADROOM, 'mcp', 'serve', '--home', headroomHome], {
      cwd: project,
    });
    onTestFinished(() => void child.kill());
    let stdout = '';
    let stderr = '';
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => (stdout += chunk));
    child.stderr.setEncoding('utf8').on('data', (chunk: string) => (stderr += chunk));
    child.stdin.end(
      '{"jsonrpc":"2.0","id":1,"method":"server/discover"}\nnot json\n{"jsonrpc":"2.0","id":2,"method":"ping"}\n',
    );
    const [code] = (await once(child, 'close')) as [number];
    const answers = stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as { id: number; error?: { code: number } });
    expect(answers.map(({ id, error }) => [id, error?.code])).toEqual([
      [1, -32601],
      [2, undefined],
    ]);
    expect([code, stderr]).toEqual([0, '']);
    expect(readFileSync(join(headroomHome, 'logs', 'headroom.log'), 'utf8')).toContain(
      'mcp protocol',
    );
  });

  it('ends when nobody reads its answers', async () => {
    const { headroomHome, project } = temporaryHome();
    const child = spawn(process.execPath, [HEADROOM, 'mcp', 'serve', '--home', headroomHome], {
      cwd: project,
    });
    onTestFinished(() => void child.kill());
    child.stdout.destroy();
    // The input stays open: only the failing writes tell.
    const ping = setInterval(
      () => child.stdin.write('{"jsonrpc":"2.0","id":1,"method":"ping"}\n'),
      50,
    );
    child.stdin.on('error', () => undefined);
    onTestFinished(() => clearInterval(ping));
    const [code] = (await once(child, 'exit')) as [number];
    expect(code).toBe(0);
  });
});

async function serverWithOriginal() {
  const { headroomHome, project } = temporaryHome();
  const handle = handleFor(LOG);
  const original = { handle, sha256: textDigest(LOG), text: LOG };
  storeOf(headroomHome).commit({ decisions: [], originals: [original] });
  return {
    client: await connect({ home: headroomHome, cwd: project }),
    handle,
    headroomHome,
    project,
  };
}

function storeOf(directory: string): Store {
  const opening = openStore({ directory, now: Date.now });
  if (opening.status !== 'open') throw new Error(opening.message);
  onTestFinished(() => opening.store.close());
  return opening.store;
}

async function connect(options: {
  home: string;
  cwd: string;
  args?: readonly string[];
}): Promise<Client> {
  const transport = new StdioClientTransport({
    command: process.execPath,
    args: [HEADROOM, 'mcp', 'serve', '--home', options.home, ...(options.args ?? [])],
    cwd: options.cwd,
  });
  const client = new Client({ name: 'test', version: '1' });
  await client.connect(transport);
  onTestFinished(() => client.close());
  return client;
}

async function call(client: Client, name: string, given: Record<string, unknown>) {
  const result = (await client.callTool({ name, arguments: given })) as CallToolResult;
  const [first] = result.content;
  expect(result.content).toHaveLength(1);
  return { text: first?.type === 'text' ? first.text : '', isError: result.isError };
}
