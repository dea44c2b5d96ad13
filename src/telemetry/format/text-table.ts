// Aligned columns of plain text that fit a width: the columns that may be missing go first, the last of them before the others,
// then the first column gives way, and a last column of words is cut off. Cells may hold names that others have given.
import { printable } from './printable.ts';

export interface Column {
  readonly title: string;
  readonly align: 'left' | 'right';
  /** May be left out when the table would be too wide. */
  readonly optional?: boolean;
}

export interface Table {
  readonly columns: readonly Column[];
  readonly rows: readonly (readonly string[])[];
}

const GAP = 2;
const NARROWEST_FIRST_COLUMN = 12;

/** Lines of the table, the titles first; no line is longer than `width`. */
export function tableLines(table: Table, width: number): readonly string[] {
  const shown = { ...table, rows: table.rows.map((row) => row.map(printable)) };
  const { columns, rows } = narrowed(shown, width);
  const all = [columns.map((column) => column.title), ...rows];
  const widths = fit(naturalWidths(all), width);
  return all.map((row) => clip(rowLine(row, columns, widths), width));
}

function narrowed(table: Table, width: number): Table {
  const titles = table.columns.map((column) => column.title);
  const wide = total(naturalWidths([titles, ...table.rows])) > width;
  const last = table.columns.findLastIndex((column) => column.optional);
  if (!wide || last < 0) return table;
  const isKept = (_cell: unknown, index: number): boolean => index !== last;
  const without = {
    columns: table.columns.filter(isKept),
    rows: table.rows.map((row) => row.filter(isKept)),
  };
  return narrowed(without, width);
}

function naturalWidths(all: readonly (readonly string[])[]): readonly number[] {
  const columns = all[0] ?? [];
  return columns.map((_title, index) =>
    all.reduce((widest, row) => Math.max(widest, (row[index] ?? '').length), 0),
  );
}

function total(widths: readonly number[]): number {
  return widths.reduce((sum, one) => sum + one + GAP, -GAP);
}

function fit(widths: readonly number[], width: number): readonly number[] {
  const [first = 0, ...rest] = widths;
  const taken = total(rest) + GAP;
  return [Math.min(first, Math.max(NARROWEST_FIRST_COLUMN, width - taken)), ...rest];
}

function rowLine(
  row: readonly string[],
  columns: readonly Column[],
  widths: readonly number[],
): string {
  return columns
    .map((column, index) => cell(row[index] ?? '', column, widths[index] ?? 0))
    .join(' '.repeat(GAP));
}

function cell(text: string, column: Column, width: number): string {
  const short = clip(text, width);
  return column.align === 'right' ? short.padStart(width) : short.padEnd(width);
}

function clip(text: string, width: number): string {
  const trimmed = text.trimEnd();
  return trimmed.length > width ? `${trimmed.slice(0, width - 2)}..` : trimmed;
}
