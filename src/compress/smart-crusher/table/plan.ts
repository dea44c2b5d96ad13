// Decides for every container of a document how it is written: in one line, as a block of lines, or as a table.
import { inferRecords } from './infer-records.ts';
import type { JsonNode } from '../document/parse-json.ts';
import { allColumns, type Column, type RecordSet } from './record-set.ts';
import { formOf, type RowForm } from './row-form.ts';
import { keysOf } from '../document/shape.ts';

/** Members and items of a block, each with its own plan. */
export interface Block {
  readonly kind: 'block';
  readonly node: JsonNode;
  readonly parts: readonly Plan[];
}

export interface Table {
  readonly kind: 'table';
  readonly node: JsonNode;
  readonly form: RowForm;
}

export interface Line {
  readonly kind: 'line';
  readonly node: JsonNode;
}

/** A string that is shown as the value it holds. */
export interface Quoted {
  readonly kind: 'quoted';
  readonly node: JsonNode;
  readonly words: readonly string[];
  readonly inside: Plan;
}

export type Plan = Line | Block | Table | Quoted;

/** Containers that are written in less than this stay in one line. */
const LONGEST_LINE = 120;
/** Fewer do not pay for a header and are easier to read with their keys. */
const FEWEST_ROWS = 4;
const MANY_ROWS = 8;
const FEWEST_MAP_ROWS = 6;
/** Longer records repay a header even in pairs. */
const LONG_RECORD = 300;
/** A row is kept or left out as one: few records longer than this, on average, are chosen from member by member. */
const LONGEST_RECORD = 6_000;
/** More cells per row than this cannot be told apart by counting. */
const MOST_CELLS = 64;
/** Depths to which nested objects become columns, tried in order until the rows are narrow enough. */
const GROUP_DEPTHS = [4, 1, 0] as const;

/** The plan of a value that hangs under `ownKey`, or of the whole document. */
export function planValue(text: string, node: JsonNode, ownKey?: string): Plan {
  if (node.kind !== 'array' && node.kind !== 'object') {
    if (node.inside === undefined) return { kind: 'line', node };
    const { root, words } = node.inside;
    return { kind: 'quoted', node, words, inside: planValue(text, root) };
  }
  const form = findTable(text, node, ownKey);
  if (form !== undefined) return { kind: 'table', node, form };
  const keys = node.kind === 'object' ? keysOf(node.shape) : [];
  if (isShort(node) || isList(node)) return { kind: 'line', node };
  const parts = node.items.map((item, index) => planValue(text, item, keys[index] ?? ownKey));
  return { kind: 'block', node, parts };
}

/** All tables of a plan, in order. */
export function tablesOf(plan: Plan): readonly Table[] {
  const tables: Table[] = [];
  collectTables(tables, plan);
  return tables;
}

function collectTables(tables: Table[], plan: Plan): void {
  if (plan.kind === 'table') tables.push(plan);
  else if (plan.kind === 'quoted') collectTables(tables, plan.inside);
  else if (plan.kind === 'block') for (const part of plan.parts) collectTables(tables, part);
}

/** A form with the forms of its child rows. */
export function* formsOf(form: RowForm): Generator<RowForm> {
  yield form;
  for (const child of form.children) if (child.form !== 'same') yield* formsOf(child.form);
}

function isShort(node: JsonNode): boolean {
  return node.end - node.start <= LONGEST_LINE;
}

/** Values without structure stand in one line however many they are. */
function isList(node: JsonNode): boolean {
  return (
    node.kind === 'array' &&
    node.items.every(
      (item) => item.kind !== 'array' && item.kind !== 'object' && item.inside === undefined,
    )
  );
}

function findTable(text: string, node: JsonNode, ownKey: string | undefined): RowForm | undefined {
  if (node.kind !== 'array' && node.kind !== 'object') return undefined;
  const byKey = node.kind === 'object';
  if (byKey && node.items.length < FEWEST_MAP_ROWS) return undefined;
  for (const deepestGroup of GROUP_DEPTHS) {
    const set = inferRecords({
      containers: [node],
      byKey,
      deepestGroup,
      ...(ownKey !== undefined && { ownKey }),
    });
    if (set === undefined || !isEnough(set, node)) return undefined;
    const form = formOf(text, set);
    if (form === undefined) return undefined;
    if (isNarrow(form)) return form;
  }
  return undefined;
}

function isEnough(set: RecordSet, node: JsonNode): boolean {
  const { records, columns } = set;
  if (set.byKey && set.wraps === undefined && !isPlain(columns)) return false;
  if (countRows(set) >= MANY_ROWS) return true;
  if (node.end - node.start > LONGEST_RECORD * records.length) return false;
  if (holdsUnfolded(columns)) return false;
  if (!isFlat(columns)) return false;
  if (records.length >= FEWEST_ROWS) return true;
  return records.length > 1 && node.end - node.start > LONG_RECORD * records.length;
}

/** JSON in a string needs lines of its own. */
function holdsUnfolded(columns: readonly Column[]): boolean {
  for (const { kind, values } of allColumns(columns)) {
    if (kind !== 'cell') continue;
    for (const value of values) if (value?.kind === 'string' && value.inside) return true;
  }
  return false;
}

function countRows({ records, wraps, columns }: RecordSet): number {
  const children = columns[0]?.children;
  const isWrapped = wraps !== undefined && children !== undefined && children !== 'same';
  return isWrapped ? children.records.length : records.length;
}

/** Things under keys are records only if most of what they say is plain; schemas and settings are not. */
function isPlain(columns: readonly Column[]): boolean {
  const { plain, nested } = sizesOf(columns);
  return plain >= nested;
}

/** Characters of plain values and of those with a structure of their own. */
function sizesOf(columns: readonly Column[]): { readonly plain: number; readonly nested: number } {
  let plain = 0;
  let nested = 0;
  for (const { kind, values, children } of allColumns(columns)) {
    if (kind === 'group' || children === 'same') continue;
    if (children !== undefined) {
      const below = sizesOf(children.columns);
      plain += below.plain;
      nested += below.nested;
      continue;
    }
    for (const value of values) {
      if (value === undefined) continue;
      if (isNested(value)) nested += value.end - value.start;
      else plain += value.end - value.start;
    }
  }
  return { plain, nested };
}

/** A list of numbers is one measure: the lines of a file, the corners of a box. */
function isNested(value: JsonNode): boolean {
  if (value.kind === 'array') return !value.items.every((item) => item.kind === 'number');
  return value.kind === 'object';
}

/** Few rows of nested records are easier to read with their keys. */
function isFlat(columns: readonly Column[]): boolean {
  const all = [...allColumns(columns)];
  const nested = all.filter((column) => column.kind !== 'cell').length;
  return nested * 3 <= all.length - nested;
}

function isNarrow(form: RowForm): boolean {
  for (const each of formsOf(form)) if (each.cells.length > MOST_CELLS) return false;
  return true;
}
