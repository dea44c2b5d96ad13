// Looks for a repeat among earlier texts, each the result of a call of its own.
import { createCandidates, type EarlierText } from '../../../src/compress/repeat/candidates.ts';
import { findRepeat, type Repeat } from '../../../src/compress/repeat/find-repeat.ts';
import { printOf } from '../../../src/compress/repeat/line-print.ts';

export const earlierText = (text: string, hasLines = true): EarlierText => ({
  text,
  hasLines,
  print: () => printOf(text),
});

/** The earlier texts in the order of the conversation. */
export function repeatAmong(
  text: string,
  earlier: readonly EarlierText[],
): Repeat<EarlierText> | undefined {
  const candidates = createCandidates();
  for (const [index, one] of earlier.entries()) candidates.add(String(index), one);
  return findRepeat(text, candidates, () => new Set(printOf(text).hashes));
}
