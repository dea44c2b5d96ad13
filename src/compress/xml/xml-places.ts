// Where something stands in a text, as marks name it.

export interface Places {
  readonly unit: 'line' | 'character';
  /** Counted from 1; of the characters from `start` up to `end`, which is not one of them. */
  readonly placeOf: (start: number, end: number) => { readonly from: number; readonly to: number };
}

/** With a longer line, lines say too little. */
const LONGEST_LINE = 2_000;

/** Lines of the text; characters where much of it stands on one line. */
export function placesIn(text: string): Places {
  const starts = [0];
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  if (starts.some((start, at) => (starts[at + 1] ?? text.length) - start > LONGEST_LINE))
    return { unit: 'character', placeOf: (start, end) => ({ from: start + 1, to: end }) };
  return {
    unit: 'line',
    placeOf: (start, end) => ({ from: lineOf(starts, start), to: lineOf(starts, end - 1) }),
  };
}

function lineOf(starts: readonly number[], offset: number): number {
  let low = 0;
  let high = starts.length;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if ((starts[middle] ?? 0) <= offset) low = middle;
    else high = middle;
  }
  return low + 1;
}
