// Two texts beside each other, lines that are in both at the same height.
import { printable } from '../../telemetry/format/printable.ts';

export interface SideLine {
  readonly before: string;
  readonly after: string;
  /** Both: the line was kept. */
  readonly mark: 'both' | 'before' | 'after' | 'changed';
}

/** Lines that fit two columns of this width; long ones go on in the next. */
export function sideBySide(before: string, after: string, width: number): readonly SideLine[] {
  const [olds, news] = [splitLines(before), splitLines(after)];
  const places = placesOf(olds);
  const lines: SideLine[] = [];
  let at = 0;
  let waiting: string[] = [];
  for (const line of news) {
    const place = nextPlace(places.get(line), at);
    if (place === undefined) {
      waiting.push(line);
      continue;
    }
    lines.push(...changed(olds.slice(at, place), waiting));
    lines.push({ before: line, after: line, mark: 'both' });
    at = place + 1;
    waiting = [];
  }
  lines.push(...changed(olds.slice(at), waiting));
  return lines.flatMap((line) => wrapped(line, Math.max(1, width)));
}

function splitLines(text: string): readonly string[] {
  const lines = text.split(/\r?\n/);
  if (lines.at(-1) === '') lines.pop();
  return lines;
}

function placesOf(lines: readonly string[]): ReadonlyMap<string, readonly number[]> {
  const places = new Map<string, number[]>();
  for (const [index, line] of lines.entries()) {
    const known = places.get(line);
    if (known === undefined) places.set(line, [index]);
    else known.push(index);
  }
  return places;
}

/** Lines that occur often, as "}", only count when they are near: else they would tear the texts apart. */
const NEAR = 20;

function nextPlace(places: readonly number[] | undefined, from: number): number | undefined {
  const next = places?.[firstFrom(places, from)];
  if (next === undefined) return undefined;
  return places?.length === 1 || next - from <= NEAR ? next : undefined;
}

/** By halves: a text may consist of one line a hundred thousand times. */
function firstFrom(places: readonly number[], from: number): number {
  let [low, high] = [0, places.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((places[middle] ?? 0) < from) low = middle + 1;
    else high = middle;
  }
  return low;
}

function changed(olds: readonly string[], news: readonly string[]): readonly SideLine[] {
  return Array.from({ length: Math.max(olds.length, news.length) }, (_line, index) => {
    const [before, after] = [olds[index], news[index]];
    if (before === undefined) return { before: '', after: after ?? '', mark: 'after' };
    if (after === undefined) return { before, after: '', mark: 'before' };
    return { before, after, mark: 'changed' };
  });
}

function wrapped({ before, after, mark }: SideLine, width: number): readonly SideLine[] {
  const [olds, news] = [cut(printable(before), width), cut(printable(after), width)];
  return Array.from({ length: Math.max(1, olds.length, news.length) }, (_line, index) => ({
    before: olds[index] ?? '',
    after: news[index] ?? '',
    mark,
  }));
}

/** Enough of one line to see what it is; a bundle of a megabyte in one line is not read here. */
const LONGEST_LINE = 4_000;

function cut(line: string, width: number): readonly string[] {
  const parts: string[] = [];
  for (let at = 0; at < Math.min(line.length, LONGEST_LINE); at += width) {
    parts.push(line.slice(at, at + width));
  }
  return parts;
}
