// What an Anthropic response says about tokens: a whole message, or the events `message_start` and `message_delta`.
import type { JsonDocument, JsonNode } from '../json/document.ts';
import { member, readString } from '../json/read.ts';
import { readCount } from './read-count.ts';
import type { TokenUsage } from './wire-format.ts';

type Counts = Partial<Record<keyof TokenUsage, number | undefined>>;

/** The token counts a response, or one event of it, names; only those it names. */
export function readAnthropicUsage(event: JsonDocument): Partial<TokenUsage> | undefined {
  const { root } = event;
  const usage = member(root, 'usage') ?? member(member(root, 'message'), 'usage');
  if (usage?.kind !== 'object') return undefined;
  const named = onlyNamed({
    input: readCount(event, member(usage, 'input_tokens')),
    output: readCount(event, member(usage, 'output_tokens')),
    cacheRead: readCount(event, member(usage, 'cache_read_input_tokens')),
    ...cacheWrites(event, usage),
  });
  return Object.keys(named).length === 0 ? undefined : named;
}

function cacheWrites(event: JsonDocument, usage: JsonNode): Counts {
  const lifetimes = member(usage, 'cache_creation');
  const cacheWrite5m = readCount(event, member(lifetimes, 'ephemeral_5m_input_tokens'));
  const cacheWrite1h = readCount(event, member(lifetimes, 'ephemeral_1h_input_tokens'));
  if (cacheWrite5m !== undefined || cacheWrite1h !== undefined) {
    return { cacheWrite5m, cacheWrite1h };
  }
  // The last event repeats the total without the lifetimes that `message_start` gave: adding it would count twice.
  if (readString(event, member(event.root, 'type')) === 'message_delta') return {};
  // Five minutes is the lifetime a cache_control marker has unless it names another.
  return { cacheWrite5m: readCount(event, member(usage, 'cache_creation_input_tokens')) };
}

function onlyNamed(counts: Counts): Partial<TokenUsage> {
  return Object.fromEntries(Object.entries(counts).filter(([, count]) => count !== undefined));
}
