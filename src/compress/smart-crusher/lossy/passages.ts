// Cuts a long value into passages that can be kept or left out one by one. Its two ends always stay.

export interface LongText {
  /** The value as it is written. */
  readonly text: string;
  /** What lies between the two ends: passages from `start` to `end`, one behind the other. */
  readonly passages: readonly Passage[];
  /** Items of a list are counted, characters of anything else. */
  readonly unit: 'items' | 'characters';
}

export interface Passage {
  readonly start: number;
  readonly end: number;
  /** Items or characters. */
  readonly count: number;
}

/** Longer values are cut. */
export const LONGEST_WHOLE = 300;
/** Passages end at a line end, a sentence end or a blank, in this range of lengths. */
const SHORTEST_PASSAGE = 60;
const LONGEST_PASSAGE = 240;

/** The passages of a string or of a value in brackets. */
export function cutText(
  text: string,
  ends: { readonly head: number; readonly tail: number },
): LongText {
  const passages: Passage[] = [];
  const stop = text.length - ends.tail;
  let start = passageEnd(text, 0, { least: ends.head, most: ends.head + SHORTEST_PASSAGE });
  while (start < stop) {
    const end = passageEnd(text, start, { least: SHORTEST_PASSAGE, most: LONGEST_PASSAGE });
    const isLast = end >= stop - SHORTEST_PASSAGE / 2;
    const until = isLast ? Math.max(start + 1, safeCut(text, stop)) : end;
    passages.push({ start, end: until, count: until - start });
    if (isLast) break;
    start = end;
  }
  return { text, passages, unit: 'characters' };
}

/** Behind the first line end in the range, else the first sentence end, else the last blank or comma, else at its end. */
function passageEnd(
  text: string,
  start: number,
  { least, most }: { readonly least: number; readonly most: number },
): number {
  const to = start + most;
  if (to >= text.length) return text.length;
  const from = start + least;
  const window = text.slice(from, to);
  const lineEnd = window.indexOf('\\n');
  if (lineEnd >= 0 && window[lineEnd - 1] !== '\\') return from + lineEnd + 2;
  const sentence = window.indexOf('. ');
  if (sentence >= 0) return from + sentence + 2;
  const blank = Math.max(window.lastIndexOf(' '), window.lastIndexOf(','));
  return blank >= 0 ? from + blank + 1 : safeCut(text, to);
}

/** Never inside an escape or a surrogate pair. */
function safeCut(text: string, at: number): number {
  const low = text.charCodeAt(at);
  const cut = low >= 0xdc00 && low <= 0xdfff ? at - 1 : at;
  const before = text.slice(Math.max(0, cut - LONGEST_ESCAPE), cut);
  const escape = before.lastIndexOf('\\');
  if (escape < 0 || before[escape - 1] === '\\') return cut;
  const length = before[escape + 1] === 'u' ? LONGEST_ESCAPE : 2;
  return before.length - escape < length ? cut - before.length + escape : cut;
}

/** The length of `\u00e9`. */
const LONGEST_ESCAPE = 6;

/** More items than this are kept or left out in groups. */
const MOST_GROUPS = 1_000;
/** Items at either end of a list that always stay. */
export const ENDS_OF_LIST = 2;

/** The items of a list as passages, from the lengths of the items as written; a comma stands between them. */
export function cutList(text: string, lengths: readonly number[]): LongText {
  const groupSize = Math.ceil(lengths.length / MOST_GROUPS);
  const passages: Passage[] = [];
  let start = 1;
  let groupStart = -1;
  let count = 0;
  lengths.forEach((length, index) => {
    const isInside = index >= ENDS_OF_LIST && index < lengths.length - ENDS_OF_LIST;
    if (isInside && groupStart < 0) groupStart = start;
    if (isInside) count++;
    start += length + 1;
    const isFull = (index - ENDS_OF_LIST + 1) % groupSize === 0;
    if (groupStart >= 0 && (isFull || index === lengths.length - ENDS_OF_LIST - 1)) {
      passages.push({ start: groupStart, end: start, count });
      groupStart = -1;
      count = 0;
    }
  });
  return { text, passages, unit: 'items' };
}
