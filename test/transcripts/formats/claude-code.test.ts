import { describe, expect, it } from 'vitest';
import { createClaudeCodeReader } from '../../../src/transcripts/formats/claude-code.ts';
import type { Turn } from '../../../src/transcripts/turn.ts';
import type { JsonObject } from '../../../src/transcripts/value.ts';
import { call, createSession, said, usage } from '../claude-code-lines.ts';

describe('a transcript of Claude Code', () => {
  it('gives a turn for every answer, with what was added since the one before', () => {
    const session = createSession();
    session.user('find it');
    session.answer('a', said('Looking.'));
    session.answer('a', call('c1'), { usage: usage(3, 0, 900) });
    session.result('c1', 'found');
    session.answer('b', said('Here.'), { usage: usage(2, 903, 40) });
    const [first, second, ...more] = turnsOf(session.lines);
    expect(more).toEqual([]);
    expect(first).toMatchObject({
      conversation: 'main',
      wire: 'anthropic-messages',
      provider: 'anthropic',
      project: 'shop',
      model: 'claude-sonnet-4-5',
      id: 'a req-a',
      atMs: Date.UTC(2026, 10, 20, 10, 0, 1),
      usage: { input: 3, output: 10, cacheRead: 0, cacheWrite5m: 900, cacheWrite1h: 0 },
      added: [{ role: 'user', content: 'find it' }],
    });
    expect(first?.keeps).toBeUndefined();
    expect(second?.added).toEqual([
      { role: 'assistant', content: [said('Looking.'), call('c1')] },
      { role: 'user', content: [{ type: 'tool_result', tool_use_id: 'c1', content: 'found' }] },
    ]);
  });

  it('reads cache writes for an hour apart from the others', () => {
    const session = createSession();
    session.user('go');
    const cache_creation = { ephemeral_5m_input_tokens: 100, ephemeral_1h_input_tokens: 800 };
    session.answer('a', said('ok'), { usage: { ...usage(1, 0, 900), cache_creation } });
    expect(turnsOf(session.lines)[0]?.usage).toMatchObject({
      cacheWrite5m: 100,
      cacheWrite1h: 800,
    });
  });

  it('puts parallel calls into one answer, even when a result comes between their lines', () => {
    const session = createSession();
    session.user('both');
    session.answer('a', call('c1'));
    session.result('c1', 'one', { parentUuid: 'session-1' });
    session.answer('a', call('c2'), { parentUuid: 'session-1' });
    session.result('c2', 'two', { parentUuid: 'session-3' });
    session.answer('b', said('Done.'));
    const turns = turnsOf(session.lines);
    expect(turns).toHaveLength(2);
    expect(turns[1]?.added.map(({ role }) => role)).toEqual(['assistant', 'user', 'user']);
    expect(turns[1]?.added[0]).toEqual({ role: 'assistant', content: [call('c1'), call('c2')] });
  });

  it('starts over where the history was summed up', () => {
    const session = createSession();
    session.user('long story');
    session.answer('a', said('Yes.'));
    session.write({ type: 'system', subtype: 'compact_boundary', parentUuid: null });
    session.user('This session continues. So far: ...', { isCompactSummary: true });
    session.answer('b', said('Going on.'));
    session.user('more');
    session.answer('c', said('Fine.'));
    const turns = turnsOf(session.lines);
    expect(turns.map(({ keeps }) => keeps)).toEqual([undefined, 0, undefined]);
    expect(turns[1]?.added).toEqual([
      { role: 'user', content: 'This session continues. So far: ...' },
    ]);
    expect(turns[2]?.added).toHaveLength(2);
  });

  it('sends what the client attached to a question', () => {
    const session = createSession();
    session.user('go on');
    session.write({ type: 'attachment', rendered: [{ content: 'The file has changed.' }, {}] });
    session.answer('a', said('Yes.'));
    expect(turnsOf(session.lines)[0]?.added).toEqual([
      { role: 'user', content: 'go on' },
      { role: 'user', content: 'The file has changed.' },
    ]);
  });

  it('keeps the turns before the place that the person went back to', () => {
    const session = createSession();
    session.user('one');
    session.answer('a', said('1'));
    session.user('two');
    session.answer('b', said('2'));
    session.user('another two', { parentUuid: 'session-1' });
    session.answer('c', said('3'));
    const turns = turnsOf(session.lines);
    expect(turns.map(({ keeps }) => keeps)).toEqual([undefined, undefined, 1]);
    expect(turns[2]?.added).toEqual([{ role: 'user', content: 'another two' }]);
  });

  it('tells an agent that was asked from the one who asked it', () => {
    const session = createSession();
    session.user('ask somebody');
    session.answer('a', call('c1', 'Task', { prompt: 'look' }));
    const side = { isSidechain: true };
    session.user('look', { ...side, parentUuid: null, uuid: 's1' });
    session.answer('s', call('c2'), { ...side, uuid: 's2' });
    session.result('c2', 'seen', { ...side, uuid: 's3' });
    session.answer('t', said('Seen.'), { ...side, uuid: 's4' });
    session.result('c1', 'Seen.', { parentUuid: 'session-1' });
    session.answer('b', said('Done.'));
    const turns = turnsOf(session.lines);
    expect(turns.map(({ conversation, id }) => [conversation, id])).toEqual([
      ['s1', 's req-s'],
      ['main', 'a req-a'],
      ['main', 'b req-b'],
      ['s1', 't req-t'],
    ]);
  });

  it('leaves out pictures, errors shown as answers, and lines that are no messages', () => {
    const session = createSession();
    session.write({ type: 'summary', summary: 'A title', leafUuid: 'x' });
    session.write({ type: 'queue-operation', operation: 'enqueue', content: 'go' });
    session.user('go');
    session.answer('e', said('API Error'), { isApiErrorMessage: true });
    session.answer('a', call('c1', 'Read', { file_path: 'a.png' }));
    const data = 'A'.repeat(5_000);
    const source = { type: 'base64', media_type: 'image/png', data };
    session.result('c1', [
      { type: 'text', text: 'a.png' },
      { type: 'image', source },
    ]);
    session.answer('b', said('A picture.'));
    const turns = turnsOf(session.lines);
    expect(turns).toHaveLength(2);
    expect(JSON.stringify(turns)).not.toContain('AAAA');
    expect(JSON.stringify(turns[1])).toContain('a.png');
  });

  it.each([
    [{}],
    [{ type: 'assistant' }],
    [{ type: 'user', message: 5 }],
    [{ type: 'assistant', message: null }],
  ])('survives %j', (line) => {
    expect(() => turnsOf([line, line])).not.toThrow();
  });
});

function turnsOf(lines: readonly object[]): readonly Turn[] {
  const reader = createClaudeCodeReader();
  return [...lines.flatMap((line) => reader.read(line as JsonObject)), ...reader.end()];
}
