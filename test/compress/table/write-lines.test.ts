// Lines that are written as they are make the same records as lines that are written cell by cell.
import { describe, expect, it } from 'vitest';
import { minify } from '../../../src/compress/smart-crusher/document/minify.ts';
import { readTable } from '../../../src/compress/table/read-table.ts';
import type { TableRow } from '../../../src/compress/table/table-text.ts';
import { jsonOfTable } from '../../../src/compress/table/to-json.ts';

const HEAD = 'id,name,amount,state,note';
const CELLS = ['', '7', '-0.5', '007', 'true', 'Falsch', 'café', '😀', 'a b', '1e5', '2031-05-10'];

function minified(text: string, isCellByCell: boolean): string {
  const table = readTable(text);
  if (table === undefined) throw new Error('no table');
  const rows = isCellByCell ? table.rows.map(withQuote) : table.rows;
  const { reading } = jsonOfTable(
    { ...table, rows },
    { isQuotedThroughout: false, spelling: 'escaped' },
  );
  return minify(reading.document);
}

/** A quote in the text of a row says that its cells are not to be found there by their delimiters. */
function withQuote(row: TableRow): TableRow {
  return row.cells === undefined ? row : { ...row, cells: row.cells, text: `"${row.text}` };
}

function linesOf(count: number): readonly string[] {
  return Array.from({ length: count }, (_, row) => {
    const cells = [0, 1, 2].map((column) => CELLS[(row * (column + 3) + column) % CELLS.length]);
    return [row * 3, ...cells, `note ${row % 5}`].join(',');
  });
}

describe('LineWriter', () => {
  it.each([
    ['cells of every kind', linesOf(60)],
    ['more different cells than are remembered', linesOf(5_000)],
    ['a column without any value', linesOf(20).map((line) => line.replace(/,note \d$/, ','))],
    ['escapes and quotes in some lines', [...linesOf(20), '1,a\\b,2,x,y', '2,"a, b",3,x,y']],
    ['control characters and half a pair', [...linesOf(20), '1,a\u0001b,2,x,y', '2,\ud800,3,x,y']],
    ['lines that do not fit', [...linesOf(40), 'a line alone', ...linesOf(3)]],
  ])('writes %s', (_, lines) => {
    const text = [HEAD, ...lines].join('\n');
    expect(minified(text, false)).toBe(minified(text, true));
  });
});
