// Reads the columns of a table from its header.
import { readBare } from './lexeme.ts';
import type { Tree } from '../layout/print-tree.ts';
import { readInline, readKey, readName, readQuoted, readWord, type Cursor } from './read-value.ts';
import type { Frame } from '../table/find-copies.ts';
import type { Column } from '../table/record-set.ts';
import { nameColumns } from '../table/row-form.ts';
import { SAME } from './write-header.ts';

export interface ReadColumn {
  /** Among all columns of its form. */
  readonly place: number;
  readonly key: string;
  readonly kind: Column['kind'];
  readonly columns: readonly ReadColumn[];
  /** Of its columns. */
  readonly keys: readonly string[];
  readonly constant?: Tree;
  /** The name of the column that says the same. */
  readonly copyOf?: string;
  /** What stands around that in this one. */
  readonly frame?: Frame;
  readonly prefix?: string;
  readonly isHeading: boolean;
  readonly isOptional: boolean;
  /** Of child rows. */
  readonly child?: ReadForm | 'same';
}

/** What a header says about the rows below it. */
export interface ReadForm {
  readonly byKey: boolean;
  /** Rows are containers themselves: their one column is all of their items. */
  readonly isWrapped: boolean;
  readonly columns: readonly ReadColumn[];
  readonly keys: readonly string[];
  /** Of all columns, those of groups included. */
  readonly count: number;
  readonly headings: readonly ReadColumn[];
  readonly cells: readonly ReadColumn[];
  readonly copies: readonly ReadColumn[];
  /** Columns of child rows, in order. */
  readonly children: readonly ReadColumn[];
  /** What the first child row of a column starts with, where there are several such columns. */
  readonly labels: ReadonlyMap<ReadColumn, string>;
  readonly named: ReadonlyMap<string, ReadColumn>;
}

/** The form that the columns in a header describe. */
export function readForm(cursor: Cursor, byKey: boolean): ReadForm {
  const isWrapped = cursor.line[cursor.at] === '[';
  const naming: Naming = { byKey, count: 0 };
  const columns = readColumns(cursor, naming);
  const all = [...flatten(columns)];
  const leaves = all.filter((column) => column.kind !== 'group' && isWritten(column));
  const names = nameColumns(columns) ?? new Map<ReadColumn, string>();
  const children = leaves.filter((column) => column.kind === 'rows');
  const labelled = (column: ReadColumn): [ReadColumn, string] => [
    column,
    `${names.get(column) ?? ''}> `,
  ];
  return {
    byKey,
    isWrapped,
    columns,
    keys: columns.map(({ key }) => key),
    count: naming.count,
    headings: leaves.filter((column) => column.isHeading),
    cells: leaves.filter((column) => !column.isHeading && !column.isOptional),
    copies: all.filter((column) => column.copyOf !== undefined),
    children,
    labels: new Map(children.length > 1 ? children.map(labelled) : []),
    named: new Map([...names].map(([column, name]) => [name, column])),
  };
}

function isWritten(column: ReadColumn): boolean {
  return column.constant === undefined && column.copyOf === undefined;
}

function* flatten(columns: readonly ReadColumn[]): Generator<ReadColumn> {
  for (const column of columns) {
    yield column;
    yield* flatten(column.columns);
  }
}

/** The form whose columns are read. */
interface Naming {
  readonly byKey: boolean;
  /** Of its columns so far. */
  count: number;
}

function readColumns(cursor: Cursor, naming: Naming): readonly ReadColumn[] {
  const { line } = cursor;
  const columns: ReadColumn[] = [];
  for (;;) {
    columns.push(readColumn(cursor, naming));
    if (line[cursor.at] !== ' ') return columns;
    cursor.at++;
  }
}

function readColumn(cursor: Cursor, naming: Naming): ReadColumn {
  const { line } = cursor;
  const isHeading = line[cursor.at] === '#';
  if (isHeading) cursor.at++;
  const key = readKey(cursor);
  const place = naming.count++;
  const plain = { place, key, columns: [], keys: [], isHeading, isOptional: false };
  const next = line[cursor.at];
  if (next === '=') return { ...plain, kind: 'cell', ...readConstant(cursor) };
  if (next === '?' && line[cursor.at + 1] === '=') {
    cursor.at++;
    return { ...plain, kind: 'cell', ...readConstant(cursor), isOptional: true };
  }
  if (next === '{') {
    cursor.at++;
    const columns = readColumns(cursor, naming);
    cursor.at++;
    return { ...plain, kind: 'group', columns, keys: columns.map((column) => column.key) };
  }
  const child = next === '[' ? readChild(cursor) : undefined;
  const isOptional = line[cursor.at] === '?';
  if (isOptional) cursor.at++;
  return child === undefined
    ? { ...plain, kind: 'cell', isOptional }
    : { ...plain, kind: 'rows', isOptional, child };
}

type Given =
  | { readonly constant: Tree }
  | { readonly prefix: string }
  | { readonly copyOf: string; readonly frame?: Frame };

function readConstant(cursor: Cursor): Given {
  const { line } = cursor;
  cursor.at++;
  if (line[cursor.at] === '=') {
    cursor.at++;
    return readCopy(cursor);
  }
  const first = line[cursor.at];
  if (first === '[' || first === '{') return { constant: readInline(cursor) };
  if (first === '"') {
    const lexeme = readQuoted(cursor);
    if (line[cursor.at] !== '*') return { constant: lexeme };
    cursor.at++;
    return { prefix: lexeme.slice(1, -1) };
  }
  const word = readWord(cursor, ' ,[]{}');
  return word.endsWith('*') ? { prefix: word.slice(0, -1) } : { constant: readBare(word) };
}

function readCopy(cursor: Cursor): Given {
  const { line } = cursor;
  const copyOf = readName(cursor);
  if (line[cursor.at] !== '=') return { copyOf };
  cursor.at++;
  const isQuoted = line[cursor.at] === '"';
  const written = isQuoted ? readQuoted(cursor).slice(1, -1) : readWord(cursor, ' ,[]{}');
  const [before = '', after = ''] = written.split('*');
  return { copyOf, frame: { before, after } };
}

function readChild(cursor: Cursor): ReadForm | 'same' {
  const { line } = cursor;
  cursor.at++;
  const byKey = line[cursor.at] === ':';
  if (byKey) cursor.at++;
  const isSame = line[cursor.at] === SAME && line[cursor.at + 1] === ']';
  if (isSame) cursor.at++;
  const child = isSame ? 'same' : readForm(cursor, byKey);
  cursor.at++;
  return child;
}
