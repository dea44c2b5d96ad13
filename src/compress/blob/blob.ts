// Lossy form of encoded bytes inside a text: their first characters, what they are, how many and their hash. What stands
// around them stays as it is: a string of JSON is still a string.
import {
  CONTENT_KINDS,
  type Compressed,
  type CompressContext,
  type Compressor,
  type Omission,
} from '../compressor.ts';
import { describeBlob } from './describe-blob.ts';
import { findBlobs, type Blob } from './find-blobs.ts';

export const blob: Compressor = {
  name: 'blob',
  accepts: CONTENT_KINDS,
  fidelity: 'lossy',
  compress: foldBlobs,
};

/** First characters of the run: enough to know it again. */
const HEAD = 24;

function foldBlobs(text: string, context: CompressContext): Compressed | undefined {
  const blobs = findBlobs(text);
  if (blobs.length === 0) return undefined;
  // Others count lines behind this: rows of a wrapped run go only if nothing has to follow.
  const inLines = fold(
    text,
    blobs.filter(({ wrapped }) => !wrapped),
  );
  if (!blobs.some(({ wrapped }) => wrapped)) return inLines;
  const all = fold(text, blobs);
  if (context.estimate(all.text) <= context.budgetTokens) return all;
  return inLines.lost?.length === 0 ? undefined : inLines;
}

function fold(text: string, blobs: readonly Blob[]): Compressed {
  const parts: string[] = [];
  const lost: Omission[] = [];
  let end = 0;
  for (const found of blobs) {
    const from = found.from + HEAD;
    const about = describeBlob(text, found);
    const omission: Omission = { unit: 'character', from: from + 1, to: found.to, about };
    parts.push(text.slice(end, from), markOf(omission));
    lost.push(omission);
    end = found.to;
  }
  parts.push(text.slice(end));
  return { text: parts.join(''), lost };
}

function markOf({ from, to, about = '' }: Omission): string {
  return `[… ${to - from + 1} characters: ${about}]`;
}

/** Tells for a place in a text that was folded, counted from 1, where it lay in the text before: `folded` is what went. */
export function placesBefore(folded: readonly Omission[]): (place: number) => number {
  let shift = 0;
  const marks = folded.map((omission) => {
    const { from, to } = omission;
    const length = markOf(omission).length;
    const mark = { start: from - shift, end: from - shift + length, shift, to };
    shift += to - from + 1 - length;
    return { ...mark, shiftBehind: shift };
  });
  return (place) => {
    const mark = marks.findLast(({ start }) => start <= place);
    if (mark === undefined) return place;
    return place < mark.end ? Math.min(mark.to, place + mark.shift) : place + mark.shiftBehind;
  };
}

/** Of a file that holds hardly anything else, no line can be edited by quoting it. */
const MOSTLY = 0.9;

/** Whether a text is encoded bytes with little around them. */
export function isMostlyBlob(text: string): boolean {
  const encoded = findBlobs(text).reduce((sum, { from, to }) => sum + to - from, 0);
  return encoded > text.length * MOSTLY;
}
