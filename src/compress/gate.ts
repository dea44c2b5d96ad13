// Accepts a shorter form only if it really has fewer tokens.
import type { CountTokens } from './compressor.ts';

/** Below this share of the estimated tokens the estimate's own error (15 % either way) cannot turn the verdict. */
const CLEAR_WIN = 0.72;
/** A short text must also have so many fewer characters: what it has much of is estimated well only on average. */
const SHORT_TOKENS = 1_000;
/** For a long text both estimates err the same way, so less is enough. */
const SURE_WIN = 0.9;
/** A saving below this share, or below this many tokens, is not worth the reader's change of notation. */
const LEAST_SHARE = 0.03;
const LEAST_TOKENS = 12;
/** Counting a longer text takes longer than it is worth: the win must be clear beyond the estimate's error. */
const LONGEST_COUNTED = 400_000;

export interface Comparison {
  readonly before: string;
  readonly after: string;
  /** Estimates. */
  readonly tokensBefore: number;
  readonly tokensAfter: number;
}

/** Whether `after` is worth sending: clear by estimate, else counted exactly. */
export async function isSmaller(
  texts: Comparison,
  loadCounter: () => Promise<CountTokens>,
): Promise<boolean> {
  // Equal is enough: a blank is cheaper than a line break.
  if (texts.after.length > texts.before.length) return false;
  if (isClearWin(texts)) return true;
  if (texts.before.length > LONGEST_COUNTED)
    return texts.tokensAfter < texts.tokensBefore * SURE_WIN;
  const count = await loadCounter();
  return isWorthIt(count(texts.before), count(texts.after));
}

function isClearWin({ before, after, tokensBefore, tokensAfter }: Comparison): boolean {
  if (tokensAfter >= tokensBefore * CLEAR_WIN) return false;
  if (tokensBefore >= SHORT_TOKENS) return true;
  return after.length < before.length * CLEAR_WIN && tokensBefore - tokensAfter > LEAST_TOKENS * 2;
}

function isWorthIt(before: number, after: number): boolean {
  return before - after >= Math.max(LEAST_TOKENS, before * LEAST_SHARE);
}
