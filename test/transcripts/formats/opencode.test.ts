import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openDatabase } from '../../../src/store/database.ts';
import { readOpenCode } from '../../../src/transcripts/formats/opencode.ts';
import { temporaryFolder } from '../../helpers/temporary-home.ts';

const TOOL = {
  type: 'tool',
  tool: 'bash',
  callID: 'c1',
  state: { status: 'completed', input: { command: 'ls' }, output: 'found' },
};
const FAILED = { ...TOOL, callID: 'c2', state: { status: 'error', input: {}, error: 'no' } };
const TOKENS = { input: 1_000, output: 20, reasoning: 5, cache: { read: 600, write: 300 } };

describe('the database of OpenCode', () => {
  it('gives a turn for every step of an answer, and is left as it was', () => {
    const path = databaseWith('anthropic', [
      { type: 'step-start' },
      { type: 'text', text: 'Looking.' },
      TOOL,
      FAILED,
      { type: 'step-finish', tokens: TOKENS },
      { type: 'step-start' },
      { type: 'text', text: 'Here.' },
      { type: 'step-finish', tokens: { ...TOKENS, input: 1 } },
    ]);
    const before = readFileSync(path);
    const { sessions, counts } = read(path);
    expect(readFileSync(path).equals(before)).toBe(true);
    expect(sessions.map((turns) => turns.length)).toEqual([2, 0]);
    expect(counts.damagedLines).toBe(1);
    const [first, second] = sessions[0] ?? [];
    expect(first).toMatchObject({
      conversation: 's1',
      wire: 'anthropic-messages',
      provider: 'anthropic',
      project: 'shop',
      model: 'model-1',
      usage: { input: 1_000, output: 25, cacheRead: 600, cacheWrite5m: 300 },
      added: [{ role: 'user', content: 'find it' }],
    });
    expect(second?.added).toEqual([
      {
        role: 'assistant',
        content: [
          { type: 'text', text: 'Looking.' },
          { type: 'tool_use', id: 'c1', name: 'bash', input: { command: 'ls' } },
          { type: 'tool_use', id: 'c2', name: 'bash', input: {} },
        ],
      },
      {
        role: 'user',
        content: [
          { type: 'tool_result', tool_use_id: 'c1', content: 'found' },
          { type: 'tool_result', tool_use_id: 'c2', content: 'no', is_error: true },
        ],
      },
    ]);
  });

  it('writes chat messages for other providers', () => {
    const [[, second] = []] = read(
      databaseWith('openai', [{ type: 'step-start' }, TOOL, { type: 'step-start' }]),
    ).sessions;
    expect(second?.wire).toBe('openai-chat');
    expect(second?.added).toMatchObject([
      {
        role: 'assistant',
        tool_calls: [{ id: 'c1', function: { arguments: '{"command":"ls"}' } }],
      },
      { role: 'tool', tool_call_id: 'c1', content: 'found' },
    ]);
  });
});

function read(path: string) {
  const counts = { lines: 0, damagedLines: 0, bytes: 0 };
  return { sessions: [...readOpenCode(path, counts)], counts };
}

function databaseWith(providerID: string, parts: readonly object[]): string {
  const path = join(temporaryFolder(), 'opencode.db');
  const database = openDatabase(path, { busyTimeoutMs: 1_000 });
  database.exec(`
    CREATE TABLE session (id text, directory text, time_created integer);
    CREATE TABLE message (id text, session_id text, time_created integer, data text);
    CREATE TABLE part (id text, message_id text, session_id text, data text);
  `);
  database.run('INSERT INTO session VALUES (?, ?, ?)', ['s1', '/home/ann/shop', 1]);
  database.run('INSERT INTO session VALUES (?, ?, ?)', ['s2', '/home/ann/shop', 2]);
  const answer = { role: 'assistant', providerID, modelID: 'model-1', time: { created: 5 } };
  const messages: [string, string][] = [
    ['m1', '{"role":"user"}'],
    ['m2', JSON.stringify(answer)],
    ['m3', '{"role":'],
  ];
  for (const [index, [id, data]] of messages.entries()) {
    database.run('INSERT INTO message VALUES (?, ?, ?, ?)', [id, 's1', index, data]);
  }
  const all = [{ message: 'm1', part: { type: 'text', text: 'find it' } }].concat(
    parts.map((part) => ({ message: 'm2', part: part as never })),
  );
  for (const [index, { message, part }] of all.entries()) {
    const row = [`p${String(index).padStart(3, '0')}`, message, 's1', JSON.stringify(part)];
    database.run('INSERT INTO part VALUES (?, ?, ?, ?)', row);
  }
  database.close();
  return path;
}
