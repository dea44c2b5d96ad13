// Lays what the model sees beside the lines it came from, with the reason for each. Pure; linear.
import type { KeptBecause, KeptUnit } from '../select/kept-because.ts';
import { readLines } from '../repeat/read-lines.ts';
import { settleLine } from '../terminal/settle-line.ts';

export interface ExplainRow {
  /** Lines of the original, counted from 1; absent for what no line says by itself. */
  readonly from?: number;
  readonly to?: number;
  /** What the model sees; empty where nothing stands for the lines. */
  readonly text: string;
  readonly because: Because;
}

/** unchanged: as it was. notation: the same facts, written otherwise. summary: said about what was left out. */
export type Because = KeptBecause | 'unchanged' | 'notation' | 'left out' | 'summary' | 'marker';

export interface Explained {
  readonly original: string;
  /** With its marker. */
  readonly sent: string;
  readonly lossy: boolean;
  readonly kept: readonly KeptUnit[];
}

/** The rows, in the order in which the model reads them. */
export function explainRows(explained: Explained): readonly ExplainRow[] {
  const { texts, places } = readLines(explained.original);
  const original = texts.map(asShown);
  const sent = explained.sent.split('\n');
  const at = placeLines(sent, { original, places });
  const because = reasonsByLine(explained.kept);
  const inOrder = reasonsInOrder(explained.kept);
  const rows: ExplainRow[] = [];
  let last = -1;
  for (const [index, text] of sent.entries()) {
    const place = at[index];
    const isMarker = explained.lossy && index === sent.length - 1;
    if (place === undefined) {
      const gap = isGap(text)
        ? gapAt(text, { last, at, index, count: original.length })
        : undefined;
      const reason = explained.lossy && gap === undefined && !isMarker ? inOrder(text) : undefined;
      rows.push({
        ...gap,
        text,
        because: reason ?? reasonOfNew({ text, isMarker, lossy: explained.lossy }),
      });
      if (gap !== undefined) last = gap.to - 1;
      continue;
    }
    const hole = rangeOf(last + 1, place - 1);
    if (hole !== undefined && explained.lossy)
      rows.push({ ...hole, text: '', because: 'left out' });
    const reason = because([original[place] ?? '', text].flatMap(keysOf));
    const fallback = explained.lossy ? 'heading' : 'unchanged';
    rows.push({ from: place + 1, to: place + 1, text, because: reason ?? fallback });
    last = Math.max(last, place);
  }
  return rows;
}

function rangeOf(first: number, last: number): { from: number; to: number } | undefined {
  return last < first ? undefined : { from: first + 1, to: last + 1 };
}

const CONTROL = /[\x1b\x07\b\r]/;

/** What is left of a line of a terminal. */
function asShown(line: string): string {
  return CONTROL.test(line) ? settleLine(line.replace(/\r$/, '')) : line;
}

/** `…`, `[… 12-40]`, `[… 12-40: 18 INFO]`. */
function isGap(text: string): boolean {
  return /^\s*\[?…/.test(text);
}

const NUMBERED_GAP = /^\[… (\d+)(?:-(\d+))?[\]:]/;

/** The lines that a mark names; undefined for any other line. */
function namedBy(text: string, count: number): { from: number; to: number } | undefined {
  const [, from, to = from] = NUMBERED_GAP.exec(text) ?? [];
  const isThere = from !== undefined && Number(to) <= count;
  return isThere ? { from: Number(from), to: Number(to) } : undefined;
}

interface GapPlace {
  /** The line above, from 0; -1 if there is none. */
  readonly last: number;
  readonly at: readonly (number | undefined)[];
  /** Of the mark among the sent lines. */
  readonly index: number;
  /** Lines of the original. */
  readonly count: number;
}

/** The lines a mark stands for: those it names, else those up to the next line that is shown, or to the end. */
function gapAt(
  text: string,
  { last, at, index, count }: GapPlace,
): { from: number; to: number } | undefined {
  const named = namedBy(text, count);
  if (named !== undefined) return named;
  const below = at.slice(index + 1);
  const next = below.slice(0, 200).find((place) => place !== undefined && place > last);
  if (next !== undefined) return rangeOf(last + 1, next - 1);
  return below.every((place) => place === undefined) ? rangeOf(last + 1, count - 1) : undefined;
}

function reasonOfNew(about: {
  readonly text: string;
  readonly isMarker: boolean;
  readonly lossy: boolean;
}): Because {
  if (about.isMarker) return 'marker';
  if (isGap(about.text)) return 'left out';
  return about.lossy ? 'summary' : 'notation';
}

/** For each sent line the line it came from: the next equal one, or the first of all when the order was changed. */
function placeLines(
  sent: readonly string[],
  {
    original,
    places,
  }: { readonly original: readonly string[]; readonly places: readonly number[] },
): readonly (number | undefined)[] {
  const known = new Map<string, number[]>();
  for (const [index, line] of original.entries()) {
    for (const key of keysOf(line)) {
      const indexes = known.get(key);
      if (indexes === undefined) known.set(key, [index]);
      else indexes.push(index);
    }
  }
  const numbered = new Map(places.map((number, index) => [number, index]));
  let last = -1;
  return sent.map((line) => {
    const missing = namedBy(line, original.length);
    if (missing !== undefined) {
      last = missing.to - 1;
      return undefined;
    }
    const place =
      byNumber(line, original, numbered) ??
      nearby(line, original, last) ??
      anywhere(line, known, last);
    if (place !== undefined) last = place;
    return place;
  });
}

/** A line that is sent with its number. */
function byNumber(
  line: string,
  original: readonly string[],
  numbered: ReadonlyMap<number, number>,
): number | undefined {
  const [head, number] = /^ *(\d+)[\t→]/.exec(line) ?? [];
  const index = head === undefined ? undefined : numbered.get(Number(number));
  if (head === undefined || index === undefined) return undefined;
  return keyOf(line.slice(head.length)) === keyOf(original[index] ?? '') ? index : undefined;
}

/** Looks this far ahead for a line that was sent in part: a repeated beginning is written once. */
const NEAR = 3;
const LEAST_PART = 4;

function nearby(line: string, original: readonly string[], last: number): number | undefined {
  const [part, text] = [keyOf(line), keyOf(line.replace(SENT_NUMBER, ''))];
  for (let at = last + 1; at <= last + NEAR && at < original.length; at++) {
    const whole = keyOf(original[at] ?? '');
    if (whole === part || whole === text || (part.length >= LEAST_PART && whole.endsWith(part)))
      return at;
  }
  return undefined;
}

function anywhere(
  line: string,
  places: ReadonlyMap<string, number[]>,
  last: number,
): number | undefined {
  if (keyOf(line) === '') return undefined;
  for (const key of keysOf(line)) {
    const known = places.get(key);
    if (known !== undefined) return nextOf(known, last);
  }
  return undefined;
}

function nextOf(places: number[], last: number): number {
  let [low, high] = [0, places.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((places[middle] ?? 0) > last) high = middle;
    else low = middle + 1;
  }
  return places[low] ?? places[0] ?? 0;
}

/** "12<tab>text" is how a numbered line is sent, "path:12:text" how a search prints a hit. */
const SENT_NUMBER = /^ *\d+[\t →]/;
const HIT = /^[^\s:]{1,200}:\d+[:-]/;

function keysOf(line: string): readonly string[] {
  const whole = keyOf(line);
  const parts = [SENT_NUMBER, HIT].map((head) => keyOf(line.replace(head, '')));
  return [...new Set([whole, ...parts])].filter((key, index) => index === 0 || key.length > 3);
}

function keyOf(line: string): string {
  return line.trim();
}

/** Of equal lines each has its own reason, in order. */
function reasonsByLine(
  kept: readonly KeptUnit[],
): (keys: readonly string[]) => KeptBecause | undefined {
  const reasons = new Map<string, KeptBecause[]>();
  for (const { text, because } of kept) {
    for (const line of text.split('\n')) {
      const known = reasons.get(keyOf(line));
      if (known === undefined) reasons.set(keyOf(line), [because]);
      else known.push(because);
    }
  }
  const used = new Map<string, number>();
  return (keys) => {
    const key = keys.find((candidate) => reasons.has(candidate));
    if (key === undefined) return undefined;
    const next = used.get(key) ?? 0;
    used.set(key, next + 1);
    const known = reasons.get(key) ?? [];
    return known[Math.min(next, known.length - 1)];
  };
}

/** Kept units are looked at this far ahead, and a line must share this part of its words with one. */
const AHEAD = 4;
const LEAST_SHARED = 0.6;
const MOST_WORDS = 12;

/** For rows and hits that were written anew: they come in the order of the units they were made from. */
function reasonsInOrder(kept: readonly KeptUnit[]): (line: string) => KeptBecause | undefined {
  let next = 0;
  return (line) => {
    const words = (line.match(/[\p{L}\p{N}_.:-]{2,}/gu) ?? []).slice(0, MOST_WORDS);
    // Brackets open what headroom says itself.
    if (words.length === 0 || /^\s*[[(]/.test(line)) return undefined;
    for (let at = next; at < Math.min(kept.length, next + AHEAD); at++) {
      const text = kept[at]?.text ?? '';
      const shared = words.filter((word) => text.includes(word)).length;
      if (shared < words.length * LEAST_SHARED) continue;
      next = at + 1;
      return kept[at]?.because;
    }
    return undefined;
  };
}
