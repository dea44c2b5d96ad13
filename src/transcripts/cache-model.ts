// What a provider would have counted for a request, had it been made smaller. The model: a prefix is read from the cache as long as it
// is byte for byte what was sent before, which decisions guarantee; so a text that the provider read from its cache would have been
// read from it in its smaller form, and one that was new would have been new.
import type { TokenUsage } from '../wire/wire-format.ts';

/** A cache entry lives for five minutes after it was last read. */
const LIFETIME_MS = 300_000;

/** Tokens that a request would not have held. */
export interface SavedTokens {
  readonly read: number;
  readonly fresh: number;
}

/** The provider's counts without the saved tokens. */
export function usageWithout(usage: TokenUsage, saved: SavedTokens): TokenUsage {
  const read = Math.min(saved.read, usage.cacheRead);
  const billed = usage.input + usage.cacheWrite5m + usage.cacheWrite1h;
  const fresh = Math.min(saved.fresh + saved.read - read, billed);
  const left = (part: number): number =>
    billed === 0 ? 0 : Math.round(part - (fresh * part) / billed);
  return {
    input: left(usage.input),
    output: usage.output,
    cacheRead: Math.round(usage.cacheRead - read),
    cacheWrite5m: left(usage.cacheWrite5m),
    cacheWrite1h: left(usage.cacheWrite1h),
  };
}

/** What a provider is taken to have counted where the transcript does not say it. */
export function assumedUsage(about: {
  readonly tokens: number;
  /** Of these the ones that the request before held, too. */
  readonly tokensBefore: number;
  readonly sinceLastMs: number;
  readonly writesAreBilled: boolean;
}): TokenUsage {
  const { tokens, tokensBefore, sinceLastMs, writesAreBilled } = about;
  const cacheRead = sinceLastMs <= LIFETIME_MS ? Math.min(tokens, tokensBefore) : 0;
  const fresh = tokens - cacheRead;
  return {
    input: writesAreBilled ? 0 : fresh,
    output: 0,
    cacheRead,
    cacheWrite5m: writesAreBilled ? fresh : 0,
    cacheWrite1h: 0,
  };
}
