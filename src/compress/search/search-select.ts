// `search-select`, lossy: every file is named with its count; of the hits stay those that fit the question, then
// definitions and one example of each text.
import type { CompressContext, Compressor, Omission } from '../compressor.ts';
import { nameByFolder } from '../listing/name-by-folder.ts';
import { readOnce } from '../read-once.ts';
import { chooseUnits } from '../select/choose-units.ts';
import { clipLine, type Clipped } from '../select/clip-line.ts';
import { completeFiles } from './complete-files.ts';
import { markedLine } from './group-hits.ts';
import { hitUnits, type Entry, type FileHits } from './hit-units.ts';
import { printHit, readHits, type Hit, type SearchLine } from './read-hits.ts';
import { spreadPlaces } from './spread-places.ts';

export const searchSelect: Compressor = {
  name: 'search-select',
  accepts: ['search'],
  fidelity: 'lossy',
  compress(text, context) {
    const end = text.endsWith('\n') ? '\n' : '';
    const read = readOnce(context, readHits, text.slice(0, text.length - end.length));
    const selected = selectHits(read, context);
    if (selected === undefined || selected.isWhole) return undefined;
    return {
      text: selected.text + end,
      lost: [...selected.lost, ...lostCharacters(read, selected.clips)],
    };
  },
};

export interface SelectedHits {
  readonly text: string;
  readonly lost: readonly Omission[];
  /** Long texts that were cut, by position of their line. */
  readonly clips: ReadonlyMap<number, Clipped>;
  /** Every hit is shown, and no text was cut. */
  readonly isWhole: boolean;
}

/** The hits that stay within the budget; undefined where there are too few to choose from. */
export function selectHits(
  read: readonly SearchLine[],
  context: CompressContext,
): SelectedHits | undefined {
  const { lines, clips } = clipTexts(read, context);
  const { files, units, entryOf } = hitUnits(lines, context);
  if (entryOf.size < FEWEST_ENTRIES) return undefined;
  const chosen = chooseUnits(units, {
    budgetTokens: Math.max(0, context.budgetTokens - costOfNames(files, context)),
    explain: context.explain,
    ...(context.query !== undefined && { query: context.query }),
  });
  const kept = new Set([...entryOf].flatMap(([unit, entry]) => (chosen.has(unit) ? [entry] : [])));
  for (const entry of completeFiles(files, kept, context)) kept.add(entry);
  const hidesPlaces = files.some(({ entries }) => entries.some(({ more }) => more > 0));
  return {
    text: render(lines, files, { kept, spread: spreadPlaces(kept, context) }),
    lost: lostLines(lines, files, kept),
    clips,
    isWhole: kept.size === entryOf.size && clips.size === 0 && !hidesPlaces,
  };
}

const FEWEST_ENTRIES = 8;
/** Of the files about half show no hit in the end and are only named. */
const NAMED_ONLY = 0.5;

function nameFiles(files: readonly FileHits[]): string {
  return nameByFolder(files.map(({ path, hits }) => ({ path, note: `×${hits}` })));
}

function costOfNames(files: readonly FileHits[], context: CompressContext): number {
  return context.estimate(nameFiles(files)) * NAMED_ONLY;
}

/** A hit in minified code or data can be as long as a file. */
const LONGEST_TEXT = 1_000;

function clipTexts(
  lines: readonly SearchLine[],
  context: CompressContext,
): { readonly lines: readonly SearchLine[]; readonly clips: ReadonlyMap<number, Clipped> } {
  const clips = new Map<number, Clipped>();
  const pattern = context.toolInput?.['pattern'];
  const words = [
    ...(typeof pattern === 'string' ? [pattern.replace(/\\[bB]|[\\^$]/g, '')] : []),
    ...(context.query?.anchors ?? []),
  ];
  // Without its neighbours a hit's indentation says nothing.
  const trims = !lines.some((line) => line.kind === 'context');
  const shown = lines.map((line, index) => {
    if (line.kind === 'other') return line;
    if (line.text.length <= LONGEST_TEXT) return trims ? trimmed(line) : line;
    const clip = clipLine(line.text, words);
    clips.set(index, clip);
    return { ...line, text: clip.text };
  });
  return { lines: shown, clips };
}

function trimmed(hit: Hit): Hit {
  const text = hit.text.trim();
  if (text.length === hit.text.length) return hit;
  const { kind, path, place, separator } = hit;
  return { kind, path, place, separator, text };
}

interface Shown {
  readonly kept: ReadonlySet<Entry>;
  /** Of those, the ones whose places have a line each. */
  readonly spread: ReadonlySet<Entry>;
}

function render(lines: readonly SearchLine[], files: readonly FileHits[], shown: Shown): string {
  const firstHit = lines.findIndex((line) => line.kind !== 'other');
  const notes = (from: number, to: number): string[] =>
    lines
      .slice(from, to)
      .flatMap((line) => (line.kind === 'other' && isNote(line.text) ? [line.text] : []));
  const out = notes(0, firstHit);
  const unseen: FileHits[] = [];
  for (const file of files) {
    const entries = file.entries.filter((entry) => shown.kept.has(entry));
    if (entries.length === 0) unseen.push(file);
    else out.push(...fileLines(file, entries, shown.spread));
  }
  if (unseen.length > 0) out.push(`[… no hit shown of these ${unseen.length} files, ×: how many]`);
  if (unseen.length > 0) out.push(nameFiles(unseen));
  out.push(...notes(firstHit, lines.length));
  // No file follows the last one.
  return (out.at(-1) === '' ? out.slice(0, -1) : out).join('\n');
}

/** What a search says beside its hits; separators between hits are no news. */
function isNote(text: string): boolean {
  return text !== '' && text !== '--';
}

function fileLines(
  file: FileHits,
  entries: readonly Entry[],
  spread: ReadonlySet<Entry>,
): string[] {
  const [only] = entries;
  if (file.entries.length === 1 && only?.shown.length === 1 && !spread.has(only)) {
    return [printHit(only.hit) + alsoAt(only)];
  }
  const isWhole = entries.length === file.entries.length && entries.every(({ more }) => more === 0);
  const heading = isWhole ? file.path : `${file.path} (${file.hits} hits)`;
  const placed = entries.flatMap((entry) =>
    spread.has(entry) ? lineEach(entry) : placedLines(entry),
  );
  const inOrder = placed.toSorted((one, other) => one.at - other.at);
  return [heading, ...inOrder.map(({ text }) => text), ''];
}

interface PlacedLine {
  /** Position in the result. */
  readonly at: number;
  readonly text: string;
}

function placedLines(entry: Entry): PlacedLine[] {
  return entry.shown.map((hit, index) => ({
    at: entry.lines[index] ?? 0,
    text: markedLine(hit) + (hit === entry.hit ? alsoAt(entry) : ''),
  }));
}

function lineEach({ hit, lines, also }: Entry): PlacedLine[] {
  return [hit.place, ...also].map((place, index) => ({
    at: lines[index] ?? 0,
    text: markedLine({ ...hit, place }),
  }));
}

/** The places of the same text further down. */
function alsoAt(entry: Entry): string {
  if (entry.also.length === 0) return '';
  const more = entry.more === 0 ? '' : ` and ${entry.more} more`;
  return ` (also ${entry.also.join(' ')}${more})`;
}

function lostLines(
  lines: readonly SearchLine[],
  files: readonly FileHits[],
  kept: ReadonlySet<Entry>,
): Omission[] {
  const shown = new Set<number>();
  const hidden = { hits: 0, files: 0 };
  for (const file of files) {
    let missing = 0;
    for (const entry of file.entries) {
      if (kept.has(entry)) for (const line of entry.lines) shown.add(line);
      missing += entry.more + (kept.has(entry) ? 0 : 1 + entry.also.length);
    }
    hidden.hits += missing;
    if (missing > 0) hidden.files++;
  }
  const about = `${hidden.hits} hits in ${hidden.files} files`;
  const lost: { unit: 'line'; from: number; to: number; about: string }[] = [];
  let isOpen = false;
  for (const [index, line] of lines.entries()) {
    // A separator goes with the lines before it.
    if (line.kind === 'other' && !isNote(line.text)) continue;
    const isLost = line.kind !== 'other' && !shown.has(index);
    const last = lost.at(-1);
    if (isLost && isOpen && last !== undefined) last.to = index + 1;
    else if (isLost) lost.push({ unit: 'line', from: index + 1, to: index + 1, about });
    isOpen = isLost;
  }
  return lost;
}

function lostCharacters(
  read: readonly SearchLine[],
  clips: ReadonlyMap<number, Clipped>,
): Omission[] {
  const lost: Omission[] = [];
  let offset = 0;
  for (const [index, line] of read.entries()) {
    const printed = line.kind === 'other' ? line.text : printHit(line);
    const start = offset + printed.length - line.text.length;
    for (const gap of clips.get(index)?.gaps ?? [])
      lost.push({ unit: 'character', from: start + gap.from, to: start + gap.to });
    offset += printed.length + 1;
  }
  return lost;
}
