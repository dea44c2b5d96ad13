// A table as it stands in a text: names, rows of cells, and the lines around it. Every line of the text belongs somewhere.

/** One row. Rows that do not fit the columns have no cells and stand for themselves. */
export interface TableRow {
  /** As written, without line number gutter and line end. */
  readonly text: string;
  /** As written, quotes included, blanks of justification excluded. */
  readonly cells?: readonly string[];
  /** Where each cell starts in `text`; absent: one delimiter apart. */
  readonly starts?: readonly number[];
  /** Lines in the original, from 1; a quoted cell may hold line ends. */
  readonly line: number;
  readonly lastLine: number;
}

export interface Table {
  /** What the first line of our notation calls it: `CSV`, `TSV`, `table`. */
  readonly name: string;
  /** Of a delimited table; absent: columns stand below each other. */
  readonly delimiter?: string;
  /** Absent: the first row is a row like the others. */
  readonly header?: TableRow;
  readonly columns: number;
  readonly rows: readonly TableRow[];
  /** Lines before and behind, without their line ends. */
  readonly above: readonly string[];
  readonly below: readonly string[];
  readonly lines: TableLines;
}

/** The lines of a text and how they were ended and numbered. */
export interface TableLines {
  readonly texts: readonly string[];
  /** Ends every line; the last one where `isEnded`. */
  readonly lineEnd: '\n' | '\r\n';
  readonly isEnded: boolean;
  /** What stands before the first line, when all are numbered: `     1<tab>`. */
  readonly gutter?: string;
}

/** Fewer rows are read as easily as they are. */
const FEWEST_ROWS = 3;
/** Lines around a table: so many on either side, and no more of all lines than this share. */
export const MOST_LINES_AROUND = 20;
const MOST_AROUND = 0.3;
/** Rows that do not fit. */
const MOST_MISFITS = 0.1;

/** Whether enough of the text is rows that fit. */
export function isMostlyRows({
  rows,
  above,
  below,
}: Pick<Table, 'rows' | 'above' | 'below'>): boolean {
  if (rows.length < FEWEST_ROWS) return false;
  if (above.length > MOST_LINES_AROUND || below.length > MOST_LINES_AROUND) return false;
  const around = [...above, ...below].filter((line) => line.trim() !== '').length;
  if (around > (around + rows.length) * MOST_AROUND) return false;
  return countMisfits(rows) <= rows.length * MOST_MISFITS;
}

function countMisfits(rows: readonly TableRow[]): number {
  let misfits = 0;
  for (const row of rows) if (!hasCells(row)) misfits++;
  return misfits;
}

/** Whether a row fits the columns. Asking for its cells may cut them out. */
export function hasCells(row: TableRow): boolean {
  return 'cells' in row;
}

/** The cell without its quotes. */
export function valueOf(cell: string): string {
  if (!isQuoted(cell)) return cell;
  const inner = cell.slice(1, -1);
  return inner.includes('"') ? inner.replaceAll('""', '"') : inner;
}

export function isQuoted(cell: string): boolean {
  return cell.length >= 2 && cell.startsWith('"') && cell.endsWith('"');
}
