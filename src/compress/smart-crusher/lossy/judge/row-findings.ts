// Rows that were found to stand out, and how they are noted.

export interface JudgedRows {
  readonly text: string;
  readonly rows: number;
  readonly ranks: Uint8Array;
  readonly importance: Float64Array;
}

export const RANK = { extreme: 1, outlier: 2, rare: 3, absent: 3, alarm: 4, named: 5 } as const;

/** Rules about what is rare need rows to compare with. */
export const FEWEST_ROWS = 12;

/** So many of them are few. */
export function fewOf(rows: number): number {
  return Math.min(rows / 10, Math.max(4, rows / 100));
}

/** A finding that holds for more than this share of the rows is the rule, not the exception. */
const MOST_FOUND = 0.2;

interface Finding {
  readonly found: readonly number[];
  readonly rank: number;
  readonly importance: number;
}

export function report(judging: JudgedRows, { found, rank, importance }: Finding): void {
  const isRule = found.length > Math.max(8, judging.rows * MOST_FOUND);
  for (const row of found) {
    if (!isRule) judging.ranks[row] = Math.max(judging.ranks[row] ?? 0, rank);
    judging.importance[row] = Math.max(judging.importance[row] ?? 0, isRule ? 0.1 : importance);
  }
}
