// What OpenAI answers say about tokens. Their input counts include cached tokens; ours do not.
import type { JsonDocument, JsonNode } from '../json/document.ts';
import { member } from '../json/read.ts';
import { readCount } from './read-count.ts';
import type { TokenUsage } from './wire-format.ts';

/** The token counts of a chat completion, or of the chunk of a stream that carries them. */
export function readChatUsage(event: JsonDocument): Partial<TokenUsage> | undefined {
  return readUsage(event, member(event.root, 'usage'), CHAT);
}

/** The token counts of a response, or of the event that ends its stream. */
export function readResponsesUsage(event: JsonDocument): Partial<TokenUsage> | undefined {
  const { root } = event;
  return readUsage(
    event,
    member(root, 'usage') ?? member(member(root, 'response'), 'usage'),
    RESPONSES,
  );
}

interface Names {
  readonly input: string;
  readonly inputDetails: string;
  readonly output: string;
}

const CHAT: Names = {
  input: 'prompt_tokens',
  inputDetails: 'prompt_tokens_details',
  output: 'completion_tokens',
};
const RESPONSES: Names = {
  input: 'input_tokens',
  inputDetails: 'input_tokens_details',
  output: 'output_tokens',
};

function readUsage(
  event: JsonDocument,
  usage: JsonNode | undefined,
  names: Names,
): Partial<TokenUsage> | undefined {
  const all = readCount(event, member(usage, names.input));
  const output = readCount(event, member(usage, names.output));
  const details = member(usage, names.inputDetails);
  const cacheRead = readCount(event, member(details, 'cached_tokens'));
  const cacheWrite5m = readCount(event, member(details, 'cache_write_tokens'));
  const cached = (cacheRead ?? 0) + (cacheWrite5m ?? 0);
  if (all === undefined && output === undefined) return undefined;
  return {
    ...(all !== undefined && { input: Math.max(0, all - cached) }),
    ...(output !== undefined && { output }),
    ...(cacheRead !== undefined && { cacheRead }),
    ...(cacheWrite5m !== undefined && { cacheWrite5m }),
  };
}
