// Texts whose lines all end as Windows ends them. What chooses from lines looks at how they end, and need not know this.
import type { Omission } from './compressor.ts';

export function hasOnlyWindowsEnds(text: string): boolean {
  let at = text.indexOf('\n');
  if (at === -1) return false;
  for (; at !== -1; at = text.indexOf('\n', at + 1)) {
    if (text.charCodeAt(at - 1) !== CARRIAGE_RETURN) return false;
  }
  return true;
}

const CARRIAGE_RETURN = 13;

/** The lines ended by a line feed alone; undefined where not all of them are ended by both. */
export function withoutReturns(text: string): string | undefined {
  return hasOnlyWindowsEnds(text) ? text.replaceAll('\r\n', '\n') : undefined;
}

/** What is left out of a text without returns, by its places in the text with them: only characters are told otherwise. */
export function placedWithReturns(lost: readonly Omission[], plain: string): readonly Omission[] {
  if (!lost.some(({ unit }) => unit === 'character')) return lost;
  const ends = lineEndsOf(plain);
  const moved = (place: number): number => place + countBelow(ends, place - 1);
  return lost.map((omission) =>
    omission.unit === 'character'
      ? { ...omission, from: moved(omission.from), to: moved(omission.to) }
      : omission,
  );
}

function lineEndsOf(text: string): readonly number[] {
  const ends: number[] = [];
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) ends.push(at);
  return ends;
}

/** How many of the ascending numbers are below another one. */
function countBelow(numbers: readonly number[], limit: number): number {
  let low = 0;
  let high = numbers.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((numbers[middle] ?? 0) < limit) low = middle + 1;
    else high = middle;
  }
  return low;
}
