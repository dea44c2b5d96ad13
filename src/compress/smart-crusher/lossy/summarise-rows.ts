// One line about the rows of a table that are left out: frequent values with counts, ranges of numbers.
import { GAP, type Entry, type Outline } from './outline.ts';
import { isFilled, lexemeOf, type ColumnStatistics } from './column-statistics.ts';
import type { RowJudgement } from './judge-rows.ts';
import type { Column } from '../table/record-set.ts';
import { writeString } from '../notation/lexeme.ts';

/** A few left out need no summary. */
const FEWEST_ROWS = 10;
const MOST_COLUMNS = 6;
const MOST_VALUES = 4;
const LONGEST_VALUE = 40;

export interface LeftOut {
  readonly outline: Outline;
  readonly kept: ReadonlySet<number>;
  readonly judgement: RowJudgement | undefined;
}

/** Undefined when little is left out or nothing short can be said. */
export function summariseRows(
  { outline, kept, judgement }: LeftOut,
  table: Entry,
): string | undefined {
  const rows = rowsBelow(outline, table).filter((index) => !kept.has(index));
  if (rows.length < FEWEST_ROWS || judgement === undefined) return undefined;
  const records = rows
    .map((index) => outline.entries[index]?.row)
    .filter((row) => row !== undefined && row.form === table.table?.form)
    .map((row) => row?.index ?? -1)
    .filter((index) => index >= 0);
  const columns = [...judgement.statistics];
  const parts = mostTelling(columns, ([column, statistics]) =>
    describe(outline.text, { column, statistics, records }),
  );
  return parts.length === 0 ? undefined : `(${GAP} ${rows.length} rows: ${parts.join('; ')})`;
}

type Described = readonly [Column, ColumnStatistics];

/** What is said of the columns that say most in few words, in their own order. */
function mostTelling(
  columns: readonly Described[],
  say: (column: Described) => string | undefined,
): readonly string[] {
  const said = new Map<Described, string>();
  const order = columns.toSorted(([, one], [, other]) => wordsToTell(one) - wordsToTell(other));
  for (const column of order) {
    if (said.size >= MOST_COLUMNS) break;
    const part = say(column);
    if (part !== undefined) said.set(column, part);
  }
  return columns.map((column) => said.get(column)).filter((part) => part !== undefined);
}

const FEW_VALUES = 12;

/** Few values are soon told; a range says something; ids and times that only rise, and texts, say least. */
function wordsToTell({ counts, numbers }: ColumnStatistics): number {
  if (counts !== undefined && counts.size <= FEW_VALUES) return 0;
  if (numbers !== undefined) return numbers.isSequence ? 2 : 1;
  return counts === undefined ? 4 : 3;
}

function rowsBelow(outline: Outline, table: Entry): readonly number[] {
  return table.children.flatMap((index) => {
    const entry = outline.entries[index];
    return entry?.kind === 'heading' ? entry.children : [index];
  });
}

interface OfColumn {
  readonly column: Column;
  readonly statistics: ColumnStatistics;
  readonly records: readonly number[];
}

function describe(text: string, { column, statistics, records }: OfColumn): string | undefined {
  const name = writeString(column.key, 'key');
  if (statistics.counts !== undefined) {
    const values = describeValues(text, statistics, records);
    if (values !== undefined) return `${name} ${values}`;
  }
  const range = describeRange(text, statistics, records);
  return range === undefined ? undefined : `${name} ${range}`;
}

function describeValues(
  text: string,
  { values }: ColumnStatistics,
  records: readonly number[],
): string | undefined {
  const counts = new Map<string, number>();
  for (const record of records) {
    const lexeme = lexemeOf(text, values[record]);
    counts.set(lexeme, (counts.get(lexeme) ?? 0) + 1);
  }
  const frequent = [...counts]
    .filter(([lexeme]) => lexeme !== '' && lexeme.length <= LONGEST_VALUE)
    .sort((one, other) => other[1] - one[1])
    .slice(0, MOST_VALUES);
  if (frequent.length === 0 || (frequent[0]?.[1] ?? 0) * 10 < records.length) return undefined;
  const rest = counts.size - frequent.length;
  const written = frequent.map(([lexeme, count]) => `${bare(lexeme)}×${count}`).join(' ');
  return rest > 0 ? `${written} +${rest}` : written;
}

function bare(lexeme: string): string {
  return lexeme.startsWith('"') ? writeString(lexeme, 'cell') : lexeme;
}

function describeRange(
  text: string,
  { values, numbers }: ColumnStatistics,
  records: readonly number[],
): string | undefined {
  if (numbers === undefined) return undefined;
  let low = -1;
  let high = -1;
  for (const record of records) {
    if (!isFilled(text, values[record])) continue;
    const number = numbers.values[record] ?? Number.NaN;
    if (Number.isNaN(number)) continue;
    if (low < 0 || number < (numbers.values[low] ?? 0)) low = record;
    if (high < 0 || number > (numbers.values[high] ?? 0)) high = record;
  }
  if (low < 0) return undefined;
  return `${bare(lexemeOf(text, values[low]))}..${bare(lexemeOf(text, values[high]))}`;
}
