import { describe, expect, it } from 'vitest';
import { readChatUsage, readResponsesUsage } from '../../src/wire/openai-usage.ts';
import { readDocument } from '../json/read-document.ts';
import { readWireDocument, readWireEvents } from './wire-fixtures.ts';

/** 2300 tokens went in, 2048 of them from the cache. */
const ALL = { input: 252, output: 61, cacheRead: 2048 };

describe.each([
  ['openai-chat', readChatUsage],
  ['openai-responses', readResponsesUsage],
])('%s', (format, readUsage) => {
  it('a whole answer names every count, cached tokens apart', () => {
    expect(readUsage(readWireDocument(`${format}/reply.json`))).toEqual(ALL);
  });

  it('one event of a stream names them, and the others nothing', () => {
    const events = readWireEvents(`${format}/stream.sse`).map(readUsage);
    expect(events.filter((usage) => usage !== undefined)).toEqual([ALL]);
  });

  it.each(['{"usage":null}', '{"usage":{}}', '{"usage":[1]}', '[]', '"usage"', '{"response":5}'])(
    '%s names nothing',
    (event) => {
      expect(readUsage(readDocument(event))).toBeUndefined();
    },
  );
});

it('servers that say less are taken at their word', () => {
  const usage = (text: string) => readChatUsage(readDocument(text));
  expect(usage('{"usage":{"prompt_tokens":5,"completion_tokens":1}}')).toEqual({
    input: 5,
    output: 1,
  });
  expect(
    usage('{"usage":{"prompt_tokens":5,"prompt_tokens_details":{"cached_tokens":9}}}'),
  ).toEqual({ input: 0, cacheRead: 9 });
  const details = '{"cached_tokens":4,"cache_write_tokens":3}';
  expect(usage(`{"usage":{"prompt_tokens":9,"prompt_tokens_details":${details}}}`)).toEqual({
    input: 2,
    cacheRead: 4,
    cacheWrite5m: 3,
  });
});
