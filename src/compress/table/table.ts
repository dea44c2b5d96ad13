// `table`, exact: CSV and its relatives as rows of records: constants and repeated values once, no delimiters.
import type { Compressed, CompressContext, Compressor } from '../compressor.ts';
import { isInVain } from '../in-vain.ts';
import { readOnce } from '../read-once.ts';
import { isBeyondBudget, restoreTree, writeExactly } from '../smart-crusher/index.ts';
import { findFormat } from './find-format.ts';
import { printDelimited, type DelimitedFormat } from './print-delimited.ts';
import { readTable } from './read-table.ts';
import { isTableHead, readTableHead, writeTableHead, type TableHead } from './table-head.ts';
import { isQuotedThroughout, MOST_PER_TOKEN, plainJson, rowsOf } from './table-json.ts';
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
    if (read?.delimiter === undefined || isBeyondBudget(plainJson(read).reading, context)) {
      return undefined;
    }
    const format = formatOf(text, read);
    return format === undefined ? undefined : writeTable(read, format, context);
  },
  expand,
};

/** Found once for each table. */
const formats = new WeakMap<Table, { readonly found: DelimitedFormat | undefined }>();

/** How a table is to be written so that it can be read back; undefined if it cannot. */
export function formatOf(text: string, read: Table): DelimitedFormat | undefined {
  const known = formats.get(read);
  if (known !== undefined) return known.found;
  const mayFind = isSpellable(text) && !read.above.some(isTableHead);
  const found = mayFind ? findFormat(read) : undefined;
  formats.set(read, { found });
  return found;
}

function writeTable(
  read: Table,
  format: DelimitedFormat,
  context: CompressContext,
): Compressed | undefined {
  const { lines, above, below } = read;
  const { reading, isEscaped } = spelledJson(read);
  const rows = rowsOf(writeExactly(reading, context));
  if (rows === undefined) return undefined;
  const head: TableHead = {
    ...format,
    name: read.name,
    lineEnd: lines.lineEnd,
    isEscaped,
    // A text below may go on over several lines: an open quote in front of it is enough.
    linesBelow: below.reduce((sum, part) => sum + part.split('\n').length, 0),
    isOpen: !lines.isEnded && below.at(-1) === '',
    ...(lines.gutter !== undefined && { gutter: lines.gutter }),
  };
  const body = [...above, writeTableHead(head, spell(rows.text)), ...below].join('\n');
  return { text: lines.isEnded ? `${body}\n` : body };
}

/** Backslashes as they are, as long as none of them is an escape. */
function spelledJson(read: Table): TableJson {
  const json = plainJson(read);
  if (!json.isEscaped) return json;
  return jsonOfTable(read, {
    isQuotedThroughout: isQuotedThroughout(read),
    spelling: 'escaped',
  });
}

function expand(text: string): string {
  const found = readTableHead(text);
  if (found === undefined) return text;
  const { head, above, body, below, isEnded } = found;
  const restored = restoreTree(head.isEscaped ? body : unspell(body));
  const printed = restored === undefined ? undefined : printDelimited(restored, head);
  if (printed === undefined) return text;
  // A cell may hold line ends.
  const isPlain = !printed.some((row) => row.includes('\n'));
  const rows = isPlain ? printed : printed.flatMap((row) => row.split('\n'));
  const texts = [...above, ...rows, ...below];
  return joinTableLines({
    texts,
    isEnded,
    lineEnd: head.lineEnd,
    ...(head.gutter !== undefined && { gutter: head.gutter }),
  });
}
