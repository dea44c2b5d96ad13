// Rows with a rare value or the first of their kind, in columns with few different values; where such a value changes for good.
import type { Categories, ColumnStatistics } from '../column-statistics.ts';
import { fewOf, FEWEST_ROWS, RANK, report, type JudgedRows } from './row-findings.ts';

const FEW_CATEGORIES = 12;
const DOMINANT = 0.8;

export function judgeCategories(judging: JudgedRows, { categories }: ColumnStatistics): void {
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
function judgeVariety(judging: JudgedRows, { counts, ofRow, lexemes }: Categories): void {
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

/** A value that changes more often than this is not a state that lasts. */
const MOST_CHANGES = 8;
const SHORTEST_STATE = 4;

/** Where a column with few values goes from one to another and stays there. */
export function judgeStates(judging: JudgedRows, { categories }: ColumnStatistics): void {
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
export function judgeGroups(judging: JudgedRows, columns: readonly ColumnStatistics[]): void {
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
