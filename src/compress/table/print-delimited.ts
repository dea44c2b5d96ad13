// The inverse of reading a delimited table: rows of JSON as lines of text.
import { readRows, type JsonRow } from './read-json-rows.ts';
import { isJsonWord, REPEAT, spell } from './to-json.ts';

/** Which cells stand in quotes. */
export type Quoting = 'none' | 'where needed' | 'empty too' | 'blanks too' | 'strings' | 'all';

export interface DelimitedFormat {
  readonly delimiter: string;
  readonly quoting: Quoting;
  readonly hasHeader: boolean;
}

/** The header and the rows as text; undefined if the JSON is no table. */
export function printDelimited(
  json: string,
  format: DelimitedFormat,
): readonly string[] | undefined {
  const rows = readRows(json);
  const written = rows === undefined ? undefined : longestKeys(rows);
  if (rows === undefined || written === undefined) return undefined;
  const keys = new Map(written.map((key, column) => [key, column]));
  const names = written.map(unquote);
  const lines = rows.map((row) => printRow(row, keys, format));
  if (!format.hasHeader) return lines;
  const header = namesAsWritten(names).map((name) => printText(name, format));
  return [header.join(format.delimiter), ...lines];
}

function longestKeys(rows: readonly JsonRow[]): readonly string[] | undefined {
  let longest: readonly string[] | undefined;
  for (const { keys } of rows) {
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

function printRow(
  row: JsonRow,
  columns: ReadonlyMap<string, number>,
  format: DelimitedFormat,
): string {
  if (row.keys === undefined) return unquote(row.values[0] ?? '""');
  const cells = new Array<string>(columns.size).fill(format.quoting === 'all' ? '""' : '');
  row.keys.forEach((key, index) => {
    const column = columns.get(key);
    if (column !== undefined) cells[column] = printValue(row.values[index] ?? '', format);
  });
  return cells.join(format.delimiter);
}

function printValue(lexeme: string, format: DelimitedFormat): string {
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
