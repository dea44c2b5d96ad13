// Ranges of lines or rows as a set.

/** Both ends included, counted from 1. */
export interface Range {
  readonly from: number;
  readonly to: number;
}

/** The same positions in order and without overlaps; neighbours become one range. */
export function mergeRanges(ranges: readonly Range[]): readonly Range[] {
  const merged: Range[] = [];
  for (const { from, to } of ranges.toSorted((a, b) => a.from - b.from)) {
    const last = merged.at(-1);
    if (last === undefined || from > last.to + 1) merged.push({ from, to });
    else if (to > last.to) merged[merged.length - 1] = { from: last.from, to };
  }
  return merged;
}
