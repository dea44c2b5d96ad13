// Where something stands in a text, as marks name it.
import { linePlaces } from '../select/line-places.ts';

export interface Places {
  readonly unit: 'line' | 'character';
  /** Counted from 1; of the characters from `start` up to `end`, which is not one of them. */
  readonly placeOf: (start: number, end: number) => { readonly from: number; readonly to: number };
}

/** With a longer line, lines say too little. */
const LONGEST_LINE = 2_000;

/** Lines of the text; characters where much of it stands on one line. */
export function placesIn(text: string): Places {
  const { starts, lineOf } = linePlaces(text);
  if (starts.some((start, at) => (starts[at + 1] ?? text.length) - start > LONGEST_LINE))
    return { unit: 'character', placeOf: (start, end) => ({ from: start + 1, to: end }) };
  return {
    unit: 'line',
    placeOf: (start, end) => ({ from: lineOf(start), to: lineOf(end - 1) }),
  };
}
