// Rows that carry the lines of an output one by one, as `go test -json` and the log files of docker have them: what stands
// beside a line that failed, under the same test, says why.
import type { ColumnStatistics } from '../column-statistics.ts';
import { isFilled, lexemeOf } from '../column-statistics.ts';

/** From this share of the filled values on a column carries lines, with their ends. */
const LINES_SHARE = 0.6;
/** Rows of one test, on average: between these a column tells tests apart. */
const SHORTEST_RUN = 1.8;
const LONGEST_RUN = 40;
/** Looked at on either side of a row that failed. */
const REACH = 24;

/** The rows beside those that failed, under the same name; none unless the rows carry lines. */
export function findCompanions(
  text: string,
  columns: readonly ColumnStatistics[],
  failed: readonly number[],
): readonly number[] {
  if (failed.length === 0 || !columns.some((column) => carriesLines(text, column))) return [];
  const names = columns
    .map((column) => runsOf(text, column))
    .find(({ average }) => average >= SHORTEST_RUN && average <= LONGEST_RUN);
  if (names === undefined) return [];
  const companions = new Set<number>();
  for (const row of failed) {
    const run = names.ofRow[row];
    for (const step of [-1, 1]) {
      for (let at = row + step; Math.abs(at - row) <= REACH && names.ofRow[at] === run; at += step)
        companions.add(at);
    }
  }
  for (const row of failed) companions.delete(row);
  return [...companions];
}

function carriesLines(text: string, { values, filled }: ColumnStatistics): boolean {
  let lines = 0;
  for (const value of values) {
    if (value?.kind === 'string' && text.startsWith('\\n"', value.end - 3)) lines++;
  }
  return lines > filled * LINES_SHARE && filled > 0;
}

interface Runs {
  /** Rows with the same value one after the other have the same number. */
  readonly ofRow: Int32Array;
  readonly average: number;
}

function runsOf(text: string, { values }: ColumnStatistics): Runs {
  const ofRow = new Int32Array(values.length);
  let runs = 0;
  let before: string | undefined;
  for (let row = 0; row < values.length; row++) {
    const value = values[row];
    const lexeme = isFilled(text, value) && value?.kind === 'string' ? lexemeOf(text, value) : '';
    // A column of numbers, or without values, tells nothing apart.
    if (lexeme === '' || lexeme !== before) runs++;
    before = lexeme;
    ofRow[row] = runs;
  }
  return { ofRow, average: values.length / Math.max(1, runs) };
}
