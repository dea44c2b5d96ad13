import { describe, expect, it } from 'vitest';
import { createCodexReader } from '../../../src/transcripts/formats/codex.ts';
import type { Turn } from '../../../src/transcripts/turn.ts';
import type { JsonObject } from '../../../src/transcripts/value.ts';

describe('a transcript of Codex', () => {
  it('gives a turn for every answer, in items of the Responses format', () => {
    const [first, second, ...more] = turnsOf([
      line('session_meta', { id: 's', cwd: '/home/ann/shop', cli_version: '0.169.0' }),
      line('turn_context', { cwd: '/home/ann/shop', model: 'gpt-5.2-codex' }),
      said('user', 'find it'),
      item({ type: 'reasoning', id: 'rs_1', encrypted_content: 'sealed' }),
      item(called('c1')),
      item(called('c2')),
      item(output('c1', 'one')),
      item(output('c2', 'two')),
      tokens({ input_tokens: 1_000, cached_input_tokens: 0, output_tokens: 30 }),
      said('assistant', 'Here.'),
      tokens({ input_tokens: 1_200, cached_input_tokens: 900, output_tokens: 5 }),
    ]);
    expect(more).toEqual([]);
    expect(first).toMatchObject({
      wire: 'openai-responses',
      provider: 'openai',
      project: 'shop',
      model: 'gpt-5.2-codex',
      id: 'rs_1',
      usage: { input: 1_000, output: 30, cacheRead: 0 },
      added: [{ type: 'message', role: 'user' }],
    });
    expect(second?.usage).toMatchObject({ input: 300, cacheRead: 900 });
    expect(second?.added.map(({ type }) => type)).toEqual([
      'reasoning',
      'function_call',
      'function_call',
      'function_call_output',
      'function_call_output',
    ]);
    expect(JSON.stringify(second)).not.toContain('sealed');
  });

  it('believes the count of one answer rather than the event that repeats it', () => {
    const usage = { input_tokens: 700, cached_input_tokens: 600, output_tokens: 1 };
    const [turn] = turnsOf([
      said('user', 'go'),
      said('assistant', 'ok'),
      line('token_usage_record', { response_id: 'resp_1', usage }),
      tokens({ input_tokens: 9_999 }),
    ]);
    expect(turn).toMatchObject({ id: 'resp_1', usage: { input: 100, cacheRead: 600 } });
  });

  it('starts over where the history was summed up', () => {
    const turns = turnsOf([
      said('user', 'long story'),
      said('assistant', 'Yes.'),
      line('compacted', { message: 'So far: nothing.' }),
      said('user', 'go on'),
      said('assistant', 'Fine.'),
    ]);
    expect(turns.map(({ keeps }) => keeps)).toEqual([undefined, 0]);
    expect(JSON.stringify(turns[1]?.added[0])).toContain('So far: nothing.');
    expect(turns[1]?.added).toHaveLength(2);
  });

  it('keeps what is left of the history, where that is written down', () => {
    const left = [message('user', 'long story'), { type: 'compaction', encrypted_content: 'x' }];
    const turns = turnsOf([
      said('user', 'long story'),
      said('assistant', 'Yes.'),
      line('compacted', { message: '', replacement_history: left }),
      said('assistant', 'Fine.'),
    ]);
    expect(turns[1]?.added).toEqual([message('user', 'long story'), { type: 'compaction' }]);
  });

  it('goes back with the person', () => {
    const prompt = line('event_msg', { type: 'user_message', message: 'x' });
    const turns = turnsOf([
      prompt,
      said('user', 'one'),
      said('assistant', '1'),
      prompt,
      said('user', 'two'),
      said('assistant', '2'),
      line('event_msg', { type: 'thread_rolled_back', num_turns: 1 }),
      prompt,
      said('user', 'another two'),
      said('assistant', '3'),
    ]);
    expect(turns.map(({ keeps }) => keeps)).toEqual([undefined, undefined, 1]);
    expect(turns[2]?.added).toEqual([message('user', 'another two')]);
  });

  it('leaves out pictures', () => {
    const picture = {
      type: 'input_image',
      image_url: `data:image/png;base64,${'A'.repeat(5_000)}`,
    };
    const [, turn] = turnsOf([
      said('user', 'look'),
      item(called('c1')),
      item(output('c1', [{ type: 'input_text', text: 'a.png' }, picture])),
      said('assistant', 'A picture.'),
    ]);
    expect(JSON.stringify(turn)).not.toContain('AAAA');
    expect(JSON.stringify(turn)).toContain('a.png');
  });

  it('reads items without anything around them, as the oldest versions wrote', () => {
    const turns = turnsOf([
      { id: 's', timestamp: '2025-05-01T10:00:00Z', instructions: null },
      message('user', 'go'),
      message('assistant', 'ok'),
    ]);
    expect(turns).toHaveLength(1);
    expect(turns[0]?.added).toEqual([message('user', 'go')]);
  });

  it.each([
    [{}],
    [{ type: 'response_item' }],
    [{ type: '__proto__', payload: {} }],
    [{ type: 'event_msg', payload: { type: 'thread_rolled_back', num_turns: 5 } }],
  ])('survives %j', (broken) => {
    expect(() =>
      turnsOf([broken, said('user', 'x'), broken, said('assistant', 'y'), broken]),
    ).not.toThrow();
  });
});

function turnsOf(lines: readonly object[]): readonly Turn[] {
  const reader = createCodexReader();
  return [...lines.flatMap((each) => reader.read(each as JsonObject)), ...reader.end()];
}

function line(type: string, payload: object): object {
  return { timestamp: '2026-11-20T10:00:00.000Z', type, payload };
}

function item(payload: object): object {
  return line('response_item', payload);
}

function message(role: string, text: string): object {
  const type = role === 'assistant' ? 'output_text' : 'input_text';
  return { type: 'message', role, content: [{ type, text }] };
}

function said(role: string, text: string): object {
  return item(message(role, text));
}

function called(id: string): object {
  return { type: 'function_call', name: 'shell', arguments: '{"command":["ls"]}', call_id: id };
}

function output(id: string, text: unknown): object {
  return { type: 'function_call_output', call_id: id, output: text };
}

function tokens(usage: object): object {
  return line('event_msg', { type: 'token_count', info: { last_token_usage: usage } });
}
