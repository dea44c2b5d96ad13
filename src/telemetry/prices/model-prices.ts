// What the tokens of a model cost. All prices are US dollars per million tokens.

export interface TokenPrices {
  readonly input: number;
  readonly output: number;
  readonly cacheRead: number;
  readonly cacheWrite5m: number;
  readonly cacheWrite1h: number;
}

export interface ModelPrices extends TokenPrices {
  /** What every token of a request costs whose prompt is longer than this. */
  readonly longPrompt?: { readonly aboveTokens: number } & TokenPrices;
}

/** A tenth of the input price is what nearly every model takes for a token out of its cache. */
const CACHE_READ = 0.1;

/** Prices of a provider that takes 1.25 times the input price for 5 minutes in its cache, and twice for an hour. */
export function withCacheWrites(
  input: number,
  output: number,
  cacheRead = round(input * CACHE_READ),
): TokenPrices {
  return {
    input,
    output,
    cacheRead,
    cacheWrite5m: round(input * 1.25),
    cacheWrite1h: round(input * 2),
  };
}

/** Prices of a provider whose cache is written for nothing more than the input price. */
export function withFreeCacheWrites(
  input: number,
  output: number,
  cacheRead = round(input * CACHE_READ),
): TokenPrices {
  return { input, output, cacheRead, cacheWrite5m: input, cacheWrite1h: input };
}

function round(price: number): number {
  return Math.round(price * 1e6) / 1e6;
}
