// Whether a form that loses nothing is worth trying at all.
import type { CompressContext } from './compressor.ts';

/**
 * Whether a lossless form is in vain, because the text will be shortened further anyway: it has more characters for each
 * token of the budget than such a form could do without.
 */
export function isInVain(
  text: string,
  { lossyFollows, budgetTokens }: CompressContext,
  mostPerToken: number,
): boolean {
  return lossyFollows === true && text.length > budgetTokens * mostPerToken;
}

/** So many times the budget: a lossy form that keeps to it is smaller by far. */
export const BEYOND_DOUBT = 1.5;
/** A text of fewer characters for each token of the budget may well fit. */
const LEAST_PER_TOKEN = 8;

/** Whether it is worth finding out early that a lossless form comes nowhere near the budget. */
export function mayGiveUp(
  characters: number,
  { lossyFollows, budgetTokens }: CompressContext,
): boolean {
  return lossyFollows === true && characters > budgetTokens * LEAST_PER_TOKEN;
}

/** Estimated together: a single word is rounded too much. */
const TOGETHER = 64;

/**
 * Whether the names of so many paths, which every form must hold, come nowhere near the budget. Looks at so many of them
 * as it takes to know that.
 */
export function areNamesInVain(lines: readonly string[], context: CompressContext): boolean {
  let left = context.budgetTokens * BEYOND_DOUBT;
  for (let at = 0; at < lines.length; at += TOGETHER) {
    const names = lines.slice(at, at + TOGETHER).map(nameOf);
    left -= context.estimate(names.join(' '));
    if (left < 0) return true;
  }
  return false;
}

function nameOf(path: string): string {
  return path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
}
