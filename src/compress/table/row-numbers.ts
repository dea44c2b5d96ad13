// By which numbers the rows of a table are asked for: a retrieval counts lines, and as rows the records of regular CSV.
import type { Omission } from '../compressor.ts';
import { hasCells, type Table } from './table-text.ts';

export interface RowNumbers {
  readonly unit: Omission['unit'];
  /** The numbers of a row, given its position: it may have several lines. */
  of(position: number): { readonly from: number; readonly to: number };
}

/** Line numbers where each row is a line, else row numbers where they are those of retrieval. */
export function rowNumbers(table: Table): RowNumbers {
  const { rows } = table;
  const isOneLineEach = rows.every(({ line, lastLine }) => line === lastLine);
  if (isOneLineEach || !isRegular(table))
    return { unit: 'line', of: (position) => linesOf(table, position) };
  const first = table.header === undefined ? 1 : 2;
  return { unit: 'row', of: (position) => ({ from: position + first, to: position + first }) };
}

/** Line numbers of a table that stands in a longer text, behind so many lines. */
export function lineNumbers(table: Table, linesBefore: number): RowNumbers {
  return {
    unit: 'line',
    of: (position) => {
      const { from, to } = linesOf(table, position);
      return { from: from + linesBefore, to: to + linesBefore };
    },
  };
}

function linesOf({ rows }: Table, position: number): { from: number; to: number } {
  const row = rows[position];
  return { from: row?.line ?? 1, to: row?.lastLine ?? 1 };
}

/** Records with as many fields as the header, and nothing else: a retrieval reads them as such. */
function isRegular({ delimiter, above, below, rows, lines }: Table): boolean {
  if (delimiter !== ',' || above.length + below.length > 0 || lines.gutter !== undefined)
    return false;
  return rows.every(hasCells);
}
