// `table-plain`, presentation: any table as rows of records, without rules, bars and the blanks that line columns up.
import type { Compressor } from '../compressor.ts';
import { readOnce } from '../read-once.ts';
import { json } from '../smart-crusher/index.ts';
import { readTable } from './read-table.ts';
import { jsonToRead, TABLE_HEAD } from './table-json.ts';
import { spell } from './to-json.ts';

export const tablePlain: Compressor = {
  name: 'table-plain',
  accepts: ['table'],
  fidelity: 'presentation',
  compress(text, context) {
    const table = readOnce(context, readTable, text);
    if (table === undefined) return undefined;
    const rows = json.compress(jsonToRead(text, table).text, context);
    if (rows === undefined || rows instanceof Promise || !TABLE_HEAD.test(rows.text))
      return undefined;
    const named = spell(rows.text).replace(/^\[JSON/, () => `[${table.name}`);
    const short = [...table.above, named, ...table.below].join('\n');
    if (short.length >= text.length) return undefined;
    return { text: table.lines.isEnded ? `${short}\n` : short };
  },
};
