// Finds the lines that took much longer than others of their kind: the slowest test, the query that hung.
import { endOfDigits } from './digits.ts';

/** Behind a number, as in "1205.104 ms", "(0.33s)", "4 seconds": a time that something took, not the time of day. */
const UNIT = / ?(ms|[µμ]s|us|ns|s|secs?|seconds?)\b/y;
const MOST_DIGITS = 12;
const MOST_DECIMALS = 9;
/** "duration=812", "latency_ms=95.1": compared only with lines of the same kind, so the unit does not matter. */
const TOOK_NAMED =
  /\b(?:duration|elapsed|latency|took|[a-z]{1,12}_time)(?:_?[mun]?s)?["']?[=:] ?"?(\d{1,12}(?:\.\d{1,9})?)\b/i;

const SECONDS: Readonly<Record<string, number>> = {
  ms: 1e-3,
  µs: 1e-6,
  μs: 1e-6,
  us: 1e-6,
  ns: 1e-9,
};

/** Where a time may stand in a very long line. */
const LONGEST_SEARCHED = 600;
/** Fewer lines of a kind do not tell what is usual. */
const FEWEST = 8;
/** So much longer than the middle, and than nine in ten, is slow. */
const TIMES_MIDDLE = 8;
const TIMES_MOST = 2;
/** Of one kind; with more of them, slowness is no exception. */
const MOST_SLOW = 3;

/** The lines that are slow; `kindOf` says which lines are of one kind. */
export function findSlow(
  lines: readonly string[],
  kindOf: (index: number) => number,
): ReadonlySet<number> {
  const groups = new Map<number, { readonly at: number[]; readonly took: number[] }>();
  lines.forEach((line, index) => {
    const took = timeTaken(line);
    if (took === undefined) return;
    const kind = kindOf(index);
    const group = groups.get(kind) ?? { at: [], took: [] };
    groups.set(kind, group);
    group.at.push(index);
    group.took.push(took);
  });
  const slow = new Set<number>();
  for (const { at, took } of groups.values()) {
    if (took.length < FEWEST) continue;
    const least = leastSlow(took);
    took.forEach((time, place) => {
      const index = at[place];
      if (time >= least && index !== undefined) slow.add(index);
    });
  }
  return slow;
}

function timeTaken(line: string): number | undefined {
  const text = line.length > LONGEST_SEARCHED ? line.slice(0, LONGEST_SEARCHED) : line;
  const took = timeWithUnit(text);
  if (took !== undefined) return took;
  const named = TOOK_NAMED.exec(text);
  return named === null ? undefined : Number(named[1]);
}

/** In seconds. Most numbers of a log are no times: a regular expression would begin at each of their digits. */
function timeWithUnit(text: string): number | undefined {
  for (let at = 0; at < text.length; at++) {
    const start = at;
    at = endOfDigits(text, start);
    if (at === start || at - start > MOST_DIGITS || isJoined(text.charCodeAt(start - 1))) continue;
    const end = text.charCodeAt(at) === POINT ? endOfDigits(text, at + 1) : at;
    const decimals = end - at - 1;
    if (decimals === 0 || decimals > MOST_DECIMALS) continue;
    UNIT.lastIndex = end;
    const unit = UNIT.exec(text)?.[1];
    if (unit !== undefined) return Number(text.slice(start, end)) * (SECONDS[unit] ?? 1);
  }
  return undefined;
}

const POINT = 46;

/** Behind a letter, a digit, or one of "_ . : -" a number is part of a name, a version, a time of day or a date. */
function isJoined(code: number): boolean {
  const lower = code | 32;
  const isLetter = lower >= 97 && lower <= 122;
  return isLetter || (code >= 48 && code <= 58) || code === 95 || code === POINT || code === 45;
}

/** Infinity if nothing, or too much, stands out. */
function leastSlow(took: readonly number[]): number {
  const sorted = Float64Array.from(took).sort();
  const middle = sorted[sorted.length >> 1] ?? 0;
  const most = sorted[Math.floor(sorted.length * 0.9) - 1] ?? 0;
  const least = Math.max(middle * TIMES_MIDDLE, most * TIMES_MOST, Number.MIN_VALUE);
  const slow = sorted.filter((time) => time >= least);
  return slow.at(-MOST_SLOW) ?? slow[0] ?? Infinity;
}
