// Writes one row: its cells in order, then what only some rows have.
import type { Dictionary } from './dictionary.ts';
import { writeString } from './lexeme.ts';
import type { JsonNode } from '../document/parse-json.ts';
import { isSameValue } from '../document/same-value.ts';
import { holdsRecords, type Column } from '../table/record-set.ts';
import { departs, type RowForm } from '../table/row-form.ts';
import { writeCell, writeInline, writeRest } from './write-value.ts';

export interface Row {
  readonly form: RowForm;
  /** Which record of the form's set; -1 for an item that is none and is written as it is. */
  readonly index: number;
  readonly node: JsonNode;
  /** In maps, as written. */
  readonly key: string | undefined;
  /** Levels of rows above. */
  readonly depth: number;
  /** The column it is a child row of, where its parent has several kinds of them. */
  readonly group: string | undefined;
}

export interface RowStyle {
  readonly text: string;
  readonly dictionary: Dictionary;
  /** The cells of a row on their way, filled anew for each: most rows of a table have as many. */
  readonly words: string[];
  /** Shortens a cell; absent: cells stand in full. */
  readonly shorten?: (cell: string, node: JsonNode) => string;
}

/** The row without the indentation of child rows. */
export function writeRow(style: RowStyle, row: Row): string {
  const key = row.key === undefined ? '' : writeString(row.key, 'key');
  if (row.index < 0) {
    const rest = shortened(style, writeRest(style.text, row.node), row.node);
    return key === '' ? `* ${rest}` : `* ${key} ${rest}`;
  }
  const pairs = writePairs(style, row);
  const cells = writeCells(style, row, pairs !== '');
  return joined(key, joined(cells, pairs)) || '~';
}

function joined(before: string, after: string): string {
  if (before === '') return after;
  return after === '' ? before : `${before} ${after}`;
}

function writeCells(style: RowStyle, row: Row, hasPairs: boolean): string {
  const { form, index } = row;
  const { words } = style;
  let count = 0;
  let missing = 0;
  for (let place = 0; place < form.cells.length; place++) {
    const column = form.cells[place];
    const value = column?.values[index];
    if (column === undefined || value === undefined) {
      missing++;
      continue;
    }
    if (missing > 0) words[count++] = writeMissing(missing);
    missing = 0;
    const cell = writeColumnCell(style, row, column);
    if (cell !== '') words[count++] = cell;
  }
  if (hasPairs && missing > 0) words[count++] = writeMissing(missing);
  if (count < words.length) words.length = count;
  return count === 1 ? (words[0] ?? '') : words.join(' ');
}

function writeMissing(count: number): string {
  return count === 1 ? '~' : `~${count}`;
}

function writeColumnCell(style: RowStyle, { form, index }: Row, column: Column): string {
  const value = column.values[index];
  if (value === undefined) return '';
  if (column.kind === 'rows' && holdsRecords(value, isByKey(form, column))) {
    return String(value.kind === 'array' || value.kind === 'object' ? value.items.length : 0);
  }
  const prefix = form.prefixes.size === 0 ? undefined : form.prefixes.get(column);
  if (prefix !== undefined && value.kind === 'string') return writeSuffix(style, value, prefix);
  if (value.kind === 'string' && style.dictionary.size > 0) {
    const sign = style.dictionary.get(style.text.slice(value.start, value.end));
    if (sign !== undefined) return sign;
  }
  return shortened(style, writeCell(style.text, value), value);
}

function shortened(style: RowStyle, cell: string, node: JsonNode): string {
  return style.shorten === undefined ? cell : style.shorten(cell, node);
}

/** Rows behind a prefix are always strings, so that numbers need no quotes. */
function writeSuffix(style: RowStyle, value: JsonNode, prefix: string): string {
  const suffix = style.text.slice(value.start + 1 + prefix.length, value.end - 1);
  return shortened(style, writeString(`"${suffix}"`, 'suffix'), value);
}

/** Whether the child rows of a column are led by keys. */
export function isByKey(form: RowForm, column: Column): boolean {
  const { children } = column;
  return children === undefined || children === 'same' ? form.set.byKey : children.byKey;
}

function writePairs(style: RowStyle, row: Row): string {
  const { form, index } = row;
  if (form.optional.size + form.lacking.length + form.unsteadyGroups.length === 0) return '';
  const pairs: string[] = [];
  for (const column of form.optional) {
    const value = column.values[index];
    if (value === undefined) continue;
    const name = form.names.get(column) ?? '';
    const isKnown = form.constants.has(column);
    pairs.push(isKnown ? name : `${name}:${writeColumnCell(style, row, column)}`);
  }
  for (const column of form.lacking) {
    if (column.values[index] === undefined) pairs.push(`${form.names.get(column) ?? ''}:~`);
  }
  for (const column of form.unsteadyGroups) {
    const value = column.values[index];
    if (value === undefined || !departs(column, value)) continue;
    const cell =
      value.kind === 'string' ? writeCell(style.text, value) : writeInline(style.text, value);
    pairs.push(`${form.names.get(column) ?? ''}:${cell}`);
  }
  return pairs.join(' ');
}

/** The heading lines of a table, row after row. */
export class Headings {
  private readonly text: string;
  private written: string | undefined;
  private index = 0;

  /** Of the text that nodes are spans of. */
  constructor(text: string) {
    this.text = text;
  }

  /** The cells of the heading line that stands above a row; undefined if there is none, or none but that of the row before. */
  above({ form, index, depth }: Row): string | undefined {
    if (depth !== 0 || index < 0 || form.headings.length === 0) return undefined;
    const isSame = this.written !== undefined && this.isAlike(form, index);
    this.index = index;
    if (isSame) return undefined;
    const before = this.written;
    this.written = writeHeading(this.text, form, index);
    return this.written === before ? undefined : this.written;
  }

  /** Compared as they stand in the text: most rows have the heading of the one before, and nothing is written for them. */
  private isAlike({ headings }: RowForm, index: number): boolean {
    for (const { values } of headings) {
      if (!isSameValue(this.text, values[this.index], values[index])) return false;
    }
    return true;
  }
}

function writeHeading(text: string, { headings }: RowForm, index: number): string {
  return headings
    .map(({ values }) => {
      const value = values[index];
      return value === undefined ? '~' : writeCell(text, value);
    })
    .join(' ');
}
