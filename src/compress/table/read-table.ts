// Reads the table of a text, in whatever way its columns are told apart.
import { readAligned } from './read-aligned.ts';
import { readDelimited } from './read-delimited.ts';
import { readPadded, readRuled } from './read-ruled.ts';
import { readTableLines } from './table-lines.ts';
import type { Table } from './table-text.ts';

/** Undefined when most of the text is something else. */
export function readTable(text: string): Table | undefined {
  const lines = readTableLines(text);
  return readRuled(lines) ?? readPadded(lines) ?? readDelimited(lines) ?? readAligned(lines);
}
