// `table-rows`, lossy: rows that stand out or were asked for, each behind its line number, and a summary of the others.
import type { Compressed, CompressContext, Compressor, Omission } from '../compressor.ts';
import { readOnce } from '../read-once.ts';
import { jsonRows } from '../smart-crusher/index.ts';
import { readTable } from './read-table.ts';
import { rowNumbers, type RowNumbers } from './row-numbers.ts';
import { jsonToRead, TABLE_HEAD } from './table-json.ts';
import type { Table } from './table-text.ts';
import { isSpellable, spell, type TableJson } from './to-json.ts';

export const tableRows: Compressor = {
  name: 'table-rows',
  accepts: ['table'],
  fidelity: 'lossy',
  compress(text, context) {
    const table = readOnce(context, readTable, text);
    return table === undefined ? undefined : chooseRows(text, table, context);
  },
};

const LEAST_BUDGET = 200;

function chooseRows(text: string, table: Table, context: CompressContext): Compressed | undefined {
  const { above, below, lines } = table;
  const around = context.estimate([...above, ...below].join('\n'));
  const budgetTokens = Math.max(LEAST_BUDGET, context.budgetTokens - around);
  const written = jsonToRead(text, table);
  const rows = jsonRows.compress(written.text, { ...context, budgetTokens });
  if (rows === undefined || rows instanceof Promise || !TABLE_HEAD.test(rows.text))
    return undefined;
  const numbers = rowNumbers(text, table);
  const body = renumbered(isSpellable(text) ? spell(rows.text) : rows.text, table, numbers);
  const short = [...above, body, ...below].join('\n');
  if (short.length >= text.length) return undefined;
  const lost = (rows.lost ?? []).flatMap((omission) =>
    inTable(omission, { table, written, numbers }),
  );
  return { text: lines.isEnded ? `${short}\n` : short, lost };
}

/** The rows of a table are asked for by other numbers than those of the JSON that stands for it. */
function renumbered(rows: string, table: Table, numbers: RowNumbers): string {
  return rows
    .replace(/^\[JSON/, () => `[${table.name}`)
    .replace('rows start with their number', `rows start with their ${numbers.unit} number`)
    .replace(/^(\d+)\t/gm, (_, place: string) => `${numbers.of(Number(place) - 1).from}\t`);
}

interface Origin {
  readonly table: Table;
  readonly written: TableJson;
  readonly numbers: RowNumbers;
}

function inTable(omission: Omission, { numbers, written }: Origin): readonly Omission[] {
  if (omission.unit === 'row') {
    const { from } = numbers.of(omission.from - 1);
    return [{ ...omission, unit: numbers.unit, from, to: numbers.of(omission.to - 1).to }];
  }
  // A part of a long cell is asked for by its row.
  const row = written.rowStarts.findLastIndex((start) => start < omission.from);
  return row < 0 ? [] : [{ unit: numbers.unit, ...numbers.of(row) }];
}
