// The JSON of a table that is only read, never put back.
import type { Compressed } from '../compressor.ts';
import { isQuoted, type Table } from './table-text.ts';
import { isSpellable, jsonOfTable, type TableJson } from './to-json.ts';

/** Rows, not members one below the other. */
const TABLE_HEAD = /^\[\d+ rows(?:, \d+ shown)?\] /m;

/** What became of the JSON of a table, if it was written as rows. */
export function rowsOf(written: Compressed | undefined): Compressed | undefined {
  return written !== undefined && TABLE_HEAD.test(written.text) ? written : undefined;
}

/** Characters for each token of the budget: no form that loses nothing makes a longer table fit. */
export const MOST_PER_TOKEN = 50;

/** Made once for each table. */
const plain = new WeakMap<Table, TableJson>();

/** The JSON of a table, with backslashes as they are; what still has some of them needs another spelling. */
export function plainJson(table: Table): TableJson {
  const known = plain.get(table);
  if (known !== undefined) return known;
  const json = jsonOfTable(table, {
    isQuotedThroughout: isQuotedThroughout(table),
    spelling: 'backslashes',
  });
  plain.set(table, json);
  return json;
}

/** The JSON of a table, with signs as a reader knows them. */
export function jsonToRead(text: string, table: Table): TableJson {
  const spells = isSpellable(text);
  const json = spells ? plain.get(table) : undefined;
  // Without an escape there is no quote in a cell, and nothing is spelled in another way.
  if (json?.isEscaped === false) return json;
  return jsonOfTable(table, {
    isQuotedThroughout: isQuotedThroughout(table),
    spelling: spells ? 'backslashes and quotes' : 'escaped',
  });
}

/** Whether every cell of the rows has quotes. */
export function isQuotedThroughout({ rows, delimiter }: Table): boolean {
  return delimiter !== undefined && rows.every(({ cells }) => cells?.every(isQuoted) ?? true);
}
