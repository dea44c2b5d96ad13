// Writes the header of a table: how many rows, and which columns in which order.
import { writeString } from './lexeme.ts';
import type { JsonNode } from '../document/parse-json.ts';
import type { Copy } from '../table/find-copies.ts';
import type { Column } from '../table/record-set.ts';
import type { RowForm } from '../table/row-form.ts';
import { writeInline } from './write-value.ts';

/** `columns` of the rows that hang below rows of the same kind. */
export const SAME = '^';

/** What the header says of the columns, without the number of rows. */
export function writeColumns(text: string, form: RowForm): string {
  const [first] = form.set.columns;
  if (form.set.wraps !== undefined && first !== undefined) return writeChild(text, form, first);
  return form.set.columns.map((column) => writeColumn(text, form, column)).join(' ');
}

function writeColumn(text: string, form: RowForm, column: Column): string {
  const key = writeString(column.key, 'key');
  if (column.kind === 'group') {
    return `${key}{${column.columns.map((inner) => writeColumn(text, form, inner)).join(' ')}}`;
  }
  const constant = form.constants.get(column);
  const mark = form.optional.has(column) ? '?' : '';
  if (constant !== undefined) return `${key}${mark}=${writeConstant(text, constant)}`;
  const copy = form.copies.get(column);
  if (copy !== undefined) return `${key}==${writeCopy(form, copy)}`;
  const prefix = form.prefixes.get(column);
  if (prefix !== undefined) return `${key}=${writeString(`"${prefix}"`, 'inline')}*`;
  if (column.kind === 'rows') return `${key}${writeChild(text, form, column)}${mark}`;
  return form.headings.includes(column) ? `#${key}` : `${key}${mark}`;
}

/** The name of the original; with a frame, and a star in it where the original's value stands. */
function writeCopy(form: RowForm, { original, frame }: Copy): string {
  const name = form.names.get(original) ?? '';
  if (frame === undefined) return name;
  return `${name}=${writeString(`"${frame.before}*${frame.after}"`, 'inline')}`;
}

/** A star at the end means a prefix. */
function writeConstant(text: string, node: JsonNode): string {
  const written = writeInline(text, node);
  return written.endsWith('*') ? text.slice(node.start, node.end) : written;
}

function writeChild(text: string, form: RowForm, column: Column): string {
  const child = form.children.find((candidate) => candidate.column === column)?.form;
  if (child === undefined || child === 'same') return form.set.byKey ? `[:${SAME}]` : `[${SAME}]`;
  return `[${child.set.byKey ? ':' : ''}${writeColumns(text, child)}]`;
}
