// Which line of a text an offset is in.

export interface LinePlaces {
  /** Offsets of the first characters of all lines. */
  readonly starts: readonly number[];
  /** Counted from 1. */
  lineOf(offset: number): number;
}

/** The lines of a text, split at line feeds. */
export function linePlaces(text: string): LinePlaces {
  const starts = [0];
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return {
    starts,
    lineOf: (offset) => {
      let low = 0;
      let high = starts.length;
      while (high - low > 1) {
        const middle = (low + high) >> 1;
        if ((starts[middle] ?? 0) <= offset) low = middle;
        else high = middle;
      }
      return low + 1;
    },
  };
}
