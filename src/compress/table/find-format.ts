// Finds the way of quoting that gives every cell back as it is written.
import { printCell, type DelimitedFormat, type Quoting } from './print-delimited.ts';
import { isQuoted, valueOf, type Table, type TableRow } from './table-text.ts';

/** Undefined when the cells follow no single rule, or columns are told apart by other things than a delimiter. */
export function findFormat({ delimiter, header, rows }: Table): DelimitedFormat | undefined {
  if (delimiter === undefined) return undefined;
  const all = header === undefined ? rows : [header, ...rows];
  const hasHeader = header !== undefined;
  return likelyQuotings(rows)
    .map((quoting) => ({ delimiter, quoting, hasHeader }))
    .find((format) => all.every((row) => isPrintedBy(row, format)));
}

function likelyQuotings(rows: readonly TableRow[]): readonly Quoting[] {
  let quoted = 0;
  let all = 0;
  for (const { cells } of rows) {
    if (cells === undefined) continue;
    all += cells.length;
    for (const cell of cells) if (isQuoted(cell)) quoted++;
  }
  if (quoted === 0) return ['none'];
  return quoted === all ? ['all'] : ['where needed', 'blanks too', 'empty too', 'strings'];
}

function isPrintedBy({ cells }: TableRow, format: DelimitedFormat): boolean {
  if (cells === undefined) return true;
  for (const cell of cells) {
    if (cell === '' && format.quoting !== 'all') continue;
    if (printCell(valueOf(cell), isQuoted(cell), format) !== cell) return false;
  }
  return true;
}
