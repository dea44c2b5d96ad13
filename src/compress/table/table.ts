// `table`, exact: CSV and its relatives as rows of records: constants and repeated values once, no delimiters.
import type { Compressed, CompressContext, Compressor } from '../compressor.ts';
import { readOnce } from '../read-once.ts';
import { json } from '../smart-crusher/index.ts';
import { printDelimited, type DelimitedFormat, type Quoting } from './print-delimited.ts';
import { readTable } from './read-table.ts';
import { isTableHead, readTableHead, writeTableHead, type TableHead } from './table-head.ts';
import { TABLE_HEAD } from './table-json.ts';
import { joinTableLines } from './table-lines.ts';
import { isQuoted, type Table } from './table-text.ts';
import { isSpellable, jsonOfTable, spell, unspell, type Spelling } from './to-json.ts';

export const table: Compressor = {
  name: 'table',
  accepts: ['table'],
  fidelity: 'exact',
  compress(text, context) {
    const read = readOnce(context, readTable, text);
    return read === undefined || !isSpellable(text) ? undefined : writeTable(read, context);
  },
  expand,
};

function writeTable(read: Table, context: CompressContext): Compressed | undefined {
  const found = read.above.some(isTableHead) ? undefined : findFormat(read);
  if (found === undefined) return undefined;
  const rows = json.compress(found.json, context);
  if (rows === undefined || rows instanceof Promise || !TABLE_HEAD.test(rows.text))
    return undefined;
  const { lines, above, below } = read;
  const head: TableHead = {
    ...found.format,
    name: read.name,
    lineEnd: lines.lineEnd,
    isEscaped: found.spelling === 'escaped',
    linesBelow: below.length,
    isOpen: !lines.isEnded && below.at(-1) === '',
    ...(lines.gutter !== undefined && { gutter: lines.gutter }),
  };
  const body = [...above, writeTableHead(head, spell(rows.text)), ...below].join('\n');
  return { text: lines.isEnded ? `${body}\n` : body };
}

interface Found {
  readonly json: string;
  readonly format: DelimitedFormat;
  readonly spelling: Spelling;
}

/** The way of quoting that gives the lines of the table back. */
function findFormat(read: Table): Found | undefined {
  const { delimiter, header } = read;
  if (delimiter === undefined) return undefined;
  const lines = [...(header === undefined ? [] : [header]), ...read.rows].map(({ text }) => text);
  for (const quoting of likelyQuotings(read)) {
    const { json: written, spelling } = spelledJson(read, quoting === 'all');
    const format = { delimiter, quoting, hasHeader: header !== undefined };
    const printed = printDelimited(written, format);
    if (printed !== undefined && areEqual(printed, lines))
      return { json: written, format, spelling };
  }
  return undefined;
}

/** Backslashes as they are, as long as none of them is an escape. */
function spelledJson(
  read: Table,
  isQuotedThroughout: boolean,
): { json: string; spelling: Spelling } {
  const plain = jsonOfTable(read, { isQuotedThroughout, spelling: 'backslashes' }).text;
  if (!plain.includes('\\')) return { json: plain, spelling: 'backslashes' };
  return {
    json: jsonOfTable(read, { isQuotedThroughout, spelling: 'escaped' }).text,
    spelling: 'escaped',
  };
}

function likelyQuotings({ rows }: Table): readonly Quoting[] {
  let quoted = 0;
  let all = 0;
  for (const { cells } of rows) {
    for (const cell of cells ?? []) {
      all++;
      if (isQuoted(cell)) quoted++;
    }
  }
  if (quoted === 0) return ['none'];
  return quoted === all ? ['all'] : ['where needed', 'empty too', 'strings'];
}

function areEqual(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((line, index) => line === other[index]);
}

function expand(text: string): string {
  const found = readTableHead(text);
  if (found === undefined) return text;
  const { head, above, body, below, isEnded } = found;
  const restored = json.expand?.(head.isEscaped ? body : unspell(body)) ?? '';
  const printed = printDelimited(restored, head);
  if (printed === undefined) return text;
  const texts = [...above, ...printed.flatMap((row) => row.split('\n')), ...below];
  return joinTableLines({
    texts,
    isEnded,
    lineEnd: head.lineEnd,
    ...(head.gutter !== undefined && { gutter: head.gutter }),
  });
}
