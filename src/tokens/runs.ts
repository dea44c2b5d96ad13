// The runs of a text: neighbouring characters of one kind, each with a hash. Where a run ends is found by arithmetic, not by
// branches: a processor that guesses wrong there, at every second character of a log, loses more time than the characters take.
//
// All runs are written into the same arrays, which never change places: only for those the compiler makes its fastest code. So
// whoever reads runs takes the arrays of `RUNS` into constants of its module, and is done with them before others are found.
import { Buffer } from 'node:buffer';

/** The kinds of runs. Hot loops take them into constants of their own module: what is imported counts as changeable. */
export const KIND = {
  /** Before the first run and behind the last. */
  none: 0,
  /** Small letters, capitals and digits of ASCII. */
  lower: 1,
  upper: 2,
  digit: 3,
  /** A blank, a tab, any control character but the next two. */
  space: 4,
  lineFeed: 5,
  return: 6,
  underscore: 7,
  mark: 8,
  /** Letters beyond ASCII, of scripts that put blanks between words. */
  wideLetter: 9,
  /** Chinese, Japanese, Korean. */
  ideograph: 10,
  /** Of other scripts. */
  otherLetter: 11,
  wideMark: 12,
} as const;

/** The longest text, or stretch of one, whose runs `findRuns` and `runsOf` can find. */
export const LONGEST_BLOCK = 65_536;
/** The longest one for `findShortRuns`. */
export const LONGEST_SHORT = 4_096;
/** A run that is none stands before and behind the runs of a text. */
const AROUND = 2;
const SHORT_AT = LONGEST_BLOCK + AROUND;
const ROOM = SHORT_AT + LONGEST_SHORT + AROUND;

const kinds = new Uint8Array(ROOM);
const ends = new Int32Array(ROOM);
const hashes = new Int32Array(ROOM);
const codes = new Uint16Array(ROOM);
const bytes = Buffer.from(codes.buffer);
const BYTES_PER_CODE = 2;
const IS_LITTLE_ENDIAN = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1;

/** What is known of each run, by its place in these arrays. A run begins where the one before it ends. */
export const RUNS = {
  kinds,
  /** In `codes`. */
  ends,
  /** By `growHash` over the characters of the run. */
  hashes,
  /** The character codes of the text. */
  codes,
} as const;

/** Where the runs of a text stand in the arrays. */
export interface Found {
  /** The end of the run before it is where the text begins in `codes`. */
  readonly first: number;
  /** Before the first if there are none. */
  readonly last: number;
}

let remembered: { readonly text: string; readonly runs: Found } | undefined;

/**
 * Finds the runs of a text of up to LONGEST_BLOCK characters. All who ask about the same text one after the other get what the
 * first one found.
 */
export function runsOf(text: string): Found {
  if (remembered?.text !== text) remembered = { text, runs: findRuns(text) };
  return remembered.runs;
}

/** The same without remembering: for stretches of a long text, which must not be kept alive. */
export function findRuns(text: string): Found {
  remembered = undefined;
  return { first: 1, last: fillRuns(text, 0) };
}

/** The runs of a text of up to LONGEST_SHORT characters; they stand apart, so that those of a long one stay. */
export function findShortRuns(text: string): Found {
  return { first: SHORT_AT + 1, last: fillRuns(text, SHORT_AT) };
}

const KIND_BITS = 4;
const KIND_MASK = 15;
const NO_RUN = KIND.none;

/** Writes the runs of a text behind a place; gives the place of the last one. */
function fillRuns(text: string, place: number): number {
  // Said to be integers of 32 bits: that makes the loop twice as fast.
  const base = place | 0;
  const end = (base + text.length) | 0;
  writeCodes(text, base);
  let run = base;
  let kind: number = NO_RUN;
  let hash = 0;
  for (let at = base; at < end; at++) {
    const code = codes[at] ?? 0;
    const entry = code < 128 ? (ENTRIES[code] ?? 0) : wideEntry(code);
    const next = entry & KIND_MASK;
    // Written at every character: what is written last, where the run ends, stays.
    kinds[run] = kind;
    ends[run] = at;
    hashes[run] = hash;
    const isEnd = ((kind ^ next) + KIND_MASK) >> KIND_BITS;
    run += isEnd;
    hash = (Math.imul(hash & (isEnd - 1), 31) + (entry >> KIND_BITS)) | 0;
    kind = next;
  }
  kinds[run] = kind;
  ends[run] = end;
  hashes[run] = hash;
  kinds[run + 1] = NO_RUN;
  codes[end] = 0;
  return run;
}

function writeCodes(text: string, base: number): void {
  const start = base * BYTES_PER_CODE;
  const written = bytes.write(text, start, 'utf16le');
  if (!IS_LITTLE_ENDIAN) bytes.subarray(start, start + written).swap16();
}

/** The hash with one more character; capitals of ASCII count as small letters. */
export function growHash(hash: number, code: number): number {
  const step = code < 128 ? (ENTRIES[code] ?? 0) >> KIND_BITS : code + 1;
  return (Math.imul(hash, 31) + step) | 0;
}

/** Kind and step of the hash of each ASCII character. */
const ENTRIES = entriesOfAscii();

function entriesOfAscii(): Uint16Array {
  const kindOf = new Uint8Array(128).fill(KIND.mark);
  kindOf.fill(KIND.space, 0, 33);
  kindOf[10] = KIND.lineFeed;
  kindOf[13] = KIND.return;
  kindOf[95] = KIND.underscore;
  kindOf.fill(KIND.digit, 48, 58);
  kindOf.fill(KIND.upper, 65, 91);
  kindOf.fill(KIND.lower, 97, 123);
  return Uint16Array.from(kindOf, (kind, code) =>
    entryOf(kind, kind === KIND.upper ? code + 32 : code),
  );
}

function entryOf(kind: number, code: number): number {
  return kind | ((code + 1) << KIND_BITS);
}

/** The kind of the run that a character stands in. */
export function kindOfCode(code: number): number {
  return code < 128 ? (ENTRIES[code] ?? 0) & KIND_MASK : wideKindOf(code);
}

function wideEntry(code: number): number {
  return entryOf(wideKindOf(code), code);
}

function wideKindOf(code: number): number {
  if (code < 0xc0) return KIND.wideMark;
  if (code < 0x2000) return KIND.wideLetter;
  if (code < 0x3040) return KIND.wideMark;
  if (code <= 0x9fff || (code >= 0xac00 && code <= 0xd7a3)) return KIND.ideograph;
  return code < 0xd7b0 ? KIND.otherLetter : KIND.wideMark;
}
