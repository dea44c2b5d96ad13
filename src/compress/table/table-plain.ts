// `table-plain`, presentation: tables that `table` cannot write, as rows of records, without rules, bars and the blanks that line columns up.
import type { Compressed, CompressContext, Compressor } from '../compressor.ts';
import { isInVain } from '../in-vain.ts';
import { readOnce } from '../read-once.ts';
import { writeExactly } from '../smart-crusher/index.ts';
import { readSections } from './read-sections.ts';
import { readTable } from './read-table.ts';
import { jsonToRead, MOST_PER_TOKEN, rowsOf } from './table-json.ts';
import type { Table } from './table-text.ts';
import { formatOf } from './table.ts';
import { spell } from './to-json.ts';

export const tablePlain: Compressor = {
  name: 'table-plain',
  accepts: ['table'],
  fidelity: 'presentation',
  compress(text, context) {
    if (isInVain(text, context, MOST_PER_TOKEN)) return undefined;
    const read = readOnce(context, readTable, text);
    if (read === undefined) return plainSections(text, context);
    return formatOf(text, read) === undefined ? plainRows(text, read, context) : undefined;
  },
};

/** A table as rows of records, with what stands around it; undefined when that is not shorter. */
export function plainRows(
  text: string,
  table: Table,
  context: CompressContext,
): Compressed | undefined {
  const { reading } = jsonToRead(text, table);
  const rows = rowsOf(writeExactly(reading, context));
  if (rows === undefined) return undefined;
  const named = spell(rows.text).replace(/^\[JSON/, () => `[${table.name}`);
  const short = [...table.above, named, ...table.below].join('\n');
  if (short.length >= text.length) return undefined;
  return { text: table.lines.isEnded ? `${short}\n` : short };
}

/** One table after the other: each by itself. */
function plainSections(text: string, context: CompressContext): Compressed | undefined {
  const sections = readSections(text);
  if (sections === undefined) return undefined;
  const short = sections
    .map(({ text: own, table }) =>
      table === undefined ? own : (plainRows(own, table, context)?.text ?? own),
    )
    .join('\n');
  return short.length >= text.length ? undefined : { text: short };
}
