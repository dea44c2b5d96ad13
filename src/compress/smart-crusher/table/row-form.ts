// How the rows of a record set are written: which columns stand in the header, above the rows, in order, or at the row's end.
import { findCopies, type Copy } from './find-copies.ts';
import { findHeadings } from './find-headings.ts';
import { findPrefixes } from './find-prefixes.ts';
import { writeString } from '../notation/lexeme.ts';
import type { JsonNode } from '../document/parse-json.ts';
import { allColumns, type Column, type RecordSet, type Values } from './record-set.ts';
import { isWritten } from '../document/same-value.ts';

export interface RowForm {
  readonly set: RecordSet;
  /** One value for all rows that have any, as its span in the text. */
  readonly constants: ReadonlyMap<Column, JsonNode>;
  /** Constants that a few rows lack, which say so. */
  readonly lacking: readonly Column[];
  /** Columns that can be told from another one in every row. */
  readonly copies: ReadonlyMap<Column, Copy>;
  /** What all strings of a column start with; rows show the rest. */
  readonly prefixes: ReadonlyMap<Column, string>;
  /** Written in a line of their own when they change. */
  readonly headings: readonly Column[];
  /** Cells in order. */
  readonly cells: readonly Column[];
  /** Written as `name:value` at the end of the rows that have them. */
  readonly optional: ReadonlySet<Column>;
  /** Names of columns that may be written as `name:value`. */
  readonly names: ReadonlyMap<Column, string>;
  /** Groups that are something else in some rows, which then say so at their end. */
  readonly unsteadyGroups: readonly Column[];
  /** Columns of child rows, in the order in which their rows follow. */
  readonly children: readonly ChildForm[];
}

export interface ChildForm {
  readonly column: Column;
  readonly form: RowForm | 'same';
}

/** The form of a record set; undefined if its columns cannot be named apart. */
export function formOf(text: string, set: RecordSet, level = 0): RowForm | undefined {
  const columns = [...allColumns(set.columns)];
  const names = nameColumns(set.columns);
  if (names === undefined) return undefined;
  const children: ChildForm[] = [];
  for (const column of columns) {
    if (column.children === undefined) continue;
    const form = column.children === 'same' ? 'same' : formOf(text, column.children, level + 1);
    if (form === undefined) return undefined;
    children.push({ column, form });
  }
  const constants = findConstants(text, columns);
  const copies = findCopies(text, columns, constants);
  const leaves = columns.filter((column) => isLeaf(column) && !copies.has(column));
  const lacking = columns.filter((column) => constants.has(column) && isLacked(column.values));
  const always = (column: Column): boolean => constants.has(column) && isUsual(column.values);
  const varying = leaves.filter((column) => !always(column));
  const optional = new Set(varying.filter((column) => constants.has(column) || isOptional(column)));
  const steady = varying.filter((column) => !optional.has(column));
  const headings = level === 0 && !set.byKey ? findHeadings(text, steady) : [];
  const cells = steady.filter((column) => !headings.includes(column));
  const prefixes = findPrefixes(text, cells);
  const unsteadyGroups = columns.filter(
    (column) => column.kind === 'group' && column.values.some((value) => departs(column, value)),
  );
  return {
    set,
    constants,
    lacking,
    copies,
    prefixes,
    headings,
    cells,
    optional,
    names,
    unsteadyGroups,
    children,
  };
}

/** Whether a value of a group column cannot be told by the cells of the group. */
export function departs(group: Column, value: JsonNode | undefined): boolean {
  if (value === undefined) return false;
  if (value.kind !== 'object' || value.items.length === 0) return true;
  return group.misfits.has(value.shape);
}

/** Every column by its key, or by its path where keys repeat. */
export function nameColumns<C extends NamedColumn<C>>(
  columns: readonly C[],
): ReadonlyMap<C, string> | undefined {
  const paths = new Map<C, string>();
  const uses = new Map<string, number>();
  collectPaths({ paths, uses }, columns, '');
  const names = new Map<C, string>();
  for (const [column, path] of paths) {
    const key = writeString(column.key, 'key');
    names.set(column, uses.get(key) === 1 ? key : path);
  }
  return new Set(names.values()).size === names.size ? names : undefined;
}

export interface NamedColumn<C> {
  readonly key: string;
  readonly kind: Column['kind'];
  readonly columns: readonly C[];
}

function collectPaths<C extends NamedColumn<C>>(
  found: { readonly paths: Map<C, string>; readonly uses: Map<string, number> },
  columns: readonly C[],
  above: string,
): void {
  for (const column of columns) {
    const key = writeString(column.key, 'key');
    found.paths.set(column, above + key);
    found.uses.set(key, (found.uses.get(key) ?? 0) + 1);
    if (column.kind === 'group') collectPaths(found, column.columns, `${above}${key}.`);
  }
}

function findConstants(text: string, columns: readonly Column[]): ReadonlyMap<Column, JsonNode> {
  const constants = new Map<Column, JsonNode>();
  for (const column of columns) {
    if (column.kind !== 'cell') continue;
    const value = constantOf(text, column.values);
    if (value !== undefined) constants.set(column, value);
  }
  return constants;
}

/** A value in fewer rows is better read in the row than looked up in the header. */
const FEWEST_FLAGS = 8;

/** Where the name alone stood for one of these, a reader would take it for the opposite. */
const NAYS: ReadonlySet<string> = new Set(['false', 'null', '0', '""', '[]', '{}']);

/** Rows that lack the value are told apart by its name, be it that they or that the others say it. */
function constantOf(text: string, values: Values): JsonNode | undefined {
  if (values.length < 2) return undefined;
  let first: JsonNode | undefined;
  let lexeme = '';
  let present = 0;
  for (const value of values) {
    if (value === undefined) continue;
    present++;
    if (first === undefined) {
      first = value;
      lexeme = text.slice(value.start, value.end);
    } else if (!isWritten(text, value, lexeme)) {
      return undefined;
    }
  }
  if (present === values.length) return first;
  if (!isMost(present, values.length) && NAYS.has(lexeme)) return undefined;
  return present >= FEWEST_FLAGS ? first : undefined;
}

/** What most rows have is said in the header, and by those that lack it. */
const LEAST_OF_MOST = 0.75;

function isMost(present: number, rows: number): boolean {
  return present >= rows * LEAST_OF_MOST;
}

function countPresent(values: Values): number {
  let present = 0;
  for (const value of values) if (value !== undefined) present++;
  return present;
}

function isUsual(values: Values): boolean {
  return isMost(countPresent(values), values.length);
}

function isLacked(values: Values): boolean {
  const present = countPresent(values);
  return present < values.length && isMost(present, values.length);
}

function isLeaf(column: Column): boolean {
  return column.kind !== 'group';
}

/** Below this share of rows a value is easier to read with its name than by counting cells. */
const LEAST_SHARE_OF_CELLS = 0.75;

/** Child rows are counted in a cell as long as that is cheaper: the count stands last in most tables. */
function isOptional(column: Column): boolean {
  const present = countPresent(column.values);
  const rows = column.values.length;
  if (column.kind !== 'rows') return present < rows * LEAST_SHARE_OF_CELLS;
  const nameCost = 1.5 + column.key.length / 5;
  return present * nameCost < (rows - present) * 0.8;
}
