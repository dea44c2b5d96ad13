import { describe, expect, it } from 'vitest';
import { createGeminiCliReader } from '../../../src/transcripts/formats/gemini-cli.ts';
import type { Turn } from '../../../src/transcripts/turn.ts';
import type { JsonObject } from '../../../src/transcripts/value.ts';

const HEADER = { sessionId: 's', projectHash: 'h', startTime: '2026-11-20T10:00:00Z' };

describe('a transcript of Gemini CLI', () => {
  it('gives a turn for every answer; a message that is written again has more in it', () => {
    const answer = gemini('g1', '', { input: 1_000, output: 20, cached: 0, thoughts: 5 });
    const [first, second, ...more] = turnsOf([
      { ...HEADER, kind: 'main' },
      { $set: { messages: [user('u0', '<session_context>x</session_context>')] } },
      user('u1', 'find it'),
      answer,
      { $set: { lastUpdated: '2026-11-20T10:00:01Z' } },
      { ...answer, toolCalls: [call('c1'), call('c2')] },
      { id: 'u2', type: 'user', content: [response('c1'), response('c2')] },
      gemini('g2', 'Here.', { input: 1_300, output: 3, cached: 800 }),
    ]);
    expect(more).toEqual([]);
    expect(first).toMatchObject({
      wire: 'gemini-generate',
      provider: 'gemini',
      id: 'g1',
      model: 'gemini-2.5-pro',
      usage: { input: 1_000, output: 25, cacheRead: 0 },
    });
    expect(first?.added).toHaveLength(2);
    expect(second?.usage).toMatchObject({ input: 500, cacheRead: 800 });
    expect(second?.added).toEqual([
      { role: 'model', parts: [functionCall('c1'), functionCall('c2')] },
      { role: 'user', parts: [response('c1'), response('c2')] },
    ]);
  });

  it('reads one document with results beside their calls, as older versions wrote', () => {
    const [, second] = turnsOf([
      {
        ...HEADER,
        messages: [
          { id: 'u1', type: 'user', content: 'find it' },
          { id: 'i1', type: 'info', content: 'Update available' },
          { ...gemini('g1', 'Looking.'), toolCalls: [{ ...call('c1'), result: [response('c1')] }] },
          gemini('g2', 'Here.'),
        ],
      },
    ]);
    expect(second?.added).toEqual([
      { role: 'model', parts: [{ text: 'Looking.' }, functionCall('c1')] },
      { role: 'user', parts: [response('c1')] },
    ]);
    expect(second?.usage).toBeUndefined();
  });

  it('starts over where the messages are replaced, and goes back with the person', () => {
    const turns = turnsOf([
      user('u1', 'one'),
      gemini('g1', '1'),
      user('u2', 'two'),
      gemini('g2', '2'),
      { $rewindTo: 'u2' },
      user('u3', 'another two'),
      gemini('g3', '3'),
      { $set: { messages: [user('u4', 'So far: three.'), gemini('g4', 'I see.')] } },
      user('u5', 'go on'),
      gemini('g5', '5'),
    ]);
    expect(turns.map(({ keeps }) => keeps)).toEqual([undefined, undefined, 1, 0]);
    expect(turns[2]?.added).toEqual([{ role: 'user', parts: [{ text: 'another two' }] }]);
    expect(turns[3]?.added).toHaveLength(3);
  });

  it.each([[{}], [{ id: 'x', type: 'gemini' }], [{ $set: 5 }], [{ $set: { messages: [1] } }]])(
    'survives %j',
    (broken) => {
      expect(() => turnsOf([broken, user('u', 'x'), broken, gemini('g', 'y')])).not.toThrow();
    },
  );
});

function turnsOf(records: readonly object[]): readonly Turn[] {
  const reader = createGeminiCliReader();
  return [...records.flatMap((each) => reader.read(each as JsonObject)), ...reader.end()];
}

function user(id: string, text: string): object {
  return { id, timestamp: '2026-11-20T10:00:00Z', type: 'user', content: [{ text }] };
}

function gemini(id: string, content: string, tokens?: object): object {
  const about = { timestamp: '2026-11-20T10:00:01Z', type: 'gemini', model: 'gemini-2.5-pro' };
  return { id, ...about, content, ...(tokens !== undefined && { tokens }) };
}

function call(id: string): object {
  return { id, name: 'run_shell_command', args: { command: 'ls' }, status: 'success' };
}

function functionCall(id: string): object {
  return { functionCall: { id, name: 'run_shell_command', args: { command: 'ls' } } };
}

function response(id: string): object {
  return { functionResponse: { id, name: 'run_shell_command', response: { output: id } } };
}
