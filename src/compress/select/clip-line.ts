// Cuts a very long line down to its ends and the places that matter.
import type { Omission } from '../compressor.ts';

export interface Clipped {
  readonly text: string;
  /** Characters left out, counted from 1 within the line. */
  readonly gaps: readonly { readonly from: number; readonly to: number }[];
}

const HEAD = 400;
const TAIL = 200;
/** Kept on both sides of a place that matters. */
const AROUND = 160;
const MOST_PLACES = 6;
/** A plain word that stands in a line more often than this says little about a place in it. */
const RARE_WORD = 2;
const SHORTEST_WORD = 4;
const MOST_WORDS = 3;

export interface ClipOptions {
  /** Lines of up to so many characters stay whole. */
  readonly longest: number;
  /** Their surroundings stay. */
  readonly words: readonly string[];
  /** Lower-cased words of the question: the surroundings of the rare ones stay too. */
  readonly terms?: ReadonlySet<string> | undefined;
}

export interface ClippedTexts {
  readonly texts: readonly string[];
  /** What is missing from each text that was cut; character positions count over all texts joined by line ends. */
  readonly lost: ReadonlyMap<number, readonly Omission[]>;
}

/** Cuts the texts that are too long; together, with one line end in between, they are the original. */
export function clipTexts(texts: readonly string[], options: ClipOptions): ClippedTexts {
  const lost = new Map<number, readonly Omission[]>();
  let offset = 0;
  const clipped = texts.map((text, index) => {
    const start = offset;
    offset += text.length + 1;
    if (text.length <= options.longest) return text;
    const short = clipLine(text, [...options.words, ...rareWords(text, options.terms)]);
    lost.set(
      index,
      short.gaps.map(({ from, to }) => ({ unit: 'character', from: start + from, to: start + to })),
    );
    return short.text;
  });
  return { texts: clipped, lost };
}

/** What is missing from the texts that were kept. */
export function lostWithin(clipped: ClippedTexts, kept: ReadonlySet<number>): Omission[] {
  return [...clipped.lost].flatMap(([index, omissions]) => (kept.has(index) ? omissions : []));
}

/** The line with its middle left out, but for the surroundings of the given words. */
export function clipLine(line: string, words: readonly string[]): Clipped {
  const kept = mergeRanges([
    { from: 0, to: HEAD },
    ...placesOf(line, words).map((at) => ({ from: at - AROUND, to: at + AROUND })),
    { from: line.length - TAIL, to: line.length },
  ]);
  const parts: string[] = [];
  const gaps: { from: number; to: number }[] = [];
  let end = 0;
  for (const range of kept) {
    const from = Math.max(end, onCharacter(line, range.from));
    const to = Math.min(line.length, onCharacter(line, range.to));
    if (from > end) {
      gaps.push({ from: end + 1, to: from });
      parts.push(`[… ${from - end} characters]`);
    }
    parts.push(line.slice(from, to));
    end = to;
  }
  return { text: parts.join(''), gaps };
}

/** The words of the question that stand in the line by themselves, and hardly twice; as they are spelled there. */
function rareWords(line: string, terms: ReadonlySet<string> = new Set()): string[] {
  const found = new Map<string, number>();
  for (const [word] of line.matchAll(/(?<![\w.-])[A-Za-z][\w.-]*/g)) {
    if (word.length < SHORTEST_WORD || !terms.has(word.toLowerCase())) continue;
    found.set(word, (found.get(word) ?? 0) + 1);
  }
  const rare = [...found].filter(([, count]) => count <= RARE_WORD);
  return rare.slice(0, MOST_WORDS).map(([word]) => word);
}

function placesOf(line: string, words: readonly string[]): number[] {
  const places: number[] = [];
  for (const word of words) {
    const at = placeOf(line, word);
    if (at !== -1) places.push(at);
    if (places.length >= MOST_PLACES) break;
  }
  return places;
}

/** Where the word stands by itself; else where it is part of another. */
function placeOf(line: string, word: string): number {
  for (let at = line.indexOf(word); at !== -1; at = line.indexOf(word, at + 1)) {
    if (!/[\w-]/.test(line.charAt(at - 1)) && !/[\w-]/.test(line.charAt(at + word.length)))
      return at;
  }
  return line.indexOf(word);
}

interface Range {
  readonly from: number;
  readonly to: number;
}

function mergeRanges(ranges: readonly Range[]): Range[] {
  const merged: Range[] = [];
  for (const range of ranges.toSorted((one, other) => one.from - other.from)) {
    const last = merged.at(-1);
    if (last !== undefined && range.from <= last.to) {
      merged[merged.length - 1] = { from: last.from, to: Math.max(last.to, range.to) };
    } else {
      merged.push(range);
    }
  }
  return merged;
}

/** Never between the halves of a surrogate pair. */
function onCharacter(line: string, at: number): number {
  const code = line.charCodeAt(at);
  return code >= 0xdc00 && code <= 0xdfff ? at - 1 : at;
}
