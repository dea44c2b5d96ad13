// Rows whose values speak of errors, failures or warnings, or are a status that does.
import { ERROR, FAILURE, meaningOf, WARNING } from '../../../log/lines/meaning.ts';
import { lexemeOf, type Categories, type ColumnStatistics } from '../column-statistics.ts';
import { RANK, report, type JudgedRows } from './row-findings.ts';

/** Longer strings tell stories in which any word may occur. */
const LONGEST_VERDICT = 200;

export function judgeAlarms(judging: JudgedRows, column: ColumnStatistics): void {
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
export function judgeStatuses(
  judging: JudgedRows,
  { categories, numbers }: ColumnStatistics,
): void {
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
