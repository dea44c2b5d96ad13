// Long stretches that many lines of one kind share, so that they can be listed once. Cuts fall between words only, never
// inside a path, an identifier or the head of a line.
import { estimateTokens } from '../../tokens/estimate.ts';
import { endOfHead } from './line-head.ts';
import { MOST_SEGMENTS, segmentMark } from './notation.ts';

export interface SegmentOptions {
  readonly shapes: Int32Array;
  /** Lines that stay as they are. */
  readonly literal: Uint8Array;
  readonly sign: string;
}

export interface Segmented {
  readonly lines: readonly string[];
  readonly segments: readonly string[];
}

const SHORTEST_SEGMENT = 24;
const LEAST_LINES = 5;
/** Longer lines are not lines of a log that repeats itself. */
const LONGEST_LINE = 2_000;
/** So many lines, spread over the group, show which of its columns change. */
const SAMPLE = 64;
/** A column with more values than this in the sample changes. */
const MOST_VALUES = 3;
const MARK_TOKENS = 2;
const LEAST_SAVING_TOKENS = 12;

/** Puts marks for shared stretches into the lines, and lists the stretches. */
export function findSegments(lines: readonly string[], options: SegmentOptions): Segmented {
  const stretches = new Map<number, Stretch[]>();
  for (const group of groupsOf(lines, options)) {
    for (const [index, found] of stretchesOf(group, lines)) stretches.set(index, found);
  }
  const segments = worthListing(lines, stretches);
  const letters = new Map(segments.map((text, index) => [text, index]));
  return {
    segments,
    lines: lines.map((line, index) => {
      const found = stretches.get(index);
      return found === undefined ? line : markLine(line, found, { letters, sign: options.sign });
    }),
  };
}

interface Stretch {
  readonly start: number;
  readonly end: number;
}

/** Lines with the same shape and the same number of words between the same separators. */
function groupsOf(lines: readonly string[], options: SegmentOptions): number[][] {
  const byLayout = new Map<number, number[]>();
  lines.forEach((line, index) => {
    if (line.length < SHORTEST_SEGMENT || line.length > LONGEST_LINE) return;
    if (options.literal[index] === 1) return;
    const layout = Math.imul(options.shapes[index] ?? 0, 0x85ebca6b) ^ layoutOf(line);
    const group = byLayout.get(layout);
    if (group === undefined) byLayout.set(layout, [index]);
    else group.push(index);
  });
  return [...byLayout.values()].filter((group) => group.length >= LEAST_LINES);
}

function layoutOf(line: string): number {
  let layout = 0;
  let wasWord = false;
  for (let at = 0; at < line.length; at++) {
    const isWord = !isSeparator(line.charCodeAt(at));
    if (isWord && wasWord) continue;
    layout = (Math.imul(layout, 31) + (isWord ? 1 : line.charCodeAt(at))) | 0;
    wasWord = isWord;
  }
  return layout;
}

/** The stretches of each line of a group: neighbouring words that hardly change within the group. */
function stretchesOf(group: readonly number[], lines: readonly string[]): [number, Stretch[]][] {
  const isStable = stableWords(group, lines);
  return group.map((index) => {
    const line = lines[index] ?? '';
    const found: Stretch[] = [];
    let first: Stretch | undefined;
    let last: Stretch | undefined;
    const close = (): void => {
      const stretch = first && last && tidy(line, first, last);
      if (stretch !== undefined) found.push(stretch);
      first = last = undefined;
    };
    wordsOf(line).forEach((word, column) => {
      if (isStable[column] === 0) close();
      // "id=3": the name stays with its value.
      else if (line.charAt(word.end) === '=' && isStable[column + 1] === 0) close();
      else {
        first ??= word;
        last = word;
      }
    });
    close();
    return [index, found];
  });
}

/** The stretch from one word to another, with the quotes or the bracket that belong to it; undefined when too short. */
function tidy(line: string, first: Stretch, last: Stretch): Stretch | undefined {
  const before = line.charAt(first.start - 1);
  const after = line.charAt(last.end);
  if ((before === '"' || before === "'") && after === before) {
    return longEnough({ start: first.start - 1, end: last.end + 1 });
  }
  const opening = OPENINGS.get(after);
  const isOpen =
    opening !== undefined && line.slice(first.start, last.end).lastIndexOf(opening) !== -1;
  return longEnough({ start: first.start, end: last.end + (isOpen ? 1 : 0) });
}

const OPENINGS = new Map([
  ['>', '<'],
  [')', '('],
  [']', '['],
  ['}', '{'],
]);

function longEnough(stretch: Stretch): Stretch | undefined {
  return stretch.end - stretch.start >= SHORTEST_SEGMENT ? stretch : undefined;
}

function stableWords(group: readonly number[], lines: readonly string[]): Uint8Array {
  const values: Set<string>[] = [];
  const step = Math.max(1, Math.floor(group.length / SAMPLE));
  let sampled = 0;
  for (let at = 0; at < group.length; at += step) {
    const line = lines[group[at] ?? 0] ?? '';
    sampled++;
    wordsOf(line).forEach((word, column) => {
      (values[column] ??= new Set()).add(line.slice(word.start, word.end));
    });
  }
  const most = Math.min(MOST_VALUES, Math.ceil(sampled / LEAST_LINES));
  return Uint8Array.from(values, (seen) => (seen.size <= most ? 1 : 0));
}

/** The words after the head of the line. */
function wordsOf(line: string): Stretch[] {
  const words: Stretch[] = [];
  let start = -1;
  for (let at = endOfHead(line); at <= line.length; at++) {
    const isWord = at < line.length && !isSeparator(line.charCodeAt(at));
    if (isWord && start === -1) start = at;
    if (!isWord && start !== -1) {
      words.push({ start, end: at });
      start = -1;
    }
  }
  return words;
}

/** Blank, quotes, brackets and what stands between fields. */
function isSeparator(code: number): boolean {
  if (code <= 32) return true;
  if (code === 34 || (code >= 39 && code <= 41) || code === 44) return true;
  return (code >= 59 && code <= 62) || code === 91 || code === 93 || (code >= 123 && code <= 125);
}

/** The stretches that save most when they are listed once. */
function worthListing(
  lines: readonly string[],
  stretches: ReadonlyMap<number, readonly Stretch[]>,
): string[] {
  const counts = new Map<string, number>();
  for (const [index, found] of stretches) {
    for (const stretch of found) {
      const text = (lines[index] ?? '').slice(stretch.start, stretch.end);
      counts.set(text, (counts.get(text) ?? 0) + 1);
    }
  }
  return [...counts]
    .filter(([, count]) => count >= LEAST_LINES)
    .map(([text, count]) => {
      const tokens = estimateTokens(text);
      return { text, saving: count * (tokens - MARK_TOKENS) - tokens - MARK_TOKENS };
    })
    .filter(({ saving }) => saving >= LEAST_SAVING_TOKENS)
    .sort((one, other) => other.saving - one.saving)
    .slice(0, MOST_SEGMENTS)
    .map(({ text }) => text);
}

function markLine(
  line: string,
  stretches: readonly Stretch[],
  list: { readonly letters: ReadonlyMap<string, number>; readonly sign: string },
): string {
  let marked = '';
  let from = 0;
  for (const stretch of stretches) {
    const letter = list.letters.get(line.slice(stretch.start, stretch.end));
    if (letter === undefined) continue;
    marked += line.slice(from, stretch.start) + segmentMark(list.sign, letter);
    from = stretch.end;
  }
  return marked + line.slice(from);
}
