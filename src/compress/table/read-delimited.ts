// CSV and its relatives: cells between delimiters, quoted where they hold one. A quoted cell may hold line ends.
import {
  hasCells,
  isMostlyRows,
  MOST_LINES_AROUND,
  type Table,
  type TableLines,
  type TableRow,
} from './table-text.ts';

const FORMATS: readonly {
  readonly delimiter: string;
  readonly name: string;
  readonly least: number;
}[] = [
  { delimiter: '\t', name: 'TSV', least: 2 },
  { delimiter: ',', name: 'CSV', least: 3 },
  { delimiter: ';', name: 'CSV by semicolon', least: 3 },
  { delimiter: '|', name: 'CSV by bar', least: 3 },
];

/** The table of the delimiter that gives most columns; undefined if none fits. */
export function readDelimited(lines: TableLines): Table | undefined {
  let best: Table | undefined;
  for (const { delimiter, name, least } of FORMATS) {
    if (!isLikely(lines.texts, delimiter)) continue;
    const table = readWith(lines, { delimiter, name });
    if (table === undefined || table.columns <= (best?.columns ?? 0)) continue;
    if (table.columns >= least || isOfTwo(table)) best = table;
  }
  return best;
}

/** Two columns are enough below a head, where every line has them. */
function isOfTwo({ columns, header, rows, delimiter }: Table): boolean {
  if (columns !== 2 || delimiter !== ',' || header === undefined) return false;
  return rows.every((row) => hasCells(row) && !row.text.includes(', '));
}

const SAMPLED = 40;

/** The delimiter stands in most lines, or there is no need to read them all. */
function isLikely(texts: readonly string[], delimiter: string): boolean {
  const step = Math.max(1, Math.floor(texts.length / SAMPLED));
  let sampled = 0;
  let holding = 0;
  for (let index = 0; index < texts.length; index += step) {
    sampled++;
    if (texts[index]?.includes(delimiter) === true) holding++;
  }
  return holding * 2 > sampled;
}

function readWith(
  lines: TableLines,
  { delimiter, name }: { readonly delimiter: string; readonly name: string },
): Table | undefined {
  const records = readRecords(lines, delimiter);
  const columns = usualCount(records);
  if (columns < 2) return undefined;
  const first = records.findIndex((record) => record.fields === columns);
  const last = records.findLastIndex((record) => record.fields === columns);
  if (first > MOST_LINES_AROUND) return undefined;
  const fitting = records.slice(first, last + 1).map((record) => fitted(record, columns));
  const [header] = fitting;
  const rows = fitting.slice(1);
  const textOf = (record: TableRow): string => record.text;
  const hasHeader = header?.cells !== undefined && isHeader(header.cells, rows);
  const table: Table = {
    name,
    delimiter,
    columns,
    ...(hasHeader && { header }),
    rows: hasHeader ? rows : fitting,
    above: records.slice(0, first).map(textOf),
    below: records.slice(last + 1).map(textOf),
    lines,
  };
  return isMostlyRows(table) ? table : undefined;
}

/** A line, or several, between delimiters. */
interface DelimitedRecord extends TableRow {
  readonly fields: number;
}

/** A record without quotes. Its cells are cut out when somebody asks for them: kept, they take more room than the text. */
class PlainRecord implements DelimitedRecord {
  readonly text: string;
  readonly line: number;
  readonly fields: number;
  private readonly delimiter: string;

  constructor(text: string, line: number, delimiter: string) {
    this.text = text;
    this.line = line;
    this.delimiter = delimiter;
    this.fields = countFields(text, delimiter);
  }

  get lastLine(): number {
    return this.line;
  }

  get cells(): readonly string[] {
    return this.text.split(this.delimiter);
  }
}

function countFields(text: string, delimiter: string): number {
  let fields = 1;
  for (let at = text.indexOf(delimiter); at >= 0; at = text.indexOf(delimiter, at + 1)) fields++;
  return fields;
}

function fitted(record: DelimitedRecord, columns: number): TableRow {
  if (record.fields === columns) return record;
  const { text, line, lastLine } = record;
  return { text, line, lastLine };
}

/** Longer quoted cells are no cells: a quote was never closed. */
const LONGEST_CELL = 20_000;

function readRecords({ texts, gutter }: TableLines, delimiter: string): readonly DelimitedRecord[] {
  const records: DelimitedRecord[] = [];
  // Inside a numbered listing a cell that goes on would have the numbers in it.
  let maySpan = gutter === undefined;
  for (let line = 0; line < texts.length; line++) {
    const text = texts[line] ?? '';
    const cells = text.includes('"') ? splitQuoted(text, delimiter) : undefined;
    const isOpen = cells === undefined && text.includes('"');
    const joined = isOpen && maySpan ? joinOpen(texts, line, delimiter) : undefined;
    // A quote that is never closed is a sign like any other, and so are those behind it.
    if (isOpen && joined === undefined) maySpan = false;
    const own = joined ?? (cells && { text, cells, last: line });
    if (own === undefined) {
      records.push(new PlainRecord(text, line + 1, delimiter));
      continue;
    }
    const fields = own.cells.length;
    records.push({
      text: own.text,
      cells: own.cells,
      fields,
      line: line + 1,
      lastLine: own.last + 1,
    });
    line = own.last;
  }
  return records;
}

interface Joined {
  readonly text: string;
  readonly cells: readonly string[];
  /** Position of the last line. */
  readonly last: number;
}

const MOST_ATTEMPTS = 8;

/** The record that begins in this line and goes on behind it. */
function joinOpen(texts: readonly string[], line: number, delimiter: string): Joined | undefined {
  let quotes = countQuotes(texts[line] ?? '');
  let length = 0;
  let attempts = 0;
  for (let last = line + 1; last < Math.min(texts.length, line + MOST_LINES_OF_CELL); last++) {
    const next = texts[last] ?? '';
    quotes += countQuotes(next);
    length += next.length;
    if (length > LONGEST_CELL || attempts >= MOST_ATTEMPTS) return undefined;
    if (quotes % 2 === 1 || !next.includes('"')) continue;
    attempts++;
    const text = texts.slice(line, last + 1).join('\n');
    const cells = splitQuoted(text, delimiter);
    if (cells !== undefined) return { text, cells, last };
  }
  return undefined;
}

function countQuotes(text: string): number {
  let quotes = 0;
  for (let at = text.indexOf('"'); at >= 0; at = text.indexOf('"', at + 1)) quotes++;
  return quotes;
}

/** A cell has fewer lines than this. */
const MOST_LINES_OF_CELL = 500;

/** Undefined when the last cell opens a quote that is not closed. */
function splitQuoted(text: string, delimiter: string): readonly string[] | undefined {
  const cells: string[] = [];
  let start = 0;
  while (start <= text.length) {
    const end =
      text[start] === '"' ? endOfQuoted(text, start, delimiter) : text.indexOf(delimiter, start);
    if (end === undefined) return undefined;
    if (end < 0) {
      cells.push(text.slice(start));
      break;
    }
    cells.push(text.slice(start, end));
    start = end + 1;
  }
  return cells;
}

/** Where the delimiter behind a quoted cell stands; -1 at the end of the text. */
function endOfQuoted(text: string, start: number, delimiter: string): number | undefined {
  for (let at = text.indexOf('"', start + 1); at >= 0; at = text.indexOf('"', at + 2)) {
    if (text[at + 1] === '"') continue;
    return at + 1 >= text.length ? -1 : text.indexOf(delimiter, at + 1);
  }
  return undefined;
}

const COUNTED = 400;

function usualCount(records: readonly DelimitedRecord[]): number {
  const counts = new Map<number, number>();
  for (const { fields } of records.slice(0, COUNTED)) {
    counts.set(fields, (counts.get(fields) ?? 0) + 1);
  }
  let usual = 0;
  let most = 0;
  for (const [count, times] of counts) {
    if (times > most) [usual, most] = [count, times];
  }
  return usual;
}

const COMPARED = 100;
const LONGEST_NAME = 60;
/** A number, a time, a hash. */
const VALUE = /^"?[-+]?[\d.,:/%-]*\d[\d.,:/%-]*"?$|\d:\d\d|^"?(?=[a-f]*\d)[0-9a-f]{7,64}"?$/;

/** So many numbers, each as much above the one before, are years or the like. */
const FEWEST_COUNTED = 4;

function isCounted(values: readonly string[]): boolean {
  if (values.length < FEWEST_COUNTED) return false;
  const numbers = values.map((value) =>
    /^"?\d{1,9}"?$/.test(value) ? Number(value.replaceAll('"', '')) : NaN,
  );
  const step = (numbers[1] ?? 0) - (numbers[0] ?? 0);
  return (
    step > 0 && numbers.every((number, at) => at === 0 || number - (numbers[at - 1] ?? 0) === step)
  );
}

/**
 * Names of columns are no values, unless they count the columns: none of them looks like one or stands below itself. One may
 * be empty: that of an index.
 */
function isHeader(cells: readonly string[], rows: readonly TableRow[]): boolean {
  const names = cells.map((cell) => cell.trim());
  if (names.slice(1).includes('')) return false;
  if (names.some((name) => name.length > LONGEST_NAME)) return false;
  const values = names.filter((name) => VALUE.test(name));
  if (values.length > 0 && !(isCounted(values) && !VALUE.test(names[0] ?? ''))) return false;
  if (new Set(names).size * 2 <= names.length) return false;
  const compared = rows.slice(0, COMPARED).map((row) => row.cells);
  return !cells.some(
    (cell, column) => cell !== '' && compared.some((others) => others?.[column] === cell),
  );
}
