// The words of texts as 32-bit hashes, from the runs of their characters: no strings, no regular expressions. Words are
// lower-cased, split at camelCase, digits and punctuation, and stemmed lightly ("fails", "failed": "fail").
import {
  findRuns,
  findShortRuns,
  KIND,
  kindOfCode,
  LONGEST_BLOCK,
  LONGEST_SHORT,
  RUNS,
  type Found,
} from '../../tokens/runs.ts';
import { eachBlock, type TextBlock } from '../../tokens/text-blocks.ts';
import { endOfStem } from './word-stem.ts';

const { kinds, ends, hashes, codes } = RUNS;
const UPPER = KIND.upper;
const DIGIT = KIND.digit;
const WIDE_LETTER = KIND.wideLetter;

export interface WordVisitor {
  /** 1 where a word that begins like this (`WordHash.begin`) is wanted. Absent: all are. */
  readonly begins?: Uint8Array;
  /** Told every word, identifier part and, for split identifiers, the whole. */
  visit(hash: number, begin: number): void;
  /** Told behind each text how many words it has. */
  endText(index: number, words: number): void;
}

/** Shows the words of each text. */
export function scanTexts(texts: readonly string[], visitor: WordVisitor): void {
  const begins = visitor.begins ?? ALL;
  const scanning = { visitor, begins };
  eachBlock(texts, (block) => {
    if (block.runs !== undefined) scanBlock(texts, block, scanning);
    else visitor.endText(block.first, scanLong(texts[block.first] ?? '', scanning));
  });
}

export interface WordHash {
  /** Under which `scanTexts` shows a single word; of several the last. */
  readonly hash: number;
  /** How it begins; as different words may begin alike, it only says which ones are not worth a look. */
  readonly begin: number;
}

/** What stands for a word. */
export function hashOfWord(word: string): WordHash {
  let last: WordHash = { hash: 0, begin: 0 };
  const visitor: WordVisitor = {
    visit(hash, begin) {
      last = { hash, begin };
    },
    endText() {},
  };
  const runs = findShortRuns(word.slice(-LONGEST_SHORT));
  scanRuns({ run: runs.first, stop: ends[runs.last] ?? 0 }, { visitor, begins: ALL });
  return last;
}

/** How many ways to begin there are. */
export const BEGINS = 1_024;
const ALL = new Uint8Array(BEGINS).fill(1);

/** By the first two characters, hashed as words are: neither case nor ending changes them. */
function beginOf(start: number, end: number): number {
  const first = plainCode(codes[start] ?? 0);
  const second = end - start > 1 ? plainCode(codes[start + 1] ?? 0) : 0;
  return (Math.imul(first, 31) + second) & (BEGINS - 1);
}

function plainCode(code: number): number {
  return code < 128 ? code | 32 : 1;
}

interface Scanning {
  readonly visitor: WordVisitor;
  readonly begins: Uint8Array;
}

interface Cursor {
  run: number;
  /** Where the text ends in the codes. */
  stop: number;
}

function scanBlock(
  texts: readonly string[],
  { first, end, runs }: TextBlock,
  scanning: Scanning,
): void {
  const run = runs?.first ?? 0;
  const cursor = { run, stop: (ends[run - 1] ?? 0) - 1 };
  for (let index = first; index < end; index++) {
    // Over the line feed between two texts.
    cursor.stop += 1 + (texts[index]?.length ?? 0);
    scanning.visitor.endText(index, scanRuns(cursor, scanning));
  }
}

/** Piece by piece, cut where no word is. */
function scanLong(text: string, scanning: Scanning): number {
  let words = 0;
  for (let from = 0; from < text.length;) {
    const to = endOfPiece(text, from);
    const runs: Found = findRuns(text.slice(from, to));
    words += scanRuns({ run: runs.first, stop: ends[runs.last] ?? 0 }, scanning);
    from = to;
  }
  return words;
}

function endOfPiece(text: string, from: number): number {
  const most = from + LONGEST_BLOCK;
  if (most >= text.length) return text.length;
  let to = most;
  while (to > from && WORD_CLASS[kindOfCode(text.charCodeAt(to))] !== NO_WORD) to--;
  return to > from ? to : most;
}

const NO_WORD = 0;
const IN_WORD = 1;
/** Chinese, Japanese, Korean: no blanks between words, so each pair of neighbours counts as a word. */
const PAIRED = 2;
const WORD_CLASS = wordClasses();

function wordClasses(): Uint8Array {
  const classes = new Uint8Array(Object.keys(KIND).length);
  for (const kind of [KIND.lower, UPPER, DIGIT, WIDE_LETTER]) classes[kind] = IN_WORD;
  classes[KIND.ideograph] = PAIRED;
  return classes;
}

/** Shows the words up to the end of a text; gives their number. */
function scanRuns(cursor: Cursor, scanning: Scanning): number {
  const stop = cursor.stop | 0;
  const { begins, visitor } = scanning;
  let words = 0;
  let run = cursor.run | 0;
  let at = ends[run - 1] ?? 0;
  while (at < stop) {
    const kind = kinds[run] ?? 0;
    const wordClass = WORD_CLASS[kind];
    const end = ends[run] ?? 0;
    if (wordClass === PAIRED) words = (words + visitPairs(at, end, visitor)) | 0;
    if (wordClass !== IN_WORD) {
      at = end;
      run = (run + 1) | 0;
      continue;
    }
    words = (words + 1) | 0;
    if (WORD_CLASS[kinds[run + 1] ?? 0] === IN_WORD) {
      run = visitSplit(run, scanning);
      at = ends[run - 1] ?? 0;
      continue;
    }
    const begin = beginOf(at, end);
    if (begins[begin] === 1) visitor.visit(stem(hashOfRun(run), at, end), begin);
    at = end;
    run = (run + 1) | 0;
  }
  cursor.run = run;
  return words;
}

function visitPairs(start: number, end: number, visitor: WordVisitor): number {
  for (let at = start; at < end; at++) {
    const second = at + 1 < end ? (codes[at + 1] ?? 0) : 0;
    visitor.visit((Math.imul(codes[at] ?? 0, 65599) + second) | 0, 0);
  }
  return end - start;
}

/** A word of several runs: "fooBar" is cut before B, "HTTPServer" before S, "ts2345" before 2. Gives the run behind it. */
function visitSplit(first: number, { begins, visitor }: Scanning): number {
  const wordStart = ends[first - 1] ?? 0;
  let partStart = wordStart | 0;
  let parts = 0;
  let run = first | 0;
  for (let kind = kinds[run] ?? 0; WORD_CLASS[kind] === IN_WORD; kind = kinds[run] ?? 0) {
    const end = ends[run] ?? 0;
    const next = kinds[run + 1] ?? 0;
    run = (run + 1) | 0;
    const partEnd = endOfPart({ kind, next }, partStart, end);
    if (partEnd === partStart) continue;
    const begin = beginOf(partStart, partEnd);
    if (begins[begin] === 1)
      visitor.visit(stem(hashBetween(partStart, partEnd), partStart, partEnd), begin);
    parts = (parts + 1) | 0;
    partStart = partEnd;
  }
  const begin = beginOf(wordStart, partStart);
  if (parts > 1 && begins[begin] === 1) visitor.visit(hashBetween(wordStart, partStart), begin);
  return run;
}

/** Where the part ends that began at `start` and goes up to `end` at least; `start` if it goes on behind. */
function endOfPart(
  { kind, next }: { readonly kind: number; readonly next: number },
  start: number,
  end: number,
): number {
  if (WORD_CLASS[next] !== IN_WORD || (kind === DIGIT) !== (next === DIGIT)) return end;
  if (kind === UPPER) return end - start > 1 ? end - 1 : start;
  return next === UPPER ? end : start;
}

function hashOfRun(run: number): number {
  if (kinds[run] !== WIDE_LETTER) return hashes[run] ?? 0;
  return hashBetween(ends[run - 1] ?? 0, ends[run] ?? 0);
}

function hashBetween(start: number, end: number): number {
  let hash = 0;
  for (let at = start; at < end; at++) hash = grow(hash, lowered(codes[at] ?? 0));
  return hash;
}

/** The hash of a part without its ending. */
function stem(hash: number, start: number, end: number): number {
  let stemmed = hash;
  const stop = endOfStem(start, end);
  for (let at = end - 1; at >= stop; at--) stemmed = shrink(stemmed, lowered(codes[at] ?? 0));
  return stemmed;
}

/** As runs are hashed, but for letters beyond ASCII, which are lower-cased too. */
function grow(hash: number, code: number): number {
  return (Math.imul(hash, 31) + code + 1) | 0;
}

/** The inverse of 31 among 32-bit numbers. */
const INVERSE_31 = 0xbdef7bdf;

/** Takes back what `grow` added last. */
function shrink(hash: number, code: number): number {
  return Math.imul(hash - code - 1, INVERSE_31);
}

function lowered(code: number): number {
  if (code < 128) return code >= 65 && code <= 90 ? code + 32 : code;
  return String.fromCharCode(code).toLowerCase().charCodeAt(0);
}
