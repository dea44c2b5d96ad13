import { describe, expect, it } from 'vitest';
import type { TokenUsage } from '../../src/wire/wire-format.ts';
import { readAnthropicUsage } from '../../src/wire/anthropic-usage.ts';
import { readDocument } from '../json/read-document.ts';
import { readWireDocument, readWireEvents } from './wire-fixtures.ts';

const ALL = { input: 4, output: 61, cacheRead: 20480, cacheWrite5m: 300, cacheWrite1h: 1000 };

describe('recorded answers', () => {
  it('a whole reply names every count', () => {
    expect(readAnthropicUsage(readWireDocument('anthropic-messages/reply.json'))).toEqual(ALL);
  });

  it('the events of a stream add up to the same', () => {
    const events = readWireEvents('anthropic-messages/stream-tool-use.sse').map(readAnthropicUsage);
    expect(events.filter((usage) => usage !== undefined)).toHaveLength(2);
    expect(Object.assign({}, ...events) as Partial<TokenUsage>).toEqual(ALL);
  });
});

describe('what an event names', () => {
  it.each([
    ['{"type":"message_delta","usage":{"output_tokens":5}}', { output: 5 }],
    ['{"type":"message_start","message":{"usage":{"input_tokens":0}}}', { input: 0 }],
    ['{"usage":{"cache_creation_input_tokens":7}}', { cacheWrite5m: 7 }],
    [
      '{"usage":{"cache_creation_input_tokens":7,"cache_creation":{"ephemeral_1h_input_tokens":7}}}',
      { cacheWrite1h: 7 },
    ],
    ['{"usage":{"cache_creation_input_tokens":7,"cache_creation":null}}', { cacheWrite5m: 7 }],
    [
      '{"type":"message_delta","usage":{"output_tokens":5,"cache_creation_input_tokens":7}}',
      { output: 5 },
    ],
    [
      '{"usage":{"input_tokens":null,"output_tokens":"5","cache_read_input_tokens":2}}',
      { cacheRead: 2 },
    ],
  ])('%s', (event, usage) => {
    expect(readAnthropicUsage(readDocument(event))).toEqual(usage);
  });

  it.each([
    '{"type":"ping"}',
    '{"type":"message_stop"}',
    '{"type":"error","error":{"type":"overloaded_error","message":"Overloaded"}}',
    '{"usage":null}',
    '{"usage":{}}',
    '{"usage":[1]}',
    '{"message":"usage"}',
    '[]',
    '"usage"',
    '5',
  ])('%s names nothing', (event) => {
    expect(readAnthropicUsage(readDocument(event))).toBeUndefined();
  });
});
