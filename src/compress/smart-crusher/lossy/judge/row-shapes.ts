// Which rows say the same: those with the same values in the columns with few different ones.
import type { Column } from '../../table/record-set.ts';
import type { Categories, ColumnStatistics } from '../column-statistics.ts';

/** Columns with so few values that rows can be grouped by them. */
const MOST_VALUES_OF_SHAPE = 8;
const MOST_COLUMNS_OF_SHAPE = 4;

export function shapesOf(
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
