// The inverse of reading a delimited table: rows of JSON as lines of text.
import type { Tree } from '../smart-crusher/index.ts';
import { isJsonWord } from './json-word.ts';
import { REPEAT, spell } from './to-json.ts';

/** Which cells stand in quotes. */
export type Quoting = 'none' | 'where needed' | 'empty too' | 'blanks too' | 'strings' | 'all';

export interface DelimitedFormat {
  readonly delimiter: string;
  readonly quoting: Quoting;
  readonly hasHeader: boolean;
}

/** The header and the rows as text; undefined if the value is no table. */
export function printDelimited(
  value: Tree,
  format: DelimitedFormat,
): readonly string[] | undefined {
  const rows = typeof value === 'string' || value.keys !== undefined ? undefined : value.items;
  const written = rows === undefined ? undefined : longestKeys(rows);
  if (rows === undefined || written === undefined) return undefined;
  const columns = { all: written, places: new Map(written.map((key, place) => [key, place])) };
  const lines = rows.map((row) => printRow(row, columns, format));
  if (!format.hasHeader) return lines;
  const header = namesAsWritten(written.map(unquote)).map((name) => printText(name, format));
  return [header.join(format.delimiter), ...lines];
}

interface Columns {
  readonly all: readonly string[];
  readonly places: ReadonlyMap<string, number>;
}

function longestKeys(rows: readonly Tree[]): readonly string[] | undefined {
  let longest: readonly string[] | undefined;
  for (const row of rows) {
    const keys = typeof row === 'string' ? undefined : row.keys;
    if (keys !== undefined && keys.length > (longest?.length ?? 0)) longest = keys;
  }
  return longest;
}

function unquote(lexeme: string): string {
  return spell(lexeme.includes('\\') ? String(JSON.parse(lexeme)) : lexeme.slice(1, -1));
}

function namesAsWritten(names: readonly string[]): readonly string[] {
  const seen = new Set<string>();
  return names.map((name) => {
    const base = name.slice(0, Math.max(0, name.lastIndexOf(REPEAT)));
    const isRepeat = name.includes(REPEAT) && seen.has(base);
    seen.add(name);
    return isRepeat ? base : name;
  });
}

function printRow(row: Tree, { all, places }: Columns, format: DelimitedFormat): string {
  if (typeof row === 'string') return unquote(row);
  const { keys, items } = row;
  if (keys === all) return items.map((item) => printValue(item, format)).join(format.delimiter);
  const cells = new Array<string>(all.length).fill(format.quoting === 'all' ? '""' : '');
  keys?.forEach((key, index) => {
    const column = places.get(key);
    if (column !== undefined) cells[column] = printValue(items[index] ?? '', format);
  });
  return cells.join(format.delimiter);
}

/** Cells are never brackets. */
function printValue(value: Tree, format: DelimitedFormat): string {
  const lexeme = typeof value === 'string' ? value : '';
  if (lexeme.startsWith('"')) return printText(unquote(lexeme), format);
  return format.quoting === 'all' ? `"${lexeme}"` : lexeme;
}

const QUOTE_OR_LINE_END = /["\r\n]/;
/** Of sqlite. */
const BLANK_OR_FOREIGN = /["' ]|[^ -~]/;

/** A cell of this value; one without quotes that reads as a number or word of JSON was written bare. */
export function printCell(value: string, wasQuoted: boolean, format: DelimitedFormat): string {
  const isBare = format.quoting !== 'all' && !wasQuoted && isJsonWord(value);
  return isBare ? value : printText(value, format);
}

function printText(text: string, { quoting, delimiter }: DelimitedFormat): string {
  if (quoting === 'none') return text;
  if (quoting === 'all' || quoting === 'strings') return quote(text);
  if (text === '') return quoting === 'empty too' ? '""' : '';
  // Quotes around what would be read as a number say that it is text.
  const pattern = quoting === 'blanks too' ? BLANK_OR_FOREIGN : QUOTE_OR_LINE_END;
  const needsQuotes = text.includes(delimiter) || pattern.test(text) || isJsonWord(text);
  return needsQuotes ? quote(text) : text;
}

function quote(text: string): string {
  return `"${text.replaceAll('"', '""')}"`;
}
