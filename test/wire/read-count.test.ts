import { describe, expect, it } from 'vitest';
import type { JsonDocument } from '../../src/json/document.ts';
import { readAnthropicUsage } from '../../src/wire/anthropic-usage.ts';
import { readGeminiUsage } from '../../src/wire/gemini-usage.ts';
import { readChatUsage, readResponsesUsage } from '../../src/wire/openai-usage.ts';
import type { TokenUsage } from '../../src/wire/wire-format.ts';
import { readDocument } from '../json/read-document.ts';

type ReadUsage = (event: JsonDocument) => Partial<TokenUsage> | undefined;

const NO_COUNTS = ['1e999', '-1e999', '-5', '1.5', '1e21', '"12"', 'null', '{"a":1}', 'true'];

describe.each<readonly [string, ReadUsage, (count: string) => string]>([
  ['Anthropic', readAnthropicUsage, (count) => `"usage":{"input_tokens":${count}`],
  ['Chat', readChatUsage, (count) => `"usage":{"prompt_tokens":${count}`],
  ['Responses', readResponsesUsage, (count) => `"usage":{"input_tokens":${count}`],
  ['Gemini', readGeminiUsage, (count) => `"usageMetadata":{"promptTokenCount":${count}`],
])('a count in an answer of %s', (_, readUsage, usage) => {
  it.each(NO_COUNTS)('is not %s', (count) => {
    expect(readUsage(readDocument(`{${usage(count)}}}`))).toBeUndefined();
  });

  it.each(['0', '12', '12.0', '1e3'])('is %s', (count) => {
    expect(readUsage(readDocument(`{${usage(count)}}}`))).toEqual({ input: Number(count) });
  });
});
