// Reads the rows of a table, child rows included, back into values.
import { isMissing, readBare } from './lexeme.ts';
import type { Tree } from '../layout/print-tree.ts';
import type { Frame } from '../table/find-copies.ts';
import type { ReadColumn, ReadForm } from './read-header.ts';
import { readCell, readKey, readName, readRest, type CellText, type Cursor } from './read-value.ts';

export interface LineReader {
  readonly text: string;
  at: number;
  /** Signs of the dictionary and the lexemes they stand for. */
  readonly signs: Map<string, string>;
}

export interface ReadRows {
  readonly form: ReadForm;
  readonly count: number;
  readonly depth: number;
  /** What the first row starts with. */
  readonly label?: string;
}

/** The container that so many rows stand for. */
export function readRows(reader: LineReader, { form, count, depth, label = '' }: ReadRows): Tree {
  const keys: string[] = [];
  const items: Tree[] = [];
  let headings: readonly (Tree | undefined)[] = [];
  for (let row = 0; row < count; row++) {
    let line = rowLine(reader, depth + (row === 0 ? label.length : 0));
    if (form.headings.length > 0 && depth === 0 && line.startsWith('# ')) {
      headings = readHeadings(reader, form, line);
      line = rowLine(reader, depth);
    }
    const cursor: Cursor = { line, at: 0 };
    const isRaw = line.startsWith('* ');
    if (isRaw) cursor.at = 2;
    if (form.byKey) {
      keys.push(readKey(cursor));
      cursor.at++;
    }
    items.push(
      isRaw
        ? readRest(line.slice(cursor.at))
        : readRecord(reader, cursor, { form, depth, headings }),
    );
  }
  return form.byKey ? { keys, items } : { items };
}

function rowLine(reader: LineReader, depth: number): string {
  const { text, at } = reader;
  const found = text.indexOf('\n', at);
  const end = found < 0 ? text.length : found;
  reader.at = Math.min(text.length, end + 1);
  return text.slice(at + depth, end);
}

function readHeadings(
  reader: LineReader,
  form: ReadForm,
  line: string,
): readonly (Tree | undefined)[] {
  const cursor = { line, at: 2 };
  return form.headings.map((column) => {
    const value = understand(reader, column, readCell(cursor));
    cursor.at++;
    return typeof value === 'object' && 'missing' in value ? undefined : value;
  });
}

interface RowContext {
  readonly form: ReadForm;
  readonly depth: number;
  readonly headings: readonly (Tree | undefined)[];
}

function readRecord(
  reader: LineReader,
  cursor: Cursor,
  { form, depth, headings }: RowContext,
): Tree {
  const into: Into = { values: new Array<Cells[number]>(form.count), counts: undefined };
  const { values } = into;
  form.headings.forEach((column, index) => {
    values[column.place] = headings[index];
  });
  readCells(reader, cursor, { form, into });
  readPairs(reader, cursor, { form, into });
  for (const column of form.children) {
    const count = into.counts?.get(column);
    if (count === undefined || column.child === undefined) continue;
    const below = column.child === 'same' ? form : column.child;
    const label = form.labels.get(column) ?? '';
    values[column.place] = readRows(reader, { form: below, count, depth: depth + 1, label });
  }
  readCopies(form, values);
  const [first] = form.columns;
  if (form.isWrapped && first !== undefined) return valueAt(values, first) ?? { items: [] };
  return assemble(form, values) ?? { keys: [], items: [] };
}

/** Of a column that has one value in the other rows. */
const LACKING = Symbol('lacking');

/** The values of a row, by the places of their columns. */
type Cells = (Tree | typeof LACKING | undefined)[];

function readCopies(form: ReadForm, values: Cells): void {
  for (const column of form.copies) {
    const original = form.named.get(column.copyOf ?? '');
    const value = original && valueAt(values, original);
    if (value === undefined) continue;
    values[column.place] = column.frame === undefined ? value : framed(value, column.frame);
  }
}

function framed(value: Tree, { before, after }: Frame): Tree {
  if (typeof value !== 'string') return value;
  const inner = value.startsWith('"') ? value.slice(1, -1) : value;
  return `"${before}${inner}${after}"`;
}

interface Into {
  readonly values: Cells;
  /** Of child rows, where there are any. */
  counts: Map<ReadColumn, number> | undefined;
}

interface CellsContext {
  readonly form: ReadForm;
  readonly into: Into;
}

function readCells(reader: LineReader, cursor: Cursor, { form, into }: CellsContext): void {
  const { line } = cursor;
  let place = 0;
  while (place < form.cells.length && cursor.at < line.length) {
    const cell = readCell(cursor);
    cursor.at++;
    if ('word' in cell && isMissing(cell.word)) {
      place += Number(cell.word.slice(1) || '1');
      continue;
    }
    const column = form.cells[place++];
    if (column !== undefined) store(reader, { column, cell, into });
  }
  // A row of nothing but missing cells is a lone sign.
  if (form.cells.length === 0 && line[cursor.at] === '~') cursor.at += 2;
}

function readPairs(reader: LineReader, cursor: Cursor, { form, into }: CellsContext): void {
  const { line } = cursor;
  while (cursor.at < line.length) {
    const column = form.named.get(readName(cursor));
    const isFlag = line[cursor.at] !== ':';
    cursor.at++;
    if (isFlag) {
      if (column?.constant !== undefined) into.values[column.place] = column.constant;
      continue;
    }
    const cell = readCell(cursor);
    cursor.at++;
    if (column !== undefined) store(reader, { column, cell, into });
  }
}

/** Strings of digits that are no number stand bare. */
const COUNT = /^(?:0|[1-9]\d*)$/;

function store(
  reader: LineReader,
  found: { readonly column: ReadColumn; readonly cell: CellText; readonly into: Into },
): void {
  const { column, cell, into } = found;
  if (column.kind === 'rows' && 'word' in cell && COUNT.test(cell.word)) {
    into.counts ??= new Map();
    into.counts.set(column, Number(cell.word));
    return;
  }
  const value = understand(reader, column, cell);
  const isGone = typeof value === 'object' && 'missing' in value;
  if (!isGone) into.values[column.place] = value;
  else if (column.constant !== undefined) into.values[column.place] = LACKING;
}

type Understood = Tree | { readonly missing: true };

function understand(reader: LineReader, column: ReadColumn, cell: CellText): Understood {
  const { prefix } = column;
  if ('tree' in cell) {
    if (prefix === undefined || typeof cell.tree !== 'string') return cell.tree;
    return `"${prefix}${cell.tree.slice(1, -1)}"`;
  }
  const { word } = cell;
  if (isMissing(word)) return { missing: true };
  if (prefix !== undefined) return word === 'null' ? word : `"${prefix}${word}"`;
  return word.startsWith('&') ? (reader.signs.get(word) ?? readBare(word)) : readBare(word);
}

function valueAt(values: Cells, { place, isOptional, constant }: ReadColumn): Tree | undefined {
  const value = values[place];
  if (value === LACKING) return undefined;
  return value ?? (isOptional ? undefined : constant);
}

/** The members of a record or group that are there; undefined when none is. */
function assemble(
  { columns, keys }: Pick<ReadForm, 'columns' | 'keys'>,
  values: Cells,
): Tree | undefined {
  const items: Tree[] = [];
  /** As long as none is missing all records have the same keys. */
  let present: string[] | undefined;
  for (let index = 0; index < columns.length; index++) {
    const column = columns[index];
    if (column === undefined) continue;
    const value =
      valueAt(values, column) ?? (column.kind === 'group' ? assemble(column, values) : undefined);
    if (value === undefined) {
      present ??= keys.slice(0, index);
      continue;
    }
    present?.push(column.key);
    items.push(value);
  }
  return items.length === 0 ? undefined : { keys: present ?? keys, items };
}
