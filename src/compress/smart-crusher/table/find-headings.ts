// Finds columns whose value changes rarely from row to row: the file of a finding, the second of a request.
import type { Column, Values } from './record-set.ts';
import { isSameValue } from '../document/same-value.ts';

/** Rows with headings: at least so many, in runs at least so long on average. */
const FEWEST_ROWS = 6;
const SHORTEST_RUN = 3;
/** A shorter value, with its quotes, costs no more in every row than a line of its own. */
const SHORTEST_VALUE = 9;
/** A further column may add this share of heading lines. */
const MOST_FURTHER_CHANGES = 1.1;

/** The columns to be written in lines of their own above the rows, in their order. */
export function findHeadings(text: string, columns: readonly Column[]): readonly Column[] {
  const candidates = columns
    .filter((column) => column.kind === 'cell' && isSimple(column.values))
    .map((column) => ({ column, changes: changesOf(text, column.values) }));
  const leaders = candidates
    .filter(({ column, changes }) => isWorthALine(column.values, changes))
    .sort((one, other) => savedCharacters(other) - savedCharacters(one));
  const [leader] = leaders;
  if (leader === undefined) return [];
  const chosen = new Set([leader.column]);
  for (const { column, changes } of candidates) {
    if (changes > leader.changes * MOST_FURTHER_CHANGES) continue;
    const together = countChanges(text, [...chosen, column]);
    if (together <= leader.changes * MOST_FURTHER_CHANGES) chosen.add(column);
  }
  return columns.filter((column) => chosen.has(column));
}

interface Candidate {
  readonly column: Column;
  readonly changes: number;
}

function isSimple(values: Values): boolean {
  if (values.length < FEWEST_ROWS) return false;
  return values.every(
    (value) => value !== undefined && value.kind !== 'array' && value.kind !== 'object',
  );
}

function isWorthALine(values: Values, changes: number): boolean {
  if (changes * SHORTEST_RUN > values.length) return false;
  if (values.some((value) => value?.kind !== 'string')) return false;
  return lengthOf(values) >= SHORTEST_VALUE * values.length;
}

function savedCharacters({ column: { values }, changes }: Candidate): number {
  return lengthOf(values) * (1 - changes / values.length);
}

function lengthOf(values: Values): number {
  let length = 0;
  for (const value of values) if (value !== undefined) length += value.end - value.start;
  return length;
}

/** Infinite where there are too many for any use of the column. */
function changesOf(text: string, values: Values): number {
  const most = (values.length / SHORTEST_RUN) * MOST_FURTHER_CHANGES;
  let changes = 1;
  for (let row = 1; row < values.length; row++) {
    if (!isSameValue(text, values[row - 1], values[row]) && ++changes > most) return Infinity;
  }
  return changes;
}

function countChanges(text: string, columns: readonly Column[]): number {
  const rows = columns[0]?.values.length ?? 0;
  let changes = 1;
  for (let row = 1; row < rows; row++) {
    for (const { values } of columns) {
      if (isSameValue(text, values[row - 1], values[row])) continue;
      changes++;
      break;
    }
  }
  return changes;
}
