// Reads the table of a text, in whatever way its columns are told apart.
import { readAligned } from './read-aligned.ts';
import { readDelimited } from './read-delimited.ts';
import { readExpanded } from './read-expanded.ts';
import { isRule, readPadded, readRuled } from './read-ruled.ts';
import { readTableLines } from './table-lines.ts';
import type { Table, TableLines } from './table-text.ts';

/** Undefined when most of the text is something else. */
export function readTable(text: string): Table | undefined {
  const lines = readTableLines(text);
  const told = readExpanded(lines) ?? readRuled(lines) ?? readPadded(lines) ?? readDelimited(lines);
  return told ?? (isOneBehindOther(lines) ? undefined : readAligned(lines));
}

/** Several heads with a rule below: columns do not go through all of the tables. */
function isOneBehindOther({ texts }: TableLines): boolean {
  let heads = 0;
  return texts.some((line, at) => {
    const isBelowHead =
      isRule(line) && BAR.test(texts[at - 1] ?? '') && BAR.test(texts[at + 1] ?? '');
    if (isBelowHead) heads++;
    return heads > 1;
  });
}

const BAR = /^.*\w.*[|│┃┆]|^[|│┃┆].*\w/;
