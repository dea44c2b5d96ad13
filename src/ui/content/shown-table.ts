// Tables as the dashboard shows them: cells to read, values to sort by, and what a row opens.
import type { Column } from '../../telemetry/format/text-table.ts';
import type { PageTarget, Sorting } from '../state.ts';
import type { Tone } from '../styles.ts';

export interface ShownTable {
  readonly columns: readonly Column[];
  readonly rows: readonly ShownRow[];
  /** Said instead of rows when there are none. */
  readonly whenEmpty: string;
}

export interface ShownRow {
  readonly key: string;
  readonly cells: readonly ShownCell[];
  readonly opens?: PageTarget;
  readonly tone?: Tone;
}

export interface ShownCell {
  readonly text: string;
  /** Null is last, whichever way the rows are sorted. */
  readonly sortBy: number | string | null;
}

/** Numbers begin with the largest, words with "a". */
export function sortRows(rows: readonly ShownRow[], sorting: Sorting): readonly ShownRow[] {
  const { column, isReversed } = sorting;
  if (column === null) return isReversed ? [...rows].reverse() : rows;
  const direction = isReversed ? -1 : 1;
  return [...rows].sort((one, other) => {
    const [a, b] = [one, other].map(({ cells }) => cells[column]?.sortBy ?? null);
    if (a === null || b === null || a === undefined || b === undefined) {
      return Number(a === null) - Number(b === null);
    }
    return direction * compare(a, b);
  });
}

function compare(one: number | string, other: number | string): number {
  if (typeof one === 'number' && typeof other === 'number') return other - one;
  return String(one) < String(other) ? -1 : String(one) > String(other) ? 1 : 0;
}
