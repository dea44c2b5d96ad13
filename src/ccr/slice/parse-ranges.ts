// Reads "12-98, 120-151" as people and models write it.
import { mergeRanges, type Range } from '../merge-ranges.ts';
import type { BadSlice } from '../piece.ts';

export type ParsedRanges = { readonly ok: true; readonly ranges: readonly Range[] } | BadSlice;

const LONGEST = 4_000;
const RANGE = /^(\d{0,9})(?:(-|:|\.\.)(\d{0,9}))?$/;

/** Ranges in order, overlaps merged, cut to what there is. Nothing left of them is a bad request. */
export function parseRanges(
  given: string,
  there: { readonly unit: 'line' | 'row'; readonly count: number },
): ParsedRanges {
  if (given.length > LONGEST) return notARange(given, there.unit);
  const bare = given.replace(/[\s"']/g, '');
  const parts = bare.split(',').filter((part) => part !== '');
  const ranges: Range[] = [];
  for (const part of parts) {
    const range = parseRange(part);
    if (range === undefined) return notARange(part, there.unit);
    ranges.push(range);
  }
  if (ranges.length === 0) return notARange(given, there.unit);
  const present = mergeRanges(ranges)
    .filter(({ from }) => from <= there.count)
    .map(({ from, to }) => ({ from, to: Math.min(to, there.count) }));
  return present.length === 0 ? beyondTheEnd(given, there) : { ok: true, ranges: present };
}

function parseRange(part: string): Range | undefined {
  const match = RANGE.exec(part);
  if (match === null) return undefined;
  const [, start = '', dash, end = ''] = match;
  if (start === '' && end === '') return undefined;
  const from = start === '' ? 1 : Number(start);
  const to = dash === undefined ? from : end === '' ? Infinity : Number(end);
  return from >= 1 && to >= from ? { from, to } : undefined;
}

function notARange(given: string, unit: string): BadSlice {
  return {
    ok: false,
    message: `"${given.slice(0, 60)}" is not a range of ${unit}s.`,
    hint: `Ranges count from 1, both ends included: 12-40, 90-, -20, 7, or several with commas.`,
  };
}

function beyondTheEnd(
  given: string,
  there: { readonly unit: string; readonly count: number },
): BadSlice {
  const { unit, count } = there;
  return {
    ok: false,
    message: `The original has ${count} ${unit}${count === 1 ? '' : 's'}; "${given.slice(0, 60)}" is beyond them.`,
    hint: count === 0 ? 'Ask for the whole original.' : `Ask for ${unit}s between 1 and ${count}.`,
  };
}
