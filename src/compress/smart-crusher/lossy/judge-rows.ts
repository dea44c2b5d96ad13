// Says which rows stand out, from the values of their columns: errors, rare values, outliers, extremes. Never from key names.
import { ERROR, FAILURE, meaningOf, WARNING } from '../../log/lines/meaning.ts';
import type { Column } from '../table/record-set.ts';
import type { RowForm } from '../table/row-form.ts';
import {
  isFilled,
  lexemeOf,
  readColumn,
  type Categories,
  type ColumnStatistics,
  type NumberStatistics,
} from './column-statistics.ts';
import { findCompanions } from './judge-companions.ts';
import { judgeNumbers } from './judge-numbers.ts';

export interface RowJudgement {
  /** 0: nothing special. Higher: the row must stay, before those with less. */
  readonly ranks: Uint8Array;
  /** 0 to 1. */
  readonly importance: Float64Array;
  /** Rows of one shape have the same values in the columns with few different values. */
  readonly shapes: readonly (string | undefined)[];
  readonly statistics: ReadonlyMap<Column, ColumnStatistics>;
}

export const RANK = { extreme: 1, outlier: 2, rare: 3, absent: 3, alarm: 4, named: 5 } as const;

/** Judges the records of a form. */
export function judgeRows(text: string, form: RowForm): RowJudgement {
  const rows = form.set.records.length;
  const statistics = new Map<Column, ColumnStatistics>();
  for (const column of leavesOf(form)) statistics.set(column, readColumn(text, column.values));
  const judging: Judging = {
    text,
    rows,
    ranks: new Uint8Array(rows),
    importance: new Float64Array(rows),
  };
  for (const column of statistics.values()) {
    judgeAlarms(judging, column);
    judgeStatuses(judging, column);
    judgeGaps(judging, column);
    judgeCategories(judging, column);
    judgeStates(judging, column);
    if (column.numbers !== undefined) judgeNumberColumn(judging, column.numbers);
  }
  judgeGroups(judging, [...statistics.values()]);
  judgeCompanions(judging, [...statistics.values()]);
  const { ranks, importance } = judging;
  return { ranks, importance, statistics, shapes: shapesOf(rows, statistics) };
}

function leavesOf(form: RowForm): readonly Column[] {
  return [...form.headings, ...form.cells, ...form.optional].filter(
    (column) => column.kind === 'cell' && !form.constants.has(column),
  );
}

interface Judging {
  readonly text: string;
  readonly rows: number;
  readonly ranks: Uint8Array;
  readonly importance: Float64Array;
}

/** A finding that holds for more than this share of the rows is the rule, not the exception. */
const MOST_FOUND = 0.2;
/** Rules about what is rare need rows to compare with. */
const FEWEST_ROWS = 12;

interface Finding {
  readonly found: readonly number[];
  readonly rank: number;
  readonly importance: number;
}

function report(judging: Judging, { found, rank, importance }: Finding): void {
  const isRule = found.length > Math.max(8, judging.rows * MOST_FOUND);
  for (const row of found) {
    if (!isRule) judging.ranks[row] = Math.max(judging.ranks[row] ?? 0, rank);
    judging.importance[row] = Math.max(judging.importance[row] ?? 0, isRule ? 0.1 : importance);
  }
}

/** Longer strings tell stories in which any word may occur. */
const LONGEST_VERDICT = 200;

function judgeAlarms(judging: Judging, column: ColumnStatistics): void {
  const { categories } = column;
  const { bad, warnings } =
    categories === undefined ? alarmsByText(judging.text, column) : alarmsByCategory(categories);
  report(judging, { found: bad, rank: RANK.alarm, importance: 0.9 });
  report(judging, { found: warnings, rank: 0, importance: 0.5 });
}

interface Alarms {
  readonly bad: number[];
  readonly warnings: number[];
}

function noteAlarm({ bad, warnings }: Alarms, row: number, meaning: number): void {
  if ((meaning & (ERROR | FAILURE)) !== 0) bad.push(row);
  else if ((meaning & WARNING) !== 0) warnings.push(row);
}

/** Most columns have no value that alarms, and their rows need not be looked at. */
function alarmsByCategory({ lexemes, ofRow }: Categories): Alarms {
  const alarms: Alarms = { bad: [], warnings: [] };
  const meanings = Int32Array.from(lexemes, meaningOfLexeme);
  if (!meanings.some((meaning) => (meaning & (ERROR | FAILURE | WARNING)) !== 0)) return alarms;
  for (let row = 0; row < ofRow.length; row++) {
    noteAlarm(alarms, row, meanings[ofRow[row] ?? 0] ?? 0);
  }
  return alarms;
}

/** The same values come again and again, even where they are many. */
function alarmsByText(text: string, { values, numbers }: ColumnStatistics): Alarms {
  const alarms: Alarms = { bad: [], warnings: [] };
  const meanings = new Map<string, number>();
  for (let row = 0; row < values.length; row++) {
    const value = values[row];
    if (value?.kind !== 'string' || value.end - value.start > LONGEST_VERDICT) continue;
    // What reads as a number or a time has no words.
    if (numbers !== undefined && !Number.isNaN(numbers.values[row])) continue;
    const lexeme = lexemeOf(text, value);
    let meaning = meanings.get(lexeme);
    if (meaning === undefined) meanings.set(lexeme, (meaning = meaningOfLexeme(lexeme)));
    noteAlarm(alarms, row, meaning);
  }
  return alarms;
}

/** Of a string; 0 for other values. */
function meaningOfLexeme(lexeme: string): number {
  return lexeme.startsWith('"') && lexeme.length <= LONGEST_VERDICT
    ? meaningOf(spaced(lexeme.slice(1, -1)))
    : 0;
}

/** Line ends and tabs as blanks: "\tError" is the word "Error". */
function spaced(content: string): string {
  return content.includes('\\') ? content.replaceAll(/\\[ntr]/g, ' ') : content;
}

/** Columns that hold nothing but HTTP statuses, the usual 2xx among them. */
function judgeStatuses(judging: Judging, { categories, numbers }: ColumnStatistics): void {
  if (categories === undefined || numbers === undefined) return;
  if (categories.lexemes.length > MOST_STATUSES) return;
  const { values: statuses } = numbers;
  const isStatus = (status: number): boolean =>
    Number.isNaN(status) || (Number.isInteger(status) && status >= 100 && status < 600);
  if (!statuses.every(isStatus) || !statuses.some((status) => status >= 200 && status < 300)) {
    return;
  }
  const failed: number[] = [];
  const refused: number[] = [];
  statuses.forEach((status, row) => {
    if (status >= 500) failed.push(row);
    else if (status >= 400) refused.push(row);
  });
  report(judging, { found: failed, rank: RANK.alarm, importance: 0.9 });
  report(judging, { found: refused, rank: 0, importance: 0.6 });
}

const MOST_STATUSES = 24;

/** No value where nearly all rows have one; a value where hardly any has. */
function judgeGaps(judging: Judging, { values, filled }: ColumnStatistics): void {
  const { rows, text } = judging;
  if (rows < FEWEST_ROWS || filled === rows) return;
  const few = fewOf(rows);
  const isMostlyFilled = rows - filled <= few;
  if (!isMostlyFilled && filled > few) return;
  const found: number[] = [];
  values.forEach((value, row) => {
    if (isFilled(text, value) !== isMostlyFilled) found.push(row);
  });
  report(judging, { found, rank: RANK.absent, importance: 0.7 });
}

function fewOf(rows: number): number {
  return Math.min(rows / 10, Math.max(4, rows / 100));
}

const FEW_CATEGORIES = 12;
const DOMINANT = 0.8;

function judgeCategories(judging: Judging, { categories }: ColumnStatistics): void {
  const { rows } = judging;
  if (categories === undefined || rows < FEWEST_ROWS) return;
  const { counts, ofRow } = categories;
  if (counts.length < 2) return;
  judgeVariety(judging, categories);
  if (counts.length > FEW_CATEGORIES && Math.max(...counts) < rows * DOMINANT) return;
  const few = fewOf(rows);
  const found: number[] = [];
  for (let row = 0; row < rows; row++) {
    if ((counts[ofRow[row] ?? 0] ?? 0) <= few) found.push(row);
  }
  if (found.length > rows / 10) report(judging, { found, rank: 0, importance: 0.4 });
  else report(judging, { found, rank: RANK.rare, importance: 0.7 });
}

/** Rows for each value, on average: with fewer the values tell the rows apart, and name no kinds of them. */
const FEWEST_PER_VALUE = 4;
const OF_KIND = 0.3;
const ONE_OF_ITS_KIND = 0.34;

/** Of each kind of rows one, before the second of any kind. */
function judgeVariety(judging: Judging, { counts, ofRow, lexemes }: Categories): void {
  if (counts.length * FEWEST_PER_VALUE > judging.rows) return;
  const seen = new Set<number>();
  for (let row = 0; row < judging.rows; row++) {
    const kind = ofRow[row] ?? 0;
    if (seen.has(kind)) continue;
    seen.add(kind);
    if (!isWord(lexemes[kind])) continue;
    const importance = counts[kind] === 1 ? ONE_OF_ITS_KIND : OF_KIND;
    judging.importance[row] = Math.max(judging.importance[row] ?? 0, importance);
  }
}

/** A string with a letter in it: times and versions are not kinds. */
function isWord(lexeme: string | undefined): boolean {
  return lexeme?.startsWith('"') === true && /^"[A-Za-z]{2}/.test(lexeme);
}

/** More of them are the rule. */
const MOST_OUTLIERS = 6;

function judgeNumberColumn(judging: Judging, numbers: NumberStatistics): void {
  const { extremes, outliers, changes } = judgeNumbers(numbers);
  report(judging, { found: extremes, rank: RANK.extreme, importance: 0.5 });
  report(judging, { found: changes, rank: RANK.extreme, importance: 0.5 });
  const first = outliers.slice(0, MOST_OUTLIERS);
  report(judging, { found: first, rank: RANK.outlier, importance: 0.7 });
  report(judging, { found: outliers.slice(MOST_OUTLIERS), rank: 0, importance: 0.3 });
}

/** Of the first failures; of the others the verdict has to do where there is little room. */
const FIRST_COMPANIONS = 24;

/** Why a test failed stands in the lines before the one that says so. */
function judgeCompanions(judging: Judging, columns: readonly ColumnStatistics[]): void {
  const failed: number[] = [];
  judging.ranks.forEach((rank, row) => {
    if (rank >= RANK.alarm) failed.push(row);
  });
  const found = findCompanions(judging.text, columns, failed);
  report(judging, { found: found.slice(0, FIRST_COMPANIONS), rank: RANK.alarm, importance: 0.9 });
  report(judging, { found: found.slice(FIRST_COMPANIONS), rank: RANK.rare, importance: 0.8 });
}

/** A value that changes more often than this is not a state that lasts. */
const MOST_CHANGES = 8;
const SHORTEST_STATE = 4;

/** Where a column with few values goes from one to another and stays there. */
function judgeStates(judging: Judging, { categories }: ColumnStatistics): void {
  const { rows } = judging;
  if (categories === undefined || rows < FEWEST_ROWS) return;
  const { lexemes, ofRow } = categories;
  if (lexemes.length < 2 || lexemes.length > FEW_CATEGORIES) return;
  const changes: number[] = [];
  let last = 0;
  for (let row = 1; row < rows && changes.length <= MOST_CHANGES; row++) {
    if (ofRow[row - 1] === ofRow[row]) continue;
    if (row - last < SHORTEST_STATE) return;
    changes.push(row);
    last = row;
  }
  if (changes.length > MOST_CHANGES || rows - last < SHORTEST_STATE) return;
  report(judging, { found: changes, rank: RANK.extreme, importance: 0.5 });
}

/** Groups of rows are at least so long on average. */
const SHORTEST_GROUP = 6;

/** The first and the last row of each group, where rows are sorted by what they belong to. */
function judgeGroups(judging: Judging, columns: readonly ColumnStatistics[]): void {
  const { rows } = judging;
  let finest: readonly number[] = [];
  for (const { categories } of columns) {
    if (categories === undefined) continue;
    const starts = groupStarts(categories, rows / SHORTEST_GROUP);
    if (starts !== undefined && starts.length > finest.length) finest = starts;
  }
  if (finest.length < 2) return;
  for (const start of finest) {
    const ends = [start, ...(start > 0 ? [start - 1] : []), rows - 1];
    for (const row of ends) {
      judging.importance[row] = Math.max(judging.importance[row] ?? 0, GROUP_END);
    }
  }
}

const GROUP_END = 0.3;

/** Undefined when there are more groups than `most`. */
function groupStarts({ ofRow }: Categories, most: number): readonly number[] | undefined {
  const starts: number[] = [];
  for (let row = 0; row < ofRow.length; row++) {
    if (row > 0 && ofRow[row - 1] === ofRow[row]) continue;
    if (starts.length >= most) return undefined;
    starts.push(row);
  }
  return starts;
}

/** Columns with so few values that rows can be grouped by them. */
const MOST_VALUES_OF_SHAPE = 8;
const MOST_COLUMNS_OF_SHAPE = 4;

function shapesOf(
  rows: number,
  statistics: ReadonlyMap<Column, ColumnStatistics>,
): readonly (string | undefined)[] {
  const grouping = groupingColumns(rows, statistics);
  const shapes = new Array<string | undefined>(rows).fill(undefined);
  if (grouping.length === 0) return shapes;
  // Each shape is written once.
  const written: string[] = [];
  for (let row = 0; row < rows; row++) {
    let place = 0;
    for (const { ofRow } of grouping) place = place * MOST_VALUES_OF_SHAPE + (ofRow[row] ?? 0);
    shapes[row] = written[place] ??= writeShape(grouping, row);
  }
  return shapes;
}

function groupingColumns(
  rows: number,
  statistics: ReadonlyMap<Column, ColumnStatistics>,
): readonly Categories[] {
  return [...statistics.values()]
    .flatMap(({ categories }) => (categories === undefined ? [] : [categories]))
    .filter(({ lexemes }) => lexemes.length > 1)
    .filter(({ lexemes }) => lexemes.length <= Math.min(MOST_VALUES_OF_SHAPE, rows / 3))
    .slice(0, MOST_COLUMNS_OF_SHAPE);
}

function writeShape(grouping: readonly Categories[], row: number): string {
  return grouping.map(({ lexemes, ofRow }) => lexemes[ofRow[row] ?? 0] ?? '').join('\u0000');
}
