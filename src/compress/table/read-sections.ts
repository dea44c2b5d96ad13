// Several tables one after the other, as a script of queries prints them: apart by blank lines, or by the rules between them.
import { isRule } from './read-ruled.ts';
import { readTable } from './read-table.ts';
import type { Table } from './table-text.ts';

export interface Section {
  readonly text: string;
  /** Absent: other lines, or too few rows. */
  readonly table?: Table;
  /** Lines of the whole text above it. */
  readonly linesBefore: number;
}

/** Shorter sections are left as they are. */
const FEWEST_LINES = 6;
/** Of all lines, in tables. */
const LEAST_IN_TABLES = 0.7;

/** The sections of a text, joined by line ends the whole of it; undefined unless most of it is tables and it is more than one. */
export function readSections(text: string): readonly Section[] | undefined {
  const lines = text.split('\n');
  const starts = [0, ...lines.flatMap((_, at) => (at > 0 && isStart(lines, at) ? [at] : []))];
  const sections = starts.map((start, index) =>
    sectionOf(lines.slice(start, starts[index + 1]), start),
  );
  const tables = sections.filter(({ table }) => table !== undefined);
  if (sections.length < 2) return undefined;
  const covered = tables.reduce((sum, section) => sum + section.text.split('\n').length, 0);
  return covered < lines.length * LEAST_IN_TABLES ? undefined : sections;
}

/** Behind blank lines, and between the rule that ends one table and the rule that begins the next. */
function isStart(lines: readonly string[], at: number): boolean {
  const line = lines[at] ?? '';
  const above = lines[at - 1] ?? '';
  if (line.trim() === '') return false;
  return above.trim() === '' || (isRule(line) && isRule(above));
}

function sectionOf(lines: readonly string[], linesBefore: number): Section {
  const text = lines.join('\n');
  const table = lines.length < FEWEST_LINES ? undefined : readTable(text);
  return table === undefined ? { text, linesBefore } : { text, table, linesBefore };
}
