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
