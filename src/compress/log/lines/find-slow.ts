// Finds the lines that took much longer than others of their kind: the slowest test, the query that hung.
import { KIND, RUNS } from '../../../tokens/runs.ts';
import { isDigit } from './digits.ts';
import type { LinePlace } from './scan-log-words.ts';

const { kinds, ends, codes } = RUNS;
const DIGIT = KIND.digit;
const MOST_DIGITS = 12;
const MOST_DECIMALS = 9;
/** "duration=812", "latency_ms=95.1": compared only with lines of the same kind, so the unit does not matter. */
const TOOK_NAMED =
  /\b(?:duration|elapsed|latency|took|[a-z]{1,12}_time)(?:_?[mun]?s)?["']?[=:] ?"?(\d{1,12}(?:\.\d{1,9})?)\b/i;

/** Where a time may stand in a very long line. */
const LONGEST_SEARCHED = 600;
/** Fewer lines of a kind do not tell what is usual. */
const FEWEST = 8;
/** So much longer than the middle, and than nine in ten, is slow. */
const TIMES_MIDDLE = 8;
const TIMES_MOST = 2;
/** Of one kind; with more of them, slowness is no exception. */
const MOST_SLOW = 3;
/** Where nothing stands out, the slowest one of a kind does if it took so much longer than the middle. */
const SLOWEST_TIMES_MIDDLE = 3;

/** The lines that are slow: by the time each took, NaN where none is known. `kindOf` says which lines are of one kind. */
export function findSlow(
  times: Float64Array,
  kindOf: (index: number) => number,
): ReadonlySet<number> {
  const groups = new Map<number, { readonly at: number[]; readonly took: number[] }>();
  for (let index = 0; index < times.length; index++) {
    const took = times[index] ?? Number.NaN;
    if (Number.isNaN(took)) continue;
    const kind = kindOf(index);
    const group = groups.get(kind);
    if (group === undefined) groups.set(kind, { at: [index], took: [took] });
    else {
      group.at.push(index);
      group.took.push(took);
    }
  }
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

/**
 * What a line says that something took, in seconds if it says which unit; NaN if it says nothing. Behind a number, as in
 * "1205.104 ms", "(0.33s)", "4 seconds", stands a unit, and the number is no part of a name, a version, a time of day or a date.
 */
export function timeTaken(line: string, { run: first, start: lineStart, end }: LinePlace): number {
  const stop = Math.min(end, lineStart + LONGEST_SEARCHED) | 0;
  let mayBeNamed = false;
  let run = first | 0;
  for (let start = ends[run - 1] ?? 0; start < stop; start = ends[run - 1] ?? 0) {
    const isNumber = kinds[run] === DIGIT;
    run = (run + 1) | 0;
    if (!isNumber) continue;
    const before = start > lineStart ? (codes[start - 1] ?? 0) : 0;
    if (!isJoined(before)) {
      const numberEnd = endOfNumber(start, Math.min(stop, ends[run - 1] ?? 0), stop);
      const unit = numberEnd === 0 ? 0 : unitAt(numberEnd, stop);
      if (unit !== 0) return Number(line.slice(start - lineStart, numberEnd - lineStart)) * unit;
    }
    mayBeNamed ||= isNamed(start, lineStart);
  }
  const named = mayBeNamed ? TOOK_NAMED.exec(line.slice(0, LONGEST_SEARCHED)) : null;
  return named === null ? Number.NaN : Number(named[1]);
}

/** Behind the decimals; 0 for what is no number that counts anything. */
function endOfNumber(start: number, digitsEnd: number, stop: number): number {
  if (digitsEnd - start > MOST_DIGITS) return 0;
  if (digitsEnd >= stop || codes[digitsEnd] !== POINT) return digitsEnd;
  let end = digitsEnd + 1;
  while (end < stop && isDigit(codes[end] ?? 0)) end++;
  const decimals = end - digitsEnd - 1;
  return decimals === 0 || decimals > MOST_DECIMALS ? 0 : end;
}

/** The unit behind a number in seconds, with or without a blank in between; 0 for none. */
function unitAt(numberEnd: number, stop: number): number {
  const at = codes[numberEnd] === BLANK && numberEnd < stop ? numberEnd + 1 : numberEnd;
  if (at >= stop) return 0;
  const first = codes[at] ?? 0;
  if (first === LETTER_S) return isSeconds(at, stop) ? 1 : 0;
  if (codes[at + 1] !== LETTER_S || !isWordEnd(at + 2, stop)) return 0;
  if (first === LETTER_M) return 1e-3;
  if (first === LETTER_U || first === MICRO || first === MU) return 1e-6;
  return first === LETTER_N ? 1e-9 : 0;
}

const UNITS_OF_SECONDS = ['s', 'sec', 'secs', 'second', 'seconds'].map((word) =>
  Uint16Array.from(word, (letter) => letter.charCodeAt(0)),
);

function isSeconds(at: number, stop: number): boolean {
  return UNITS_OF_SECONDS.some((word) => {
    if (!isWordEnd(at + word.length, stop)) return false;
    return word.every((code, index) => codes[at + index] === code);
  });
}

/** Whether a word that ends here ends; within the text. */
function isWordEnd(end: number, stop: number): boolean {
  if (end >= stop) return end === stop;
  const code = codes[end] ?? 0;
  const lower = code | 32;
  return !((lower >= 97 && lower <= 122) || isDigit(code) || code === 95);
}

/** Whether a number stands behind a name that may say what it is: `took=`, `"elapsed_ms": `. */
function isNamed(start: number, lineStart: number): boolean {
  let at = start - 1;
  if (codes[at] === QUOTE) at--;
  if (codes[at] === BLANK) at--;
  if (codes[at] !== EQUALS && codes[at] !== COLON) return false;
  at--;
  if (codes[at] === QUOTE || codes[at] === APOSTROPHE) at--;
  return at > lineStart && LAST_LETTERS.has((codes[at] ?? 0) | 32);
}

/** Of the names in TOOK_NAMED. */
const LAST_LETTERS = new Set(Array.from('ndykes', (letter) => letter.charCodeAt(0)));

const BLANK = 32;
const QUOTE = 34;
const APOSTROPHE = 39;
const POINT = 46;
const COLON = 58;
const EQUALS = 61;
const LETTER_M = 109;
const LETTER_N = 110;
const LETTER_S = 115;
const LETTER_U = 117;
const MICRO = 0xb5;
const MU = 0x3bc;

/** A letter, a digit, or one of "_ . : -". */
function isJoined(code: number): boolean {
  const lower = code | 32;
  const isLetter = lower >= 97 && lower <= 122;
  return isLetter || (code >= 48 && code <= 58) || code === 95 || code === POINT || code === 45;
}

/** Infinity if nothing stands out. */
function leastSlow(took: readonly number[]): number {
  const sorted = Float64Array.from(took).sort();
  const middle = sorted[sorted.length >> 1] ?? 0;
  const most = sorted[Math.floor(sorted.length * 0.9) - 1] ?? 0;
  const least = Math.max(middle * TIMES_MIDDLE, most * TIMES_MOST, Number.MIN_VALUE);
  const slow = sorted.filter((time) => time >= least);
  const slowest = sorted.at(-1) ?? 0;
  const isSlowest = slowest >= Math.max(middle * SLOWEST_TIMES_MIDDLE, Number.MIN_VALUE);
  return slow.at(-MOST_SLOW) ?? slow[0] ?? (isSlowest ? slowest : Infinity);
}
