// Finds columns that repeat another one in every row, such as the update time of things that were never updated.
import type { JsonNode } from '../document/parse-json.ts';
import { isSameValue } from '../document/same-value.ts';
import type { Column, Values } from './record-set.ts';

/** Shorter values cost no more than the reader's detour. */
const SHORTEST_VALUE = 6;

/** Each copy with the earlier column that says the same. */
export function findCopies(
  text: string,
  columns: readonly Column[],
  constants: ReadonlyMap<Column, JsonNode>,
): ReadonlyMap<Column, Column> {
  const copies = new Map<Column, Column>();
  const originals: Column[] = [];
  for (const column of columns) {
    if (column.kind !== 'cell' || constants.has(column)) continue;
    const original = originals.find(({ values }) => areSame(text, values, column.values));
    if (original === undefined) originals.push(column);
    else if (isLong(column.values)) copies.set(column, original);
  }
  return copies;
}

function areSame(text: string, one: Values, other: Values): boolean {
  return one.every((value, row) => isSameValue(text, value, other[row]));
}

function isLong(values: Values): boolean {
  let length = 0;
  for (const value of values) if (value !== undefined) length += value.end - value.start;
  return length >= SHORTEST_VALUE * values.length;
}
