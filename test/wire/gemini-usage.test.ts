import { expect, it } from 'vitest';
import { readGeminiUsage } from '../../src/wire/gemini-usage.ts';
import { readDocument } from '../json/read-document.ts';
import { readWireDocument, readWireEvents } from './wire-fixtures.ts';

/** 2300 tokens went in, 2048 of them from the cache; 41 were said and 20 thought. */
const ALL = { input: 252, output: 61, cacheRead: 2048 };
const reply = readWireDocument('gemini-generate/reply.json');

it('a whole answer names every count, cached tokens apart', () => {
  expect(readGeminiUsage(reply)).toEqual(ALL);
});

it('the last event of a stream stands', () => {
  const events = readWireEvents('gemini-generate/stream.sse').map(readGeminiUsage);
  expect(events.at(-1)).toEqual(ALL);
  expect(events[0]).toEqual({ ...ALL, output: 20 });
});

it('a stream may be one array, and an answer in an envelope', () => {
  const text = reply.bytes.toString();
  expect(
    readGeminiUsage(readDocument(`[{"usageMetadata":{"promptTokenCount":1}},${text}]`)),
  ).toEqual(ALL);
  expect(readGeminiUsage(readDocument(`{"response":${text}}`))).toEqual(ALL);
});

it('tokens of tool use went in too', () => {
  const usage = '{"usageMetadata":{"promptTokenCount":5,"toolUsePromptTokenCount":2}}';
  expect(readGeminiUsage(readDocument(usage))).toEqual({ input: 7 });
});

it.each(['{"usageMetadata":null}', '{"usageMetadata":{}}', '[]', '[5]', '"usage"'])(
  '%s names nothing',
  (event) => {
    expect(readGeminiUsage(readDocument(event))).toBeUndefined();
  },
);
