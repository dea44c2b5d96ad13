// Groups lines that say the same with other values. A word that few lines hold is a value, and so is every word with a
// digit; what is left of a line is its shape. (The idea of frequent-word log clustering, in two linear passes.)
import { endOfDigits } from './digits.ts';
import { WORD_FLAG, WORDS } from './scan-log-words.ts';

const { hashes: wordHashes, starts: wordStarts, ends: wordEnds, flags: wordFlags } = WORDS;
const HAS_DIGIT = WORD_FLAG.hasDigit;
const GLUED = WORD_FLAG.glued;

export interface Shapes {
  /** The shape of each line; 0 for lines without words. */
  readonly shapes: Int32Array;
  /** How many lines have the same shape as this line. */
  readonly sizes: Int32Array;
  /** 0 to 1: how unusual it is that this line holds a word seen at most twice; 0 where all lines of its shape do. */
  readonly rareWords: Float64Array;
}

/** The shape of lines in which no word is frequent. */
export const ONLY_VALUES = 1;

const RARE_WORD_LINES = 2;
const SHORTEST_RARE_WORD = 3;
/** A word is part of a shape from this many lines on; more in long logs, so that names do not become shapes. */
const LEAST_FREQUENT = 5;
const MOST_FREQUENT = 20;
const LINES_PER_FREQUENT = 100;

/** Finds the shape of each line. */
export function findShapes(words: WordHashes): Shapes {
  const lineCount = words.starts.length - 1;
  const counts = countLines(words, lineCount);
  const frequent = Math.min(
    MOST_FREQUENT,
    Math.max(LEAST_FREQUENT, Math.floor(lineCount / LINES_PER_FREQUENT)),
  );
  const shapes = new Int32Array(lineCount);
  const hasRare = new Uint8Array(lineCount);
  for (let line = 0; line < lineCount; line++) {
    let shape = 0;
    let wasValue = false;
    const end = words.starts[line + 1] ?? 0;
    for (let at = words.starts[line] ?? 0; at < end; at++) {
      const hash = words.hashes[at] ?? 0;
      const count = hash === 0 ? 0 : (counts.lines[hash & counts.mask] ?? 0);
      const isValue = count < frequent;
      if (hash !== 0 && count <= RARE_WORD_LINES) hasRare[line] = 1;
      if (isValue && wasValue) continue;
      shape = (Math.imul(shape, 0x01000193) ^ (isValue ? ONLY_VALUES : hash)) | 0;
      wasValue = isValue;
    }
    shapes[line] = shape;
  }
  const sizes = sizesOf(shapes);
  return { shapes, sizes, rareWords: rarenessOf(shapes, sizes, hasRare) };
}

/** Word hashes of all lines, one after the other; 0 stands for a word that is a value in any case. */
export interface WordHashes {
  readonly hashes: Int32Array;
  /** Where the words of each line begin, and where those of the last one end. */
  readonly starts: Int32Array;
}

/** Collects the words of line after line. */
export class WordHashCollector {
  readonly #starts: Int32Array;
  #hashes = new Int32Array(1 << 12);
  #count = 0;
  #lines = 0;

  constructor(lineCount: number) {
    this.#starts = new Int32Array(lineCount + 1);
  }

  /** Those of the line that was read last. */
  add(line: string): void {
    const words = WORDS.count;
    if (this.#count + words > this.#hashes.length) this.#grow();
    const hashes = this.#hashes;
    const count = this.#count | 0;
    const place = wordsOfPlace(line);
    for (let at = 0; at < words; at++) {
      const start = wordStarts[at] ?? 0;
      const isValue =
        at < place ||
        (((wordFlags[at] ?? 0) & HAS_DIGIT) !== 0
          ? !isCode(line, start, wordEnds[at] ?? 0)
          : isShortWord(line, start));
      hashes[count + at] = isValue ? 0 : (wordHashes[at] ?? 0);
    }
    this.#count = count + words;
    this.#starts[++this.#lines] = this.#count;
  }

  collected(): WordHashes {
    return { hashes: this.#hashes, starts: this.#starts };
  }

  #grow(): void {
    const larger = new Int32Array(this.#hashes.length * 2);
    larger.set(this.#hashes);
    this.#hashes = larger;
  }
}

/** How many words a path in front takes that ends in a position: "src/cart.ts:12". Where is not what. */
function wordsOfPlace(line: string): number {
  let at = 0;
  while (at < WORDS.count && ((wordFlags[at] ?? 0) & GLUED) !== 0) at++;
  const end = wordEnds[at - 1] ?? 0;
  const mark = line.charCodeAt(end);
  const hasPosition = (mark === 58 || mark === 40) && endOfDigits(line, end + 1) > end + 1;
  return hasPosition ? at : 0;
}

const LONGEST_CODE = 9;
const LEAST_CODE_DIGITS = 3;

/** "E711", "TS2307", "C0116": a rule or a kind of error is a word, though it has digits. */
function isCode(text: string, start: number, end: number): boolean {
  if (end - start > LONGEST_CODE) return false;
  let at = start;
  while (at < end && isCapital(text.charCodeAt(at))) at++;
  return at > start && end - at >= LEAST_CODE_DIGITS && endOfDigits(text, at) === end;
}

function isCapital(code: number): boolean {
  return code >= 65 && code <= 90;
}

/** One or two letters are too few to tell a word from a value. */
function isShortWord(text: string, start: number): boolean {
  for (let at = start + 1; at < start + SHORTEST_RARE_WORD; at++) {
    const code = text.charCodeAt(at) | 32;
    const isLetter = (code >= 97 && code <= 122) || code > 127;
    if (!isLetter) return true;
  }
  return false;
}

interface Counts {
  readonly mask: number;
  readonly lines: Int32Array;
}

/** In how many lines each word occurs. Words that share a slot count together: rare, and the same every time. */
function countLines(words: WordHashes, lineCount: number): Counts {
  let size = 1 << 12;
  while (size < words.hashes.length * 2 && size < 1 << 20) size *= 2;
  const mask = size - 1;
  const lines = new Int32Array(size);
  const lastLine = new Int32Array(size).fill(-1);
  for (let line = 0; line < lineCount; line++) {
    const end = words.starts[line + 1] ?? 0;
    for (let at = words.starts[line] ?? 0; at < end; at++) {
      const hash = words.hashes[at] ?? 0;
      if (hash === 0) continue;
      const slot = hash & mask;
      if (lastLine[slot] === line) continue;
      lastLine[slot] = line;
      lines[slot] = (lines[slot] ?? 0) + 1;
    }
  }
  return { mask, lines };
}

function sizesOf(shapes: Int32Array): Int32Array {
  const counts = new Map<number, number>();
  for (const shape of shapes) counts.set(shape, (counts.get(shape) ?? 0) + 1);
  return shapes.map((shape) => counts.get(shape) ?? 0);
}

/** A rare word says little where most lines of the shape hold one (names of tests), much where hardly any does. */
function rarenessOf(shapes: Int32Array, sizes: Int32Array, hasRare: Uint8Array): Float64Array {
  const withRare = new Map<number, number>();
  let allRare = 0;
  shapes.forEach((shape, line) => {
    if (hasRare[line] === 0) return;
    allRare++;
    withRare.set(shape, (withRare.get(shape) ?? 0) + 1);
  });
  const usual = allRare / Math.max(1, shapes.length);
  const rareness = new Float64Array(shapes.length);
  shapes.forEach((shape, line) => {
    if (hasRare[line] === 0) return;
    const size = sizes[line] ?? 1;
    // The share within a small group is no evidence, so it starts from the share in the whole log.
    const share = ((withRare.get(shape) ?? 0) - 1 + usual * 4) / (size - 1 + 4);
    rareness[line] = Math.max(0, 1 - share);
  });
  return rareness;
}
