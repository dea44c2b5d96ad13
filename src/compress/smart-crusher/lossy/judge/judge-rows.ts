// Says which rows stand out, from the values of their columns: errors, rare values, outliers, extremes. Never from key names.
import type { Column } from '../../table/record-set.ts';
import type { RowForm } from '../../table/row-form.ts';
import {
  isFilled,
  readColumn,
  type ColumnStatistics,
  type NumberStatistics,
} from '../column-statistics.ts';
import { judgeAlarms, judgeStatuses } from './alarms.ts';
import { judgeCategories, judgeGroups, judgeStates } from './categories.ts';
import { findCompanions } from './judge-companions.ts';
import { judgeNumbers } from './judge-numbers.ts';
import { fewOf, FEWEST_ROWS, RANK, report, type JudgedRows } from './row-findings.ts';
import { shapesOf } from './row-shapes.ts';

export interface RowJudgement {
  /** 0: nothing special. Higher: the row must stay, before those with less. */
  readonly ranks: Uint8Array;
  /** 0 to 1. */
  readonly importance: Float64Array;
  /** Rows of one shape have the same values in the columns with few different values. */
  readonly shapes: readonly (string | undefined)[];
  readonly statistics: ReadonlyMap<Column, ColumnStatistics>;
}

/** Judges the records of a form. */
export function judgeRows(text: string, form: RowForm): RowJudgement {
  const rows = form.set.records.length;
  const statistics = new Map<Column, ColumnStatistics>();
  for (const column of leavesOf(form)) statistics.set(column, readColumn(text, column.values));
  const judging: JudgedRows = {
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

/** No value where nearly all rows have one; a value where hardly any has. */
function judgeGaps(judging: JudgedRows, { values, filled }: ColumnStatistics): void {
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

/** More of them are the rule. */
const MOST_OUTLIERS = 6;

function judgeNumberColumn(judging: JudgedRows, numbers: NumberStatistics): void {
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
function judgeCompanions(judging: JudgedRows, columns: readonly ColumnStatistics[]): void {
  const failed: number[] = [];
  judging.ranks.forEach((rank, row) => {
    if (rank >= RANK.alarm) failed.push(row);
  });
  const found = findCompanions(judging.text, columns, failed);
  report(judging, { found: found.slice(0, FIRST_COMPANIONS), rank: RANK.alarm, importance: 0.9 });
  report(judging, { found: found.slice(FIRST_COMPANIONS), rank: RANK.rare, importance: 0.8 });
}
