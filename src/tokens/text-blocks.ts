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
    const isAll = end - first === texts.length;
    const text = (isAll ? texts : texts.slice(first, end)).join('\n');
    visit({ first, end, runs: runsIn(text, isAll) });
  }
}

/** The same for all lines of a text. */
export function eachBlockOfLines(
  { text, lines }: { readonly text: string; readonly lines: readonly string[] },
  visit: (block: TextBlock) => void,
): void {
  for (let first = 0, end = 0, start = 0; first < lines.length; first = end) {
    end = endOfBlock(lines, first);
    let stop = start - 1;
    for (let at = first; at < end; at++) stop += (lines[at]?.length ?? 0) + 1;
    const isAll = end - first === lines.length;
    visit({ first, end, runs: runsIn(isAll ? text : text.slice(start, stop), isAll) });
    start = stop + 1;
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

function runsIn(text: string, isAll: boolean): Found | undefined {
  if (text.length > LONGEST_BLOCK) return undefined;
  return isAll ? runsOf(text) : findRuns(text);
}
