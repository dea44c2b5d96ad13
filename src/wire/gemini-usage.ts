// What a Gemini answer says about tokens. Its prompt count includes cached tokens, its answer count excludes thoughts.
import type { JsonDocument, JsonNode } from '../json/document.ts';
import { itemsOf, member } from '../json/read.ts';
import { readCount } from './read-count.ts';
import type { TokenUsage } from './wire-format.ts';

/** The token counts of an answer, of one event of a stream, or of a stream that is one JSON array. */
export function readGeminiUsage(event: JsonDocument): Partial<TokenUsage> | undefined {
  const { root } = event;
  const chunks = root.kind === 'array' ? itemsOf(root).toReversed() : [root];
  const usage = chunks.map(usageOf).find((each) => each?.kind === 'object');
  const count = (name: string) => readCount(event, member(usage, name));
  const prompt = count('promptTokenCount');
  const answer = count('candidatesTokenCount');
  const thoughts = count('thoughtsTokenCount');
  const cacheRead = count('cachedContentTokenCount');
  if (prompt === undefined && answer === undefined) return undefined;
  const input = (prompt ?? 0) + (count('toolUsePromptTokenCount') ?? 0) - (cacheRead ?? 0);
  return {
    ...(prompt !== undefined && { input: Math.max(0, input) }),
    ...((answer ?? thoughts) !== undefined && { output: (answer ?? 0) + (thoughts ?? 0) }),
    ...(cacheRead !== undefined && { cacheRead }),
  };
}

/** Google logins wrap the answer. */
function usageOf(chunk: JsonNode): JsonNode | undefined {
  return member(member(chunk, 'response') ?? chunk, 'usageMetadata');
}
