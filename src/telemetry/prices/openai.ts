// OpenAI's list prices (standard tier), by family and variant.
import {
  withCacheWrites,
  withFreeCacheWrites,
  type ModelPrices,
  type TokenPrices,
} from './model-prices.ts';

/** From GPT-5.6 on, writing to the cache costs 1.25 times the input price, for however long it lasts. */
function paidWrites(input: number, output: number, cacheRead?: number): TokenPrices {
  const prices = withCacheWrites(input, output, cacheRead);
  return { ...prices, cacheWrite1h: prices.cacheWrite5m };
}

/** Beyond a length, the whole request costs twice as much for input and one and a half times for output. */
function withLongPrompt(prices: TokenPrices, aboveTokens = 272_000): ModelPrices {
  const twice = (price: number): number => price * 2;
  return {
    ...prices,
    longPrompt: {
      aboveTokens,
      input: twice(prices.input),
      output: prices.output * 1.5,
      cacheRead: twice(prices.cacheRead),
      cacheWrite5m: twice(prices.cacheWrite5m),
      cacheWrite1h: twice(prices.cacheWrite1h),
    },
  };
}

const GPT_5 = withFreeCacheWrites(1.25, 10);
const GPT_5_MINI = withFreeCacheWrites(0.25, 2);
const GPT_5_2 = withFreeCacheWrites(1.75, 14);

const TABLE: Readonly<Record<string, ModelPrices>> = {
  'gpt-6.1-sol': withLongPrompt(paidWrites(2, 10, 0.1)),
  'gpt-6-astra': withLongPrompt(paidWrites(10, 50)),
  'gpt-6-sol': withLongPrompt(paidWrites(2, 10)),
  'gpt-6-luna': withLongPrompt(paidWrites(0.1, 0.5)),
  // A promotion since 2026-08-21; 5 and 30 before.
  'gpt-5.6-sol': withLongPrompt(paidWrites(4, 20)),
  'gpt-5.6-terra': withLongPrompt(paidWrites(2, 12)),
  'gpt-5.6-luna': withLongPrompt(paidWrites(0.2, 1.2)),
  'gpt-5.5': withLongPrompt(withFreeCacheWrites(5, 30)),
  'gpt-5.4': withLongPrompt(withFreeCacheWrites(2.5, 15)),
  'gpt-5.4-mini': withFreeCacheWrites(0.75, 4.5),
  'gpt-5.4-nano': withFreeCacheWrites(0.2, 1.25),
  'gpt-5.3-codex': GPT_5_2,
  'gpt-5.2': GPT_5_2,
  'gpt-5.2-codex': GPT_5_2,
  'gpt-5.1': GPT_5,
  'gpt-5.1-codex': GPT_5,
  'gpt-5.1-codex-max': GPT_5,
  'gpt-5.1-codex-mini': GPT_5_MINI,
  'gpt-5': GPT_5,
  'gpt-5-codex': GPT_5,
  'gpt-5-mini': GPT_5_MINI,
  'gpt-5-nano': withFreeCacheWrites(0.05, 0.4),
  'gpt-4.1': withFreeCacheWrites(2, 8, 0.5),
  'gpt-4.1-mini': withFreeCacheWrites(0.4, 1.6, 0.1),
  'gpt-4.1-nano': withFreeCacheWrites(0.1, 0.4, 0.025),
  'gpt-4o': withFreeCacheWrites(2.5, 10, 1.25),
  'gpt-4o-mini': withFreeCacheWrites(0.15, 0.6, 0.075),
  o3: withFreeCacheWrites(2, 8, 0.5),
  'o4-mini': withFreeCacheWrites(1.1, 4.4, 0.275),
};

/** Prices of an OpenAI model, with or without a date behind its name; undefined when it is not in the table. */
export function openaiPrices(model: string): ModelPrices | undefined {
  const [name] = model.replace(/^(?:.*\/)?/, '').split(/-\d{4}-\d{2}-\d{2}$/);
  return name !== undefined && Object.hasOwn(TABLE, name) ? TABLE[name] : undefined;
}
