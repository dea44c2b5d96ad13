// Reads the JSON that stands for a table back into its rows.
import { jsonReader, keysOf, parseValue } from '../smart-crusher/index.ts';

/** Keys and values as written; without keys one value that stands for the whole row. */
export interface JsonRow {
  readonly keys?: readonly string[];
  readonly values: readonly string[];
}

/** The rows of an array of records; undefined for anything else. */
export function readRows(json: string): readonly JsonRow[] | undefined {
  const value = parseValue(jsonReader(json));
  if (value?.node.kind !== 'array' || value.open > 0) return undefined;
  return value.node.items.map((row) => {
    if (row.kind !== 'object') return { values: [json.slice(row.start, row.end)] };
    const values = row.items.map((item) => json.slice(item.start, item.end));
    return { keys: keysOf(row.shape), values };
  });
}
