// The JSON of a table that is only read, never put back.
import { isQuoted, type Table } from './table-text.ts';
import { isSpellable, jsonOfTable, type TableJson } from './to-json.ts';

/** Rows, not members one below the other. */
export const TABLE_HEAD = /^\[\d+ rows(?:, \d+ shown)?\] /m;

/** The JSON of a table, with signs as a reader knows them. */
export function jsonToRead(text: string, table: Table): TableJson {
  return jsonOfTable(table, {
    isQuotedThroughout: isQuotedThroughout(table),
    spelling: isSpellable(text) ? 'backslashes and quotes' : 'escaped',
  });
}

/** Whether every cell of the rows has quotes. */
export function isQuotedThroughout({ rows, delimiter }: Table): boolean {
  return delimiter !== undefined && rows.every(({ cells }) => cells?.every(isQuoted) ?? true);
}
