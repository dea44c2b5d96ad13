// `table`, exact: CSV and its relatives as rows of records: constants and repeated values once, no delimiters.
import type { Compressed, CompressContext, Compressor } from '../compressor.ts';
import { isInVain } from '../in-vain.ts';
import { readOnce } from '../read-once.ts';
import { restoreTree, writeExactly } from '../smart-crusher/index.ts';
import { findFormat } from './find-format.ts';
import { printDelimited, type DelimitedFormat } from './print-delimited.ts';
import { readTable } from './read-table.ts';
import { isTableHead, readTableHead, writeTableHead, type TableHead } from './table-head.ts';
import { MOST_PER_TOKEN, rowsOf } from './table-json.ts';
import { joinTableLines } from './table-lines.ts';
import type { Table } from './table-text.ts';
import { isSpellable, jsonOfTable, spell, unspell, type TableJson } from './to-json.ts';

export const table: Compressor = {
  name: 'table',
  accepts: ['table'],
  fidelity: 'exact',
  compress(text, context) {
    if (isInVain(text, context, MOST_PER_TOKEN)) return undefined;
    const read = readOnce(context, readTable, text);
    const format = read === undefined ? undefined : formatOf(text, read);
    if (read === undefined || format === undefined) return undefined;
    return writeTable(read, format, context);
  },
  expand,
};

/** How a table is to be written so that it can be read back; undefined if it cannot. */
export function formatOf(text: string, read: Table): DelimitedFormat | undefined {
  return isSpellable(text) && !read.above.some(isTableHead) ? findFormat(read) : undefined;
}

function writeTable(
  read: Table,
  format: DelimitedFormat,
  context: CompressContext,
): Compressed | undefined {
  const { lines, above, below } = read;
  const { reading, isEscaped } = spelledJson(read, format.quoting === 'all');
  const rows = rowsOf(writeExactly(reading, context));
  if (rows === undefined) return undefined;
  const head: TableHead = {
    ...format,
    name: read.name,
    lineEnd: lines.lineEnd,
    isEscaped,
    linesBelow: below.length,
    isOpen: !lines.isEnded && below.at(-1) === '',
    ...(lines.gutter !== undefined && { gutter: lines.gutter }),
  };
  const body = [...above, writeTableHead(head, spell(rows.text)), ...below].join('\n');
  return { text: lines.isEnded ? `${body}\n` : body };
}

/** Backslashes as they are, as long as none of them is an escape. */
function spelledJson(read: Table, isQuotedThroughout: boolean): TableJson {
  const json = jsonOfTable(read, { isQuotedThroughout, spelling: 'backslashes' });
  return json.isEscaped ? jsonOfTable(read, { isQuotedThroughout, spelling: 'escaped' }) : json;
}

function expand(text: string): string {
  const found = readTableHead(text);
  if (found === undefined) return text;
  const { head, above, body, below, isEnded } = found;
  const restored = restoreTree(head.isEscaped ? body : unspell(body));
  const printed = restored === undefined ? undefined : printDelimited(restored, head);
  if (printed === undefined) return text;
  const texts = [...above, ...printed.flatMap((row) => row.split('\n')), ...below];
  return joinTableLines({
    texts,
    isEnded,
    lineEnd: head.lineEnd,
    ...(head.gutter !== undefined && { gutter: head.gutter }),
  });
}
