// Many texts at once: neighbouring ones are put together, a line feed between them, so that finding their runs is one walk.
import { findRuns, LONGEST_BLOCK, runsOf, type Found } from './runs.ts';

/** Texts [first, end). */
export interface TextBlock {
  readonly first: number;
  readonly end: number;
  /** Of these texts, one place for the line feed behind each but the last. Undefined for one text that is too long. */
  readonly runs: Found | undefined;
}

/** Shows all texts in order, block by block. The runs of all lines of a text are those that `runsOf` knows for it. */
export function eachBlock(texts: readonly string[], visit: (block: TextBlock) => void): void {
  for (let first = 0, end = 0; first < texts.length; first = end) {
    end = endOfBlock(texts, first);
    visit({ first, end, runs: runsBetween(texts, first, end) });
  }
}

/** As many texts as one block takes; one at least. */
function endOfBlock(texts: readonly string[], first: number): number {
  let end = first + 1;
  let length = texts[first]?.length ?? 0;
  while (end < texts.length) {
    length += 1 + (texts[end]?.length ?? 0);
    if (length > LONGEST_BLOCK) break;
    end++;
  }
  return end;
}

function runsBetween(texts: readonly string[], first: number, end: number): Found | undefined {
  if (end - first === texts.length) {
    const text = texts.join('\n');
    return text.length > LONGEST_BLOCK ? undefined : runsOf(text);
  }
  const text = texts.slice(first, end).join('\n');
  return text.length > LONGEST_BLOCK ? undefined : findRuns(text);
}
