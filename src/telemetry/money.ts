// What a request cost and what it would have cost without headroom, from the provider's own counts. Amounts are whole
// billionths of a dollar, so that sums do not depend on their order.
import type { TokenUsage } from '../wire/wire-format.ts';
import type { RequestEvent, TextCount } from './event.ts';
import type { ModelPrices, TokenPrices } from './prices/model-prices.ts';
import { pricesOf, type OwnPrices } from './prices/prices-of.ts';

/** Billionths of a US dollar. */
export interface RequestMoney {
  readonly spentNano: number;
  /** What the replaced tokens would have cost in this request, as far as that is known in the model's own tokens. */
  readonly savedNano: number;
  /** The calls for originals that were put back, and the turns for them alone. */
  readonly retrievalNano: number;
  readonly toolDefinitionNano: number;
  /** What is reckoned from our own counts: to be multiplied by what one of our tokens is to the model. */
  readonly perOwnToken: {
    /** What the replaced tokens would have cost in this request; markers are subtracted already. */
    readonly savedNano: number;
    /** The same tokens at the plain input price, as if no cache existed. */
    readonly listSavedNano: number;
    /** What originals that were put back cost in this request. */
    readonly retrievalNano: number;
  };
}

/** What the definition of `headroom_retrieve` takes in every request that carries it. */
export const TOOL_DEFINITION_TOKENS = 160;
/** Output tokens of one call of it. */
const CALL_OUTPUT_TOKENS = 80;

/** Undefined when the provider reported no usage or the model has no price. */
export function moneyOf(event: RequestEvent, ownPrices?: OwnPrices): RequestMoney | undefined {
  const { usage, usageBefore, model } = event;
  const prices = model === undefined ? undefined : pricesOf(model, ownPrices);
  if (usage === undefined || prices === undefined) return undefined;
  const spentNano = costNano(usage, prices);
  const saved = savedTokens(event.texts);
  const without = usageBefore ?? addTokens(usage, saved);
  const tier = tierFor(without, prices);
  // A longer prompt may have been a dearer one, with all that was sent anyway.
  const dearerNano = costAt(usage, tier) - spentNano;
  const savedNano = costAt(without, tier) - spentNano - dearerNano;
  const isCounted = usageBefore !== undefined;
  return {
    spentNano,
    savedNano: dearerNano + (isCounted ? savedNano : 0),
    retrievalNano: askedNano(event, usage, prices),
    toolDefinitionNano: toolDefinitionNano(event, usage, prices),
    perOwnToken: {
      savedNano: isCounted ? 0 : savedNano,
      listSavedNano: Math.round((saved.first + saved.again) * prices.input * NANO_PER_MICRO),
      retrievalNano: shareOfCost(usage, retrievedTokens(event.texts), tierFor(usage, prices)),
    },
  };
}

/** Tokens by how often the provider has seen them. */
interface TokensBySight {
  readonly first: number;
  readonly again: number;
}

function savedTokens(texts: readonly TextCount[]): TokensBySight {
  return sumBySight(texts, (text) => text.tokensBefore - text.tokensAfter);
}

/** Tokens of originals that this request puts back into the conversation. */
export function retrievedTokens(texts: readonly TextCount[]): TokensBySight {
  return sumBySight(texts, (text) => (text.reason === 'retrieved' ? text.tokensAfter : 0));
}

function sumBySight(texts: readonly TextCount[], tokensOf: (text: TextCount) => number) {
  let first = 0;
  let again = 0;
  for (const text of texts) {
    if (text.first) first += tokensOf(text);
    else again += tokensOf(text);
  }
  return { first, again };
}

/**
 * The usage a provider would have reported with these tokens on top. A text seen for the first time is written to the
 * cache or read plainly in the proportion of this very request; a text seen before is read from the cache if the
 * request read from it at all, and else paid like a new one.
 */
function addTokens(usage: TokenUsage, tokens: TokensBySight): TokenUsage {
  const cached = usage.cacheRead > 0;
  const fresh = tokens.first + (cached ? 0 : tokens.again);
  const billed = usage.input + usage.cacheWrite5m + usage.cacheWrite1h;
  const share = (part: number): number => (billed === 0 ? 0 : (fresh * part) / billed);
  return {
    input: usage.input + (billed === 0 ? fresh : share(usage.input)),
    output: usage.output,
    cacheRead: usage.cacheRead + (cached ? tokens.again : 0),
    cacheWrite5m: usage.cacheWrite5m + share(usage.cacheWrite5m),
    cacheWrite1h: usage.cacheWrite1h + share(usage.cacheWrite1h),
  };
}

function costNano(usage: TokenUsage, prices: ModelPrices): number {
  return costAt(usage, tierFor(usage, prices));
}

function tierFor(usage: TokenUsage, prices: ModelPrices): TokenPrices {
  const { longPrompt } = prices;
  return longPrompt !== undefined && promptTokens(usage) > longPrompt.aboveTokens
    ? longPrompt
    : prices;
}

/** All input tokens, cached or not: what the provider compares with its limits. */
export function promptTokens(usage: TokenUsage): number {
  return usage.input + usage.cacheRead + usage.cacheWrite5m + usage.cacheWrite1h;
}

/** USD per million tokens are millionths of a dollar per token. */
const NANO_PER_MICRO = 1000;

function costAt(usage: TokenUsage, tier: TokenPrices): number {
  const micro =
    usage.input * tier.input +
    usage.output * tier.output +
    usage.cacheRead * tier.cacheRead +
    usage.cacheWrite5m * tier.cacheWrite5m +
    usage.cacheWrite1h * tier.cacheWrite1h;
  return Math.round(micro * NANO_PER_MICRO);
}

/** What some tokens of this request cost at the prices of this request. */
function shareOfCost(usage: TokenUsage, tokens: TokensBySight, tier: TokenPrices): number {
  return costAt(addTokens(usage, tokens), tier) - costAt(usage, tier);
}

/**
 * The call that asked for tokens that came back, and, when a request brings nothing but retrieved texts, the turn that
 * would not have been: its whole cached prefix was read once more.
 */
function askedNano(event: RequestEvent, usage: TokenUsage, prices: ModelPrices): number {
  const tier = tierFor(usage, prices);
  const firsts = event.texts.filter((text) => text.first);
  const fetched = firsts.filter((text) => text.reason === 'retrieved');
  const calls = fetched.reduce((sum, text) => sum + text.texts, 0);
  const extraTurn = calls > 0 && fetched.length === firsts.length ? usage.cacheRead : 0;
  const asked = CALL_OUTPUT_TOKENS * calls * tier.output + extraTurn * tier.cacheRead;
  return Math.round(asked * NANO_PER_MICRO);
}

/** The definition stands at the very front: cached whenever anything is. */
function toolDefinitionNano(event: RequestEvent, usage: TokenUsage, prices: ModelPrices): number {
  if (event.retrieval !== 'mcp') return 0;
  const tokens = { first: 0, again: TOOL_DEFINITION_TOKENS };
  return shareOfCost(usage, tokens, tierFor(usage, prices));
}
