// A table as the JSON that says the same, so that it is written, judged and shortened as records are.
import { isQuoted, valueOf, type Table, type TableRow } from './table-text.ts';

export interface TableJson {
  /** An array: an object for each row, in which empty cells are missing, or the row as a string if it does not fit. */
  readonly text: string;
  /** Where each row starts in `text`. */
  readonly rowStarts: readonly number[];
}

/** Signs of a cell that JSON would write with a backslash, by what stands for them meanwhile. */
export type Spelling = 'escaped' | 'backslashes' | 'backslashes and quotes';

export interface TableJsonOptions {
  /** Every cell has quotes, so that they say nothing: numbers are numbers, and `""` is an empty cell. */
  readonly isQuotedThroughout: boolean;
  readonly spelling: Spelling;
}

/** The JSON of a table's rows. */
export function jsonOfTable(table: Table, options: TableJsonOptions): TableJson {
  const writer: Writer = {
    ...options,
    keys: namesOf(table).map((name) => `${JSON.stringify(name)}:`),
    isEmpty: emptyColumns(table, options),
    hasQuotes: table.delimiter !== undefined,
  };
  const rowStarts: number[] = [];
  const rows: string[] = [];
  let at = 1;
  const names = namingRow(table, writer);
  for (const row of table.rows) {
    const written = writeRow(writer, row, row === names);
    rowStarts.push(at);
    rows.push(written);
    at += written.length + 1;
  }
  return { text: `[${rows.join(',')}]`, rowStarts };
}

interface Writer extends TableJsonOptions {
  readonly keys: readonly string[];
  /** Columns without any value: they are named in every row, or they would not be named at all. */
  readonly isEmpty: readonly boolean[];
  /** Quotes around a cell are notation. */
  readonly hasQuotes: boolean;
}

function emptyColumns({ rows, columns }: Table, options: TableJsonOptions): readonly boolean[] {
  const isEmpty = new Array<boolean>(columns).fill(true);
  let left = columns;
  for (const { cells } of rows) {
    if (left === 0) break;
    cells?.forEach((cell, column) => {
      if (isEmpty[column] !== true || isEmptyCell(cell, options)) return;
      isEmpty[column] = false;
      left--;
    });
  }
  return isEmpty;
}

function isEmptyCell(cell: string, { isQuotedThroughout }: TableJsonOptions): boolean {
  return cell === '' || (isQuotedThroughout && cell === '""');
}

/** The row whose keys are all columns in their order: the first complete one, else the first, with its empty cells. */
function namingRow({ rows }: Table, writer: Writer): TableRow | undefined {
  const isComplete = ({ cells }: TableRow): boolean =>
    cells?.every((cell, column) => writer.isEmpty[column] === true || !isEmptyCell(cell, writer)) ??
    false;
  return rows.find(isComplete) ?? rows.find(({ cells }) => cells !== undefined);
}

/** Empty cells are missing, unless they name their column. */
function writeRow(writer: Writer, row: TableRow, isNaming: boolean): string {
  if (row.cells === undefined) return writeString(row.text, writer.spelling);
  let members = '';
  for (let index = 0; index < row.cells.length; index++) {
    const cell = row.cells[index] ?? '';
    const isMissing = isEmptyCell(cell, writer);
    if (isMissing && !isNaming && writer.isEmpty[index] !== true) continue;
    const value = isMissing ? '""' : writeCell(writer, cell);
    members += `${members === '' ? '' : ','}${writer.keys[index] ?? '"":'}${value}`;
  }
  return `{${members}}`;
}

function writeCell({ hasQuotes, isQuotedThroughout, spelling }: Writer, cell: string): string {
  const quoted = hasQuotes && isQuoted(cell);
  const value = quoted ? valueOf(cell) : cell;
  const mayBeWord = !quoted || isQuotedThroughout;
  return mayBeWord && isJsonWord(value) ? value : writeString(value, spelling);
}

/** Stand for a backslash and a quote while a cell is written as JSON. */
const BACKSLASH = '\ue000';
const QUOTE = '\ue001';

function writeString(value: string, spelling: Spelling): string {
  if (spelling === 'escaped') return JSON.stringify(value);
  const spelled = value.includes('\\') ? value.replaceAll('\\', BACKSLASH) : value;
  if (spelling === 'backslashes' || !spelled.includes('"')) return JSON.stringify(spelled);
  return JSON.stringify(spelled.replaceAll('"', QUOTE));
}

/** What was written as JSON, with the signs that others stood for. */
export function spell(text: string): string {
  return text.replaceAll(BACKSLASH, '\\').replaceAll(QUOTE, '"');
}

/** The inverse of `spell` for a text without quotes inside cells and without escapes. */
export function unspell(text: string): string {
  return text.replaceAll('\\', BACKSLASH);
}

/** Whether a text already holds one of the signs that stand for others. */
export function isSpellable(text: string): boolean {
  return !text.includes(BACKSLASH) && !text.includes(QUOTE);
}

const NUMBER = /^-?(?:0|[1-9]\d{0,40})(?:\.\d{1,60})?(?:[eE][-+]?\d{1,4})?$/;
const LITERALS: ReadonlySet<string> = new Set(['true', 'false', 'null', 'NaN']);

/** Whether a cell is a value of JSON as it stands. */
export function isJsonWord(cell: string): boolean {
  const code = cell.charCodeAt(0);
  if (code === 45 || (code >= 48 && code <= 57)) return NUMBER.test(cell);
  return cell.length <= 5 && LITERALS.has(cell);
}

/** A name for each column, no two alike. */
function namesOf({ header, columns }: Pick<Table, 'header' | 'columns'>): readonly string[] {
  const cells = header?.cells;
  if (cells === undefined) return Array.from({ length: columns }, (_, index) => letterOf(index));
  const taken = new Set<string>();
  return cells.map((cell) => {
    const name = valueOf(cell);
    let own = name;
    for (let count = 2; taken.has(own); count++) own = `${name}${REPEAT}${count}`;
    taken.add(own);
    return own;
  });
}

/** Stands between a name that occurs before and its count. */
export const REPEAT = '/';

/** a to z, then a1 and so on. */
function letterOf(index: number): string {
  const letter = String.fromCharCode(97 + (index % 26));
  return index < 26 ? letter : `${letter}${Math.floor(index / 26)}`;
}
