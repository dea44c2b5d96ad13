// Writes a document line by line as its plan says. The header says how it was spaced, so that the text can be restored.
import { NO_DICTIONARY, type Dictionary } from './dictionary.ts';
import type { JsonNode } from '../document/parse-json.ts';
import type { Plan, Table } from '../table/plan.ts';
import { holdsRecords, isRecord } from '../table/record-set.ts';
import type { RowForm } from '../table/row-form.ts';
import { keysOf } from '../document/shape.ts';
import { writeString } from './lexeme.ts';
import { writeColumns } from './write-header.ts';
import { Headings, isByKey, writeRow, type Row, type RowStyle } from './write-row.ts';
import { writeInline, writeRest } from './write-value.ts';

/** The lines of a plan, without a header. */
export function writePlan(
  text: string,
  plan: Plan,
  dictionary: Dictionary = NO_DICTIONARY,
): string[] {
  const lines: string[] = [];
  write({ style: { text, dictionary, words: [] }, lines }, plan, '');
  return lines;
}

interface Writer {
  readonly style: RowStyle;
  readonly lines: string[];
}

function write(writer: Writer, plan: Plan, lead: string): void {
  const { lines } = writer;
  const { text } = writer.style;
  if (plan.kind === 'line') {
    const isScalar = plan.node.kind !== 'array' && plan.node.kind !== 'object';
    lines.push(lead + (isScalar ? writeRest(text, plan.node) : writeInline(text, plan.node)));
    return;
  }
  if (plan.kind === 'table') {
    lines.push(lead + tableHead(text, plan));
    writeRows(writer, plan);
    return;
  }
  if (plan.kind === 'quoted') {
    write(writer, plan.inside, `${lead}${quotedHead(plan.words)}`);
    return;
  }
  const isObject = plan.node.kind === 'object';
  const keys = plan.node.kind === 'object' ? keysOf(plan.node.shape) : [];
  lines.push(lead + (isObject ? '{' : '['));
  plan.parts.forEach((part, index) => {
    write(writer, part, isObject ? `${writeString(keys[index] ?? '', 'key')}:` : '');
  });
  lines.push(isObject ? '}' : ']');
}

/** What stands before a value that is the content of a string. */
export function quotedHead(words: readonly string[]): string {
  return `'${words.join(', ')}' `;
}

function tableHead(text: string, { node, form }: Table): string {
  const count = `${countItems(node)} rows`;
  const head = form.set.byKey ? `{${count}}` : `[${count}]`;
  return `${head} ${writeColumns(text, form)}`;
}

/** The number of items of a container. */
export function countItems(node: JsonNode): number {
  return node.kind === 'array' || node.kind === 'object' ? node.items.length : 0;
}

function writeRows({ style, lines }: Writer, table: Table): void {
  const headings = new Headings(style.text);
  const groups: (string | undefined)[] = [];
  visitRows(table, (row) => {
    const heading = headings.above(row);
    if (heading !== undefined) lines.push(`# ${heading}`);
    const isFirst = row.group !== undefined && row.group !== groups[row.depth];
    groups.length = row.depth;
    groups[row.depth] = row.group;
    lines.push(writeIndent(row, isFirst) + writeRow(style, row));
  });
}

/** What stands before a child row; the first of its group says which group it is. */
export function writeIndent({ depth, group }: Row, isFirst: boolean): string {
  const indent = depth === 0 ? '' : ' '.repeat(depth);
  return isFirst && group !== undefined ? `${indent}${group}> ` : indent;
}

type VisitRow = (row: Row, among: Rows) => void;

/** Visits all rows of a table as they stand below each other, child rows behind their parent. */
export function visitRows({ node, form }: Table, visit: VisitRow): void {
  visitRowsIn({ visit, next: new Map() }, { container: node, form, depth: 0, group: undefined });
}

interface Visit {
  readonly visit: VisitRow;
  /** How many records of each form have been visited. */
  readonly next: Map<RowForm, number>;
}

/** The rows of one container, and what they have in common. */
export interface Rows extends Pick<Row, 'form' | 'depth' | 'group'> {
  readonly container: JsonNode;
}

function visitRowsIn(visiting: Visit, rows: Rows): void {
  const { visit, next } = visiting;
  const { container, form, depth, group } = rows;
  if (container.kind !== 'array' && container.kind !== 'object') return;
  const keys = container.kind === 'object' ? keysOf(container.shape) : undefined;
  for (let place = 0; place < container.items.length; place++) {
    const node = container.items[place];
    if (node === undefined) continue;
    const key = keys?.[place];
    const index = isRecord(form.set, node) ? (next.get(form) ?? 0) : -1;
    visit({ form, index, node, depth, key, group }, rows);
    if (index < 0) continue;
    next.set(form, index + 1);
    for (const child of form.children) {
      const value = child.column.values[index];
      if (!holdsRecords(value, isByKey(form, child.column))) continue;
      const below = child.form === 'same' ? form : child.form;
      const name = form.children.length > 1 ? form.names.get(child.column) : undefined;
      visitRowsIn(visiting, { container: value, form: below, depth: depth + 1, group: name });
    }
  }
}
