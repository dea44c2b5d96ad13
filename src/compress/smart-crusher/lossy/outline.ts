// A document as a tree of lines that can be kept or left out: brackets, members, tables, rows, and passages of long values.
import type { CountTokens } from '../../compressor.ts';
import { skipSpace, type JsonNode } from '../document/parse-json.ts';
import { keysOf } from '../document/shape.ts';
import { NO_DICTIONARY } from '../notation/dictionary.ts';
import { writeString } from '../notation/lexeme.ts';
import { writeColumns } from '../notation/write-header.ts';
import { quotedHead, visitRows } from '../notation/write-notation.ts';
import { Headings, writeRow, type Row, type RowStyle } from '../notation/write-row.ts';
import { writeInline, writeRest } from '../notation/write-value.ts';
import type { Plan, Table } from '../table/plan.ts';
import { indented, mayBeCut, NONE, RowEntry, type RowWriting } from './row-entry.ts';
import { cutText, cutList, LONGEST_WHOLE, type LongText, type Passage } from './passages.ts';

/** Stands for what is left out. */
export const GAP = '…';

export interface Entry {
  readonly kind: 'block' | 'line' | 'table' | 'heading' | 'row' | 'passage' | 'text';
  /** The entry it stands under; -1 for the outermost. */
  readonly parent: number;
  /** Entries directly below, passages excepted. */
  children: number[];
  readonly node: JsonNode;
  /** Levels of brackets and rows above; of a row only of rows. */
  readonly depth: number;
  /** What stands before the value: a key and a colon, or nothing. */
  readonly lead: string;
  /** As it would stand alone, long values cut. */
  readonly text: string;
  readonly cost: number;
  readonly table: Table | undefined;
  readonly row: Row | undefined;
  /** Position of an item in its container, from 1; of a passage in its value, from 0. */
  readonly place: number;
  readonly passage: Passage | undefined;
}

/** A long value with the entries of its passages. */
export interface LongValue {
  readonly long: LongText;
  readonly entries: readonly number[];
}

export interface Outline {
  readonly text: string;
  /** Parents before what stands under them. */
  readonly entries: readonly Entry[];
  readonly longValues: ReadonlyMap<JsonNode, LongValue>;
  /** Lines of other text below the JSON. */
  readonly below: readonly number[];
}

export interface OutlineOptions {
  /** What nodes are spans of. */
  readonly text: string;
  readonly estimate: CountTokens;
  /** Characters that always stay of the two ends of a long value. */
  readonly ends: { readonly head: number; readonly tail: number };
}

/** The outline of a plan, and of the text behind the JSON. */
export function outlineOf(
  plan: Plan,
  document: { readonly text: string; readonly end: number },
  options: OutlineOptions,
): Outline {
  const entries: Entry[] = [];
  const longValues = new Map<JsonNode, LongValue>();
  const builder: Builder = { ...options, entries, longValues };
  addPlan(builder, plan, { parent: -1, lead: '', depth: 0, place: 1 });
  return { text: options.text, entries, longValues, below: addBelow(builder, document) };
}

/** What follows the JSON: nothing, a few lines, or the rest of a text that was cut somewhere in the middle. */
function addBelow(
  builder: Builder,
  { text, end }: { readonly text: string; readonly end: number },
): readonly number[] {
  const below: number[] = [];
  const above: Indented[] = [];
  for (let start = end; start < text.length;) {
    const stop = endOfUnit(text, start);
    if (stop > start) {
      const indent = skipSpace(text, start) - start;
      while ((above.at(-1)?.indent ?? -1) >= indent) above.pop();
      const parent = above.at(-1)?.index ?? -1;
      const node: JsonNode = { kind: 'literal', start, end: stop };
      const index = addText(builder, node, { parent, place: below.length + 1 });
      above.push({ indent, index });
      below.push(index);
    }
    start = stop + 1;
  }
  return below;
}

/** A line; with the next one where it only opens a bracket and the next is its first member. */
function endOfUnit(text: string, start: number): number {
  const end = endOfLine(text, start);
  if (text[end - 1] !== '{') return end;
  const next = skipSpace(text, end);
  const nextEnd = endOfLine(text, next);
  const isMember = text[next] === '"' && text[nextEnd - 1] !== '{' && text[nextEnd - 1] !== '[';
  return isMember ? nextEnd : end;
}

function endOfLine(text: string, start: number): number {
  const end = text.indexOf('\n', start);
  return end < 0 ? text.length : end;
}

/** A line that stands above the lines indented more. */
interface Indented {
  readonly indent: number;
  readonly index: number;
}

function addText(
  builder: Builder,
  node: JsonNode,
  { parent, place }: { readonly parent: number; readonly place: number },
): number {
  const cuts: Cut[] = [];
  const cell = builder.text.slice(node.start, node.end);
  const text = shorten(builder, cuts, { cell, node });
  const index = add(builder, { kind: 'text', parent, node, depth: 0, lead: '', text, place });
  addPassages(builder, cuts, { parent: index, depth: 0 });
  return index;
}

interface Builder extends OutlineOptions {
  readonly entries: Entry[];
  readonly longValues: Map<JsonNode, LongValue>;
}

interface Position {
  readonly parent: number;
  readonly lead: string;
  readonly depth: number;
  readonly place: number;
}

function addPlan(builder: Builder, plan: Plan, at: Position): void {
  if (plan.kind === 'table') addTable(builder, plan, at);
  else if (plan.kind === 'quoted') {
    addPlan(builder, plan.inside, { ...at, lead: `${at.lead}${quotedHead([])}` });
  } else if (plan.kind === 'line') addLine(builder, plan.node, at);
  else addBlock(builder, plan, at);
}

function addBlock(builder: Builder, plan: Extract<Plan, { kind: 'block' }>, at: Position): void {
  const { node } = plan;
  const isObject = node.kind === 'object';
  const keys = isObject ? keysOf(node.shape) : [];
  const text = at.lead + (isObject ? '{' : '[');
  const { parent, depth, place, lead } = at;
  const index = add(builder, { kind: 'block', parent, node, depth, lead, text, place });
  for (let member = 0; member < plan.parts.length; member++) {
    const key = keys[member];
    const part = plan.parts[member];
    if (part === undefined) continue;
    const before = key === undefined ? '' : `${writeString(key, 'key')}:`;
    addPlan(builder, part, { parent: index, lead: before, depth: depth + 1, place: member + 1 });
  }
}

function addLine(builder: Builder, node: JsonNode, at: Position): void {
  const isScalar = node.kind !== 'array' && node.kind !== 'object';
  const cell = isScalar ? writeRest(builder.text, node) : writeInline(builder.text, node);
  const { parent, depth, place, lead } = at;
  if (cell.length <= LONGEST_WHOLE) {
    add(builder, { kind: 'line', parent, node, depth, lead, text: lead + cell, place });
    return;
  }
  const cuts: Cut[] = [];
  const text = lead + shorten(builder, cuts, { cell, node });
  const index = add(builder, { kind: 'line', parent, node, depth, lead, text, place });
  addPassages(builder, cuts, { parent: index, depth });
}

function addTable(builder: Builder, table: Table, at: Position): void {
  const text = `${at.lead}[${writeColumns(builder.text, table.form)}]`;
  const index = add(builder, { ...at, kind: 'table', node: table.node, text, table });
  addRows(builder, table, { parent: index, depth: at.depth + 1 });
}

function addRows(
  builder: Builder,
  table: Table,
  top: { readonly parent: number; readonly depth: number },
): void {
  const cuts: Cut[] = [];
  const { text, estimate } = builder;
  const style: RowStyle = { text, dictionary: NO_DICTIONARY, words: [] };
  const cutting: RowStyle = {
    ...style,
    shorten: (cell, node) => shorten(builder, cuts, { cell, node }),
  };
  const cutRows = new Map<Row, string>();
  const writing: RowWriting = { style, estimate, extraTokens: EXTRA_TOKENS.row, cutRows };
  /** The entry that rows of each level stand under. */
  const parents = [top.parent];
  const headings = new Headings(text);
  const places: number[] = [];
  visitRows(table, (row, among) => {
    const { depth } = row;
    const heading = headings.above(row);
    if (heading !== undefined)
      parents[0] = addHeading(builder, row, { ...top, text: `# ${heading}` });
    places.length = depth + 1;
    const place = (places[depth] ?? 0) + 1;
    places[depth] = place;
    const parent = parents[depth] ?? top.parent;
    const entry = new RowEntry(row, among, { parent, place, writing });
    if (mayBeCut(row)) cutRows.set(entry, indented(row, writeRow(cutting, row)));
    const index = addRow(builder, entry);
    parents[depth + 1] = index;
    if (cuts.length > 0)
      addPassages(builder, cuts.splice(0), { parent: index, depth: top.depth + depth });
  });
}

function addRow({ entries }: Builder, entry: RowEntry): number {
  const index = entries.length;
  entries.push(entry);
  adopt(entries[entry.parent], index);
  return index;
}

function addHeading(
  builder: Builder,
  row: Row,
  at: { readonly parent: number; readonly depth: number; readonly text: string },
): number {
  return add(builder, { ...at, kind: 'heading', node: row.node, row, lead: '', place: 0 });
}

interface Cut {
  readonly node: JsonNode;
  readonly long: LongText;
}

/** The value without its passages; remembers what was cut. */
function shorten(
  builder: Builder,
  cuts: Cut[],
  { cell, node }: { readonly cell: string; readonly node: JsonNode },
): string {
  const isOpaque = OPAQUE.test(cell);
  if (cell.length <= LONGEST_WHOLE && !isOpaque) return cell;
  const ends = isOpaque ? ENDS_OF_OPAQUE : builder.ends;
  const long = isList(cell, node) ? listText(builder.text, cell, node) : cutText(cell, ends);
  const first = long.passages[0];
  const last = long.passages.at(-1);
  if (first === undefined || last === undefined) return cell;
  cuts.push({ node, long });
  return `${cell.slice(0, first.start)}${GAP}${cell.slice(last.end)}`;
}

/** Tokens and handles that only a machine reads, longer than any hash. */
const OPAQUE = /^"?[\w+/=-]{120,}"?$/;
const ENDS_OF_OPAQUE = { head: 0, tail: 8 };

/** Items that are longer than this on average are cut themselves. */
const LONGEST_ITEM = 80;
/** Of a list of plain values: such as the texts of whole files are passages of their own. */
const LONGEST_PLAIN_ITEM = 600;
const FEWEST_ITEMS = 8;

function isList(cell: string, node: JsonNode): boolean {
  if (node.kind !== 'array' || node.items.length === 0) return false;
  if (node.items.every((item) => item.kind !== 'array' && item.kind !== 'object'))
    return cell.length <= node.items.length * LONGEST_PLAIN_ITEM;
  return node.items.length >= FEWEST_ITEMS && cell.length <= node.items.length * LONGEST_ITEM;
}

function listText(text: string, cell: string, node: JsonNode): LongText {
  const items = node.kind === 'array' ? node.items : [];
  return cutList(
    cell,
    items.map((item) => writeInline(text, item).length),
  );
}

function addPassages(
  builder: Builder,
  cuts: readonly Cut[],
  at: { readonly parent: number; readonly depth: number },
): void {
  for (const { node, long } of cuts) {
    const entries = long.passages.map((passage, place) => {
      const text = long.text.slice(passage.start, passage.end);
      return add(builder, { ...at, kind: 'passage', node, text, passage, place, lead: '' });
    });
    builder.longValues.set(node, { long, entries });
  }
}

/** Tokens for the line end, for brackets that close, and for the number of a row. */
const EXTRA_TOKENS = {
  block: 3,
  line: 1,
  table: 13,
  heading: 1,
  row: 3,
  passage: 0,
  text: 1,
} as const;

function add(builder: Builder, given: GivenEntry): number {
  const { entries } = builder;
  const index = entries.length;
  const { kind, parent, node, depth, lead, text, place, table, row, passage } = given;
  const cost = builder.estimate(text) + EXTRA_TOKENS[kind];
  // Spelled out, not spread: this runs once per row of an array of any length.
  entries.push({
    kind,
    parent,
    children: NONE,
    node,
    depth,
    lead,
    text,
    cost,
    place,
    table,
    row,
    passage,
  });
  if (kind !== 'passage' && kind !== 'text') adopt(entries[parent], index);
  return index;
}

function adopt(parent: Entry | undefined, index: number): void {
  if (parent === undefined) return;
  if (parent.children === NONE) parent.children = [index];
  else parent.children.push(index);
}

type GivenEntry = Pick<Entry, 'kind' | 'parent' | 'node' | 'depth' | 'lead' | 'text' | 'place'> & {
  readonly table?: Table;
  readonly row?: Row;
  readonly passage?: Passage;
};
