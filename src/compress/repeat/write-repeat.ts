// How a repeat is written: the lines that are new, and between them which lines stand in the earlier text.
// Law: `restoreRepeat` gives the later text back from this and the earlier one.
import { withGutter } from '../gutter.ts';
import type { LineRun } from './match-lines.ts';
import type { NumberedLines } from './read-lines.ts';

interface Sides {
  readonly later: NumberedLines;
  readonly earlier: NumberedLines;
}

/** `[12-98 unchanged]` between numbered lines, `[lines 12-98 unchanged]` between others. */
export function writeRepeat(runs: readonly LineRun[], sides: Sides): string {
  const out: string[] = [];
  const standing = linesIn(runs, sides.earlier);
  let at = 0;
  let previous: LineRun | undefined;
  for (const run of runs) {
    writeNew(out, { from: at, to: run.at }, sides);
    out.push(markOf(run, goneBetween(previous, run, { ...sides, standing }), sides));
    at = run.at + run.length;
    previous = run;
  }
  writeNew(out, { from: at, to: sides.later.texts.length }, sides);
  return out.join('\n');
}

function writeNew(
  out: string[],
  range: { readonly from: number; readonly to: number },
  { later, earlier }: Sides,
): void {
  for (let at = range.from; at < range.to; at++) {
    const text = later.texts[at] ?? '';
    const place = later.places[at] ?? 0;
    if (later.gutter === undefined || place === 0) out.push(text);
    else if (earlier.gutter === undefined && place === firstPlace(later))
      // The earlier text has no numbers: this line shows how they are printed.
      out.push(withGutter(later.gutter, place, text));
    else out.push(`${place}\t${text}`);
  }
}

/** The number of the first line, which is always written out when only the later text has numbers. */
export function firstPlace(lines: NumberedLines): number | undefined {
  return lines.places.find((place) => place !== 0);
}

function markOf(run: LineRun, gone: string, sides: Sides): string {
  const here = rangeOf(sides.later, run.at, run.length);
  const there = rangeOf(sides.earlier, run.from, run.length);
  const words = [`${here} unchanged`];
  if (there !== here) words.push(`, there ${there}`);
  if (gone !== '') words.push(`; there ${gone} gone`);
  // Nobody counts the lines of a text without numbers: its words say where it begins and ends.
  if (sides.earlier.gutter === undefined) words.push(`: ${endsOf(run, sides.later)}`);
  return `[${sides.later.gutter === undefined ? 'lines ' : ''}${words.join('')}]`;
}

function rangeOf({ places }: NumberedLines, at: number, length: number): string {
  const [first = 0, last = 0] = [places[at], places[at + length - 1]];
  return first === last ? String(first) : `${first}-${last}`;
}

/** 1 for each line of the earlier text that some run repeats. */
function linesIn(runs: readonly LineRun[], { texts }: NumberedLines): Uint8Array {
  const standing = new Uint8Array(texts.length);
  for (const { from, length } of runs) standing.fill(1, from, from + length);
  return standing;
}

/** Lines between two runs that stand nowhere any more: "12-40,52". What was moved is not gone, and has a mark of its own. */
function goneBetween(
  previous: LineRun | undefined,
  run: LineRun,
  { earlier, standing }: Sides & { readonly standing: Uint8Array },
): string {
  if (previous === undefined) return '';
  const ranges: { readonly from: number; to: number }[] = [];
  let isOpen = false;
  for (let at = previous.from + previous.length; at < run.from; at++) {
    const place = earlier.places[at] ?? 0;
    // A line between numbered ones has no number to be called by.
    if (place === 0) continue;
    const last = ranges.at(-1);
    const isGone = standing[at] === 0;
    if (isGone && isOpen && last !== undefined) last.to = place;
    else if (isGone) ranges.push({ from: place, to: place });
    isOpen = isGone;
  }
  return ranges.map(({ from, to }) => (from === to ? String(from) : `${from}-${to}`)).join();
}

const LONGEST_WORDS = 40;

function endsOf(run: LineRun, { texts }: NumberedLines): string {
  const inside = texts.slice(run.at, run.at + run.length).filter((text) => /\w/.test(text));
  const [first = '', last = ''] = [inside[0], inside.at(-1)];
  return `${clip(first)} ... ${clip(last)}`;
}

function clip(text: string): string {
  const words = text.trim();
  return words.length > LONGEST_WORDS ? words.slice(0, LONGEST_WORDS).trimEnd() : words;
}
