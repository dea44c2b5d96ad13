// `table-plain`, presentation: tables that `table` cannot write, as rows of records, without rules, bars and the blanks that line columns up.
import type { Compressor } from '../compressor.ts';
import { isInVain } from '../in-vain.ts';
import { readOnce } from '../read-once.ts';
import { writeExactly } from '../smart-crusher/index.ts';
import { readTable } from './read-table.ts';
import { jsonToRead, MOST_PER_TOKEN, rowsOf } from './table-json.ts';
import { formatOf } from './table.ts';
import { spell } from './to-json.ts';

export const tablePlain: Compressor = {
  name: 'table-plain',
  accepts: ['table'],
  fidelity: 'presentation',
  compress(text, context) {
    if (isInVain(text, context, MOST_PER_TOKEN)) return undefined;
    const read = readOnce(context, readTable, text);
    if (read === undefined || formatOf(text, read) !== undefined) return undefined;
    const { reading } = jsonToRead(text, read);
    const rows = rowsOf(writeExactly(reading, context));
    if (rows === undefined) return undefined;
    const named = spell(rows.text).replace(/^\[JSON/, () => `[${read.name}`);
    const short = [...read.above, named, ...read.below].join('\n');
    if (short.length >= text.length) return undefined;
    return { text: read.lines.isEnded ? `${short}\n` : short };
  },
};
