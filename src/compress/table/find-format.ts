// Finds the way of quoting that gives every cell back as it is written.
import { printCell, type DelimitedFormat, type Quoting } from './print-delimited.ts';
import { isQuoted, valueOf, type Table, type TableRow } from './table-text.ts';

/** Undefined when the cells follow no single rule, or columns are told apart by other things than a delimiter. */
export function findFormat({ delimiter, header, rows }: Table): DelimitedFormat | undefined {
  if (delimiter === undefined) return undefined;
  const hasHeader = header !== undefined;
  const head = hasHeader ? [header] : [];
  return likelyQuotings(rows)
    .map((quoting) => ({ delimiter, quoting, hasHeader }))
    .find((format) => {
      // Of rows without any quotes nothing has to be found out.
      const written = format.quoting === 'none' ? head : [...head, ...rows];
      return written.every((row) => isPrintedBy(row, format));
    });
}

function likelyQuotings(rows: readonly TableRow[]): readonly Quoting[] {
  let isAnyQuoted = false;
  let isAnyBare = false;
  for (const row of rows) {
    if (isAnyQuoted && isAnyBare) break;
    const isPlain = !row.text.includes('"');
    const { cells } = isPlain && isAnyBare ? { cells: undefined } : row;
    if (cells?.some((cell) => !isQuoted(cell)) === true) isAnyBare = true;
    if (cells?.some(isQuoted) === true) isAnyQuoted = true;
  }
  if (!isAnyQuoted) return ['none'];
  return isAnyBare ? ['where needed', 'blanks too', 'empty too', 'strings'] : ['all'];
}

function isPrintedBy({ cells }: TableRow, format: DelimitedFormat): boolean {
  if (cells === undefined) return true;
  for (const cell of cells) {
    if (cell === '' && format.quoting !== 'all') continue;
    if (printCell(valueOf(cell), isQuoted(cell), format) !== cell) return false;
  }
  return true;
}
