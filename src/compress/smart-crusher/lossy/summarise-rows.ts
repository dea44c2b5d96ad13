// One line about the rows of a table that are left out: frequent values with counts, ranges of numbers.
import { GAP, type Entry, type Outline } from './outline.ts';
import { isFilled, lexemeOf, type Categories, type ColumnStatistics } from './column-statistics.ts';
import type { RowJudgement } from './judge/judge-rows.ts';
import type { Column } from '../table/record-set.ts';
import { departs, type RowForm } from '../table/row-form.ts';
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
  const rows = missingRows(outline, kept, table);
  if (rows.length < FEWEST_ROWS || judgement === undefined) return undefined;
  const records = recordsOf(outline, rows, table.table?.form);
  const columns = [...judgement.statistics];
  const names = table.table?.form.names;
  const parts = mostTelling(columns, ([column, statistics]) =>
    describe(outline.text, { name: names?.get(column) ?? '', statistics, records }),
  );
  if (parts.length === 0) return undefined;
  const alike = records.length === rows.length ? '' : `, ${records.length} alike`;
  return `(${GAP} ${rows.length} rows${alike}: ${parts.join('; ')})`;
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
function wordsToTell({ categories, numbers }: ColumnStatistics): number {
  if (categories !== undefined && categories.lexemes.length <= FEW_VALUES) return 0;
  if (numbers !== undefined) return numbers.isSequence ? 2 : 1;
  return categories === undefined ? 4 : 3;
}

/** Entries of the table's rows that are not kept. */
function missingRows(outline: Outline, kept: ReadonlySet<number>, table: Entry): readonly number[] {
  const missing: number[] = [];
  for (const index of table.children) {
    const entry = outline.entries[index];
    if (entry?.kind !== 'heading') {
      if (!kept.has(index)) missing.push(index);
      continue;
    }
    for (const row of entry.children) if (!kept.has(row)) missing.push(row);
  }
  return missing;
}

/** Which records of the form these rows are; those that write some of the columns apart cannot be counted by columns. */
function recordsOf(
  { entries }: Outline,
  rows: readonly number[],
  form: RowForm | undefined,
): readonly number[] {
  const records: number[] = [];
  for (const index of rows) {
    const row = entries[index]?.row;
    if (row === undefined || row.form !== form || row.index < 0) continue;
    const isAlike = !form.unsteadyGroups.some((group) => departs(group, group.values[row.index]));
    if (isAlike) records.push(row.index);
  }
  return records;
}

interface OfColumn {
  /** The key, or the path where keys repeat. */
  readonly name: string;
  readonly statistics: ColumnStatistics;
  readonly records: readonly number[];
}

function describe(text: string, { name, statistics, records }: OfColumn): string | undefined {
  if (statistics.categories !== undefined) {
    const values = describeValues(statistics.categories, records);
    if (values !== undefined) return `${name} ${values}`;
  }
  const range = describeRange(text, statistics, records);
  return range === undefined ? undefined : `${name} ${range}`;
}

function describeValues(
  { lexemes, ofRow }: Categories,
  records: readonly number[],
): string | undefined {
  const { counts, places } = countValues(ofRow, records, lexemes.length);
  const frequent = places
    .map((place) => [lexemes[place] ?? '', counts[place] ?? 0] as const)
    .filter(([lexeme]) => lexeme !== '' && lexeme.length <= LONGEST_VALUE)
    .sort((one, other) => other[1] - one[1])
    .slice(0, MOST_VALUES);
  if (frequent.length === 0 || (frequent[0]?.[1] ?? 0) * 10 < records.length) return undefined;
  const values = places.filter((place) => lexemes[place] !== '').length;
  const rest = values - frequent.length;
  const written = frequent.map(([lexeme, count]) => `${bare(lexeme)}×${count}`).join(' ');
  return rest > 0 ? `${written} +${rest}` : written;
}

function countValues(
  ofRow: Uint8Array,
  records: readonly number[],
  values: number,
): { readonly counts: Int32Array; readonly places: readonly number[] } {
  const counts = new Int32Array(values);
  /** As they first occur. */
  const places: number[] = [];
  for (let index = 0; index < records.length; index++) {
    const place = ofRow[records[index] ?? 0] ?? 0;
    if (counts[place] === 0) places.push(place);
    counts[place] = (counts[place] ?? 0) + 1;
  }
  return { counts, places };
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
  let counted = 0;
  for (const record of records) {
    if (!isFilled(text, values[record])) continue;
    if (Number.isNaN(numbers.values[record] ?? Number.NaN)) continue;
    counted++;
    if (low < 0 || isBelow(record, low)) low = record;
    if (high < 0 || isBelow(high, record)) high = record;
  }
  if (low < 0) return undefined;
  const range = `${bare(lexemeOf(text, values[low]))}..${bare(lexemeOf(text, values[high]))}`;
  const others = records.length - counted;
  return others === 0 ? range : `${range} none×${others}`;

  function isBelow(one: number, other: number): boolean {
    const difference = (numbers?.values[one] ?? 0) - (numbers?.values[other] ?? 0);
    if (difference !== 0) return difference < 0;
    return finestOf(lexemeOf(text, values[one])) < finestOf(lexemeOf(text, values[other]));
  }
}

const NANOSECONDS = 9;

/** What a number of this machine is too coarse for: what follows the seconds of a time, the digits of a long integer. */
function finestOf(lexeme: string): string {
  if (/^\d+$/.test(lexeme)) return lexeme.padStart(LONGEST_VALUE, '0');
  return (/:\d\d\.(\d+)/.exec(lexeme)?.[1] ?? '').padEnd(NANOSECONDS, '0');
}
