// A table as the JSON that says the same, so that it is written, judged and shortened as records are.
import {
  readMinified,
  RecordsBuilder,
  type JsonScalar,
  type Reading,
} from '../smart-crusher/index.ts';
import { isJsonWord } from './json-word.ts';
import { hasCells, isQuoted, valueOf, type Table, type TableRow } from './table-text.ts';
import { LineWriter } from './write-lines.ts';

export interface TableJson {
  /** Of an array: an object for each row, in which empty cells are missing, or the row as a string if it does not fit. */
  readonly reading: Reading;
  /** Where each row starts in the text of the reading. */
  readonly rowStarts: readonly number[];
  /** Whether JSON has a backslash in some name or cell. */
  readonly isEscaped: boolean;
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
  const keys = namesOf(table).map((name) => JSON.stringify(name));
  const writer: Writer = {
    ...options,
    builder: new RecordsBuilder(keys),
    columns: keys.map(() => ({ values: new Map(), misses: 0, hits: 0 })),
    isEmpty: emptyColumns(table, options),
    hasQuotes: table.delimiter !== undefined,
  };
  const names = namingRow(table, writer);
  const lines = table.delimiter === undefined ? undefined : new LineWriter(writer, table.delimiter);
  const rowStarts = table.rows.map((row) => {
    const start = writer.builder.place;
    const isNaming = row === names;
    const isWritten = lines !== undefined && !isNaming && hasCells(row) && lines.write(row.text);
    if (!isWritten) writeRow(writer, row, isNaming);
    return start;
  });
  const document = writer.builder.build();
  const isEscaped = [...keys, document.text].some((text) => text.includes('\\'));
  return { reading: readMinified(document), rowStarts, isEscaped };
}

interface Writer extends TableJsonOptions {
  readonly builder: RecordsBuilder;
  readonly columns: readonly KnownValues[];
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
  return rows.find(isComplete) ?? rows.find(hasCells);
}

/** Empty cells are missing, unless they name their column. */
function writeRow(writer: Writer, { text, cells }: TableRow, isNaming: boolean): void {
  const { builder } = writer;
  if (cells === undefined) {
    builder.addRow(builder.addValue(writeString(text, writer.spelling)));
    return;
  }
  builder.openRecord();
  for (let column = 0; column < cells.length; column++) {
    const cell = cells[column] ?? '';
    const isMissing = isEmptyCell(cell, writer);
    if (isMissing && !isNaming && writer.isEmpty[column] !== true) continue;
    builder.addMember(column, valueIn(writer, column, isMissing ? '' : cell));
  }
  builder.closeRecord();
}

/** The values of a column by the cells they were written for. */
interface KnownValues {
  readonly values: Map<string, JsonScalar>;
  hits: number;
  misses: number;
}

/** A column of so many different cells, or of longer ones, is hardly one whose cells repeat. */
const MOST_MISSES = 2_000;
const LONGEST_REPEATED = 60;

/** The value of a cell, one for all cells of the column that are alike. */
function valueIn(writer: Writer, column: number, cell: string): JsonScalar {
  const { builder } = writer;
  const known = writer.columns[column];
  if (
    known === undefined ||
    cell.length > LONGEST_REPEATED ||
    known.misses > MOST_MISSES + known.hits
  )
    return builder.addValue(writeCell(writer, cell));
  const before = known.values.get(cell);
  if (before !== undefined) {
    known.hits++;
    return before;
  }
  known.misses++;
  const value = builder.addValue(writeCell(writer, cell));
  known.values.set(cell, value);
  return value;
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
const SPELLED = /[\ue000\ue001]/;

function writeString(value: string, spelling: Spelling): string {
  if (isPlain(value)) return `"${value}"`;
  if (spelling === 'escaped') return JSON.stringify(value);
  const spelled = value.includes('\\') ? value.replaceAll('\\', BACKSLASH) : value;
  if (spelling === 'backslashes' || !spelled.includes('"')) return JSON.stringify(spelled);
  return JSON.stringify(spelled.replaceAll('"', QUOTE));
}

/** Whether JSON writes a value as it is: printable ASCII without quotes and backslashes. */
function isPlain(value: string): boolean {
  for (let at = 0; at < value.length; at++) {
    const code = value.charCodeAt(at);
    if (code < 32 || code > 126 || code === 34 || code === 92) return false;
  }
  return true;
}

/** What was written as JSON, with the signs that others stood for. */
export function spell(text: string): string {
  return SPELLED.test(text) ? text.replaceAll(BACKSLASH, '\\').replaceAll(QUOTE, '"') : text;
}

/** The inverse of `spell` for a text without quotes inside cells and without escapes. */
export function unspell(text: string): string {
  return text.replaceAll('\\', BACKSLASH);
}

/** Whether a text already holds one of the signs that stand for others. */
export function isSpellable(text: string): boolean {
  return !text.includes(BACKSLASH) && !text.includes(QUOTE);
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
