// The words of a log line, from the runs of its text. A word is a run of letters, digits and `_`; case does not matter.
import { findShortRuns, growHash, KIND, kindOfCode, RUNS } from '../../../tokens/runs.ts';

const { kinds, ends, hashes, codes } = RUNS;

/** How a word stands in its line. Hot loops take these into constants of their own module. */
export const WORD_FLAG = {
  hasDigit: 1,
  /** Part of a path, a file name, an option or an identifier: "src/error.ts" does not report an error. */
  glued: 2,
  /** Written like a type: "TypeError", "NullPointerException". */
  camel: 4,
  capitals: 8,
} as const;

/** The words of one line, in order. */
export interface LineWords {
  count: number;
  readonly hashes: Int32Array;
  /** From the begin of the line. */
  readonly starts: Int32Array;
  readonly ends: Int32Array;
  readonly flags: Uint8Array;
}

/** Of a very long line only so many characters are read. */
export const LONGEST_SCAN = 2_000;

// A word and the blank behind it are two characters at least.
const MOST_WORDS = LONGEST_SCAN / 2 + 1;
const wordHashes = new Int32Array(MOST_WORDS);
const starts = new Int32Array(MOST_WORDS);
const wordEnds = new Int32Array(MOST_WORDS);
const wordFlags = new Uint8Array(MOST_WORDS);

/** The words of the line that was read last: room that is used again for the next. */
export const WORDS: LineWords = {
  count: 0,
  hashes: wordHashes,
  starts,
  ends: wordEnds,
  flags: wordFlags,
};

const UPPER = KIND.upper;
const DIGIT = KIND.digit;
const HAS_DIGIT = WORD_FLAG.hasDigit;
const GLUED = WORD_FLAG.glued;
const CAMEL = WORD_FLAG.camel;
const CAPITALS = WORD_FLAG.capitals;

/** 1 for the kinds of runs that words are made of. */
const IN_WORD = inWord();

function inWord(): Uint8Array {
  const table = new Uint8Array(Object.keys(KIND).length);
  for (const kind of [KIND.lower, KIND.upper, KIND.digit, KIND.underscore]) table[kind] = 1;
  for (const kind of [KIND.wideLetter, KIND.ideograph, KIND.otherLetter]) table[kind] = 1;
  return table;
}

/** A line of a text whose runs were found. */
export interface LinePlace {
  /** The first run of the line, or the line feed before it; once the line was read, what follows its last run. */
  run: number;
  /** Where the line stands in the codes of the runs. */
  start: number;
  end: number;
}

/** Finds each word of a line of up to LONGEST_SCAN characters: its hash, where it stands and how. */
export function readWords(place: LinePlace): void {
  const lineStart = place.start | 0;
  const lineEnd = place.end | 0;
  let count = 0;
  let run = place.run | 0;
  let at = ends[run - 1] ?? 0;
  while (at < lineEnd) {
    const kind = kinds[run] ?? 0;
    const start = at;
    at = ends[run] ?? 0;
    run = (run + 1) | 0;
    if (IN_WORD[kind] === 0) continue;
    let hash = hashes[run - 1] ?? 0;
    let flags = kind === DIGIT ? HAS_DIGIT : 0;
    let uppers = kind === UPPER ? at - start : 0;
    for (let next = kinds[run] ?? 0; IN_WORD[next] === 1; next = kinds[run] ?? 0) {
      const end = ends[run] ?? 0;
      if (next === DIGIT) flags |= HAS_DIGIT;
      if (next === UPPER) uppers = (uppers + end - at) | 0;
      for (; at < end; at = (at + 1) | 0) hash = growHash(hash, codes[at] ?? 0);
      run = (run + 1) | 0;
    }
    if (uppers > 1) flags |= uppers === at - start ? CAPITALS : CAMEL;
    if (isGlued(start, at, place)) flags |= GLUED;
    wordHashes[count] = hash;
    starts[count] = start - lineStart;
    wordEnds[count] = at - lineStart;
    wordFlags[count] = flags;
    count = (count + 1) | 0;
  }
  WORDS.count = count;
  place.run = run;
}

/** Finds the runs of the begin of a line by itself. */
export function placeByItself(line: string): LinePlace {
  const read = line.length > LONGEST_SCAN ? line.slice(0, LONGEST_SCAN) : line;
  const { first } = findShortRuns(read);
  const start = ends[first - 1] ?? 0;
  return { run: first, start, end: start + read.length };
}

/** The hash under which a word of ASCII letters is reported. */
export function hashOfLogWord(word: string): number {
  readWords(placeByItself(word));
  return wordHashes[WORDS.count - 1] ?? 0;
}

/** Joined to another word by a mark that file names, options and identifiers hold. */
function isGlued(start: number, end: number, line: LinePlace): boolean {
  if (start > line.start) {
    const before = codes[start - 1] ?? 0;
    if (isJoint(before) && (isDash(before) || isWordAt(start - 2, line))) return true;
  }
  return end < line.end && isJoint(codes[end] ?? 0) && isWordAt(end + 1, line);
}

function isWordAt(at: number, line: LinePlace): boolean {
  return at >= line.start && at < line.end && IN_WORD[kindOfCode(codes[at] ?? 0)] === 1;
}

/** One of . / \ - + $ @ */
function isJoint(code: number): boolean {
  return (code >= 45 && code <= 47) || code === 92 || code === 36 || code === 64 || code === 43;
}

function isDash(code: number): boolean {
  return code === 45 || code === 47 || code === 92 || code === 46;
}
