// `table-rows`, lossy: rows that stand out or were asked for, each behind its line number, and a summary of the others.
import type { Compressed, CompressContext, Compressor, Omission } from '../compressor.ts';
import { logSelect } from '../log/log-select.ts';
import { readOnce } from '../read-once.ts';
import { shortenJson } from '../smart-crusher/index.ts';
import { plainRows } from './table-plain.ts';
import { readTable } from './read-table.ts';
import { lineNumbers, rowNumbers, type RowNumbers } from './row-numbers.ts';
import { readSections, type Section } from './read-sections.ts';
import { jsonToRead, rowsOf } from './table-json.ts';
import type { Table } from './table-text.ts';
import { isSpellable, spell, type TableJson } from './to-json.ts';

export const tableRows: Compressor = {
  name: 'table-rows',
  accepts: ['table'],
  fidelity: 'lossy',
  compress(text, context) {
    if (OWN_ROWS.test(text)) return undefined;
    const table = readOnce(context, readTable, text);
    if (table !== undefined)
      return chooseRows({ text, table, numbers: rowNumbers(table) }, context);
    // What only looks like a table is chosen from by lines.
    return chooseFromEach(text, context) ?? logSelect.compress(text, context);
  },
};

/** How a text begins that this compressor has made. */
const OWN_ROWS = /^\[[^\]\n]{1,20}, shortened; /;
const LEAST_BUDGET = 200;

/** One table after the other: each gets its share of the budget. */
function chooseFromEach(text: string, context: CompressContext): Compressed | undefined {
  const sections = readSections(text);
  if (sections === undefined) return undefined;
  const total = context.estimate(text);
  const shortened = sections.map((section): Compressed => {
    const share = context.estimate(section.text) / total;
    const budgetTokens = Math.round(context.budgetTokens * share);
    return chooseFromSection(section, { ...context, budgetTokens }) ?? { text: section.text };
  });
  const short = shortened.map((part) => part.text).join('\n');
  if (short.length >= text.length) return undefined;
  return { text: short, lost: shortened.flatMap(({ lost }) => lost ?? []) };
}

function chooseFromSection(
  { text, table, linesBefore }: Section,
  context: CompressContext,
): Compressed | undefined {
  if (table === undefined) return undefined;
  const rows = chooseRows({ text, table, numbers: lineNumbers(table, linesBefore) }, context);
  // All of it fits its share, as rows.
  return rows ?? plainRows(text, table, context);
}

interface Numbered {
  readonly text: string;
  readonly table: Table;
  readonly numbers: RowNumbers;
}

function chooseRows(
  { text, table, numbers }: Numbered,
  context: CompressContext,
): Compressed | undefined {
  const { above, below, lines } = table;
  const around = context.estimate([...above, ...below].join('\n'));
  const budgetTokens = Math.max(LEAST_BUDGET, context.budgetTokens - around);
  const written = jsonToRead(text, table);
  const rows = rowsOf(shortenJson(written.reading, { ...context, budgetTokens }));
  if (rows === undefined) return undefined;
  const body = renumbered(isSpellable(text) ? spell(rows.text) : rows.text, table, numbers);
  const short = [...above, body, ...below].join('\n');
  if (short.length >= text.length) return undefined;
  const lost = (rows.lost ?? []).map((omission) => inTable(omission, { written, numbers }));
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
  readonly written: TableJson;
  readonly numbers: RowNumbers;
}

/** Rows are told by their numbers or, as parts of a long cell are, by characters. */
function inTable(omission: Omission, { numbers, written }: Origin): Omission {
  const { unit } = numbers;
  const isRow = omission.unit === 'row';
  const first = isRow ? omission.from - 1 : rowAt(written.rowStarts, omission.from - 1);
  const last = isRow ? omission.to - 1 : rowAt(written.rowStarts, omission.to - 1);
  return { ...omission, unit, from: numbers.of(first).from, to: numbers.of(last).to };
}

/** The row that an offset lies in. */
function rowAt(starts: readonly number[], offset: number): number {
  let low = 0;
  let high = starts.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((starts[middle] ?? 0) <= offset) low = middle + 1;
    else high = middle;
  }
  return Math.max(0, low - 1);
}
