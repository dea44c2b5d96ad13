// Hits as units of choice: one per distinct text of a file, its file's heading as parent.
import type { CompressContext, CountTokens } from '../compressor.ts';
import type { Unit } from '../select/choose-units.ts';
import { shapeOfText } from '../select/shape-of-text.ts';
import { markedLine } from './group-hits.ts';
import { hitImportance, pathWeight } from './hit-importance.ts';
import { rareAlternatives } from './rare-alternative.ts';
import { rareWords } from './rare-words.ts';
import type { Hit, SearchLine } from './read-hits.ts';

/** A hit with its context, and the places of the same text further down its file. */
export interface Entry {
  readonly hit: Hit;
  /** The hit and the context printed with it, in order. */
  readonly shown: readonly Hit[];
  /** Positions in the result, from 0, that the entry names; the first is its own. */
  readonly lines: readonly number[];
  readonly also: readonly string[];
  /** How many more places of the same text there are, too many to name. */
  readonly more: number;
}

export interface FileHits {
  readonly path: string;
  readonly hits: number;
  readonly entries: readonly Entry[];
}

export interface HitUnits {
  readonly files: readonly FileHits[];
  readonly units: readonly Unit[];
  /** For each unit that is an entry: which. Headings have none. */
  readonly entryOf: ReadonlyMap<number, Entry>;
}

/** What a merged place costs, with its share of the note. */
const PLACE_TOKENS = 1.3;
const LINE_END_TOKENS = 0.4;
const FIRST_BONUS = 0.1;
const RARE_BONUS = 0.2;
const RARE_ALTERNATIVE_BONUS = 0.25;
const HEADING_TOKENS = 3;

/** Groups the lines by file, equal texts of a file into one entry. A place that is asked for is part of its hit's text. */
export function hitUnits(
  lines: readonly SearchLine[],
  { estimate, query, toolInput }: CompressContext,
): HitUnits {
  const files = groupByFile(lines);
  const texts = files.flatMap(({ entries }) => entries.map(({ hit }) => hit.text));
  const rare = rareWords(texts);
  const isRareKind = rareAlternatives(texts, toolInput);
  const askedPlaces = new Set(query?.anchors.filter((one) => /^\d+$/.test(one)));
  const units: Unit[] = [];
  const entryOf = new Map<number, Entry>();
  for (const file of files) {
    const heading = units.length;
    units.push({ text: file.path, cost: estimate(file.path) + HEADING_TOKENS, importance: 0 });
    for (const [index, entry] of file.entries.entries()) {
      const bonus =
        (rare[entryOf.size] ?? 0) * RARE_BONUS +
        (isRareKind[entryOf.size] === true ? RARE_ALTERNATIVE_BONUS : 0) +
        (index === 0 ? FIRST_BONUS : 0);
      entryOf.set(units.length, entry);
      units.push({
        text: placesAsked(entry, askedPlaces) + entry.shown.map((hit) => hit.text).join('\n'),
        cost: costOf(entry, estimate),
        importance: importanceOf(entry.hit, bonus),
        parent: heading,
        shape: shapeOfText(entry.hit.text),
      });
    }
  }
  return { files, units, entryOf };
}

/** The line numbers of an entry that were asked for. */
function placesAsked(entry: Entry, asked: ReadonlySet<string>): string {
  if (asked.size === 0) return '';
  return [...entry.shown.map((hit) => hit.place), ...entry.also]
    .map((place) => /^\d+/.exec(place)?.[0] ?? '')
    .flatMap((line) => (asked.has(line) ? [`${line} `] : []))
    .join('');
}

function costOf(entry: Entry, estimate: CountTokens): number {
  let cost = entry.also.length * PLACE_TOKENS;
  for (const hit of entry.shown) cost += estimate(markedLine(hit)) + LINE_END_TOKENS;
  return cost;
}

function importanceOf(hit: Hit, bonus: number): number {
  return Math.min(1, (hitImportance(hit.text) + bonus) * pathWeight(hit.path));
}

/** Places of one text that are named one by one. */
const MOST_PLACES = 12;

/** A longer text may have been cut: nobody knows here whether it was the same. */
const LONGEST_MERGED = 500;

/** Context lines kept on either side of a hit. */
const MOST_CONTEXT = 3;

interface OpenEntry {
  readonly hit: Hit;
  readonly shown: Hit[];
  readonly lines: number[];
  readonly also: string[];
  more: number;
}

interface OpenFile {
  readonly path: string;
  hits: number;
  readonly entries: OpenEntry[];
  readonly byText: Map<string, OpenEntry>;
  /** Context that may belong to the next hit. */
  before: { readonly hit: Hit; readonly index: number }[];
}

function groupByFile(lines: readonly SearchLine[]): readonly FileHits[] {
  // Between lines of context a hit's neighbours belong to its own place.
  const merges = !lines.some((line) => line.kind === 'context');
  const files = new Map<string, OpenFile>();
  for (const [index, line] of lines.entries()) {
    if (line.kind === 'other') continue;
    const file = files.get(line.path) ?? openFile(line.path);
    files.set(line.path, file);
    if (line.kind === 'context') addContext(file, line, index);
    else addHit(file, { hit: line, index, merges });
  }
  return [...files.values()];
}

function addHit(
  file: OpenFile,
  found: { readonly hit: Hit; readonly index: number; readonly merges: boolean },
): void {
  const { hit, index } = found;
  file.hits++;
  const text = hit.text.trim();
  const merges = found.merges && hit.place !== '' && text.length <= LONGEST_MERGED;
  const same = merges ? file.byText.get(text) : undefined;
  if (same !== undefined && same.also.length >= MOST_PLACES) same.more++;
  else if (same !== undefined) {
    same.lines.push(index);
    same.also.push(hit.place);
  } else {
    const before = file.before.slice(-MOST_CONTEXT);
    const entry = {
      hit,
      shown: [...before.map((context) => context.hit), hit],
      lines: [...before.map((context) => context.index), index],
      also: [],
      more: 0,
    };
    file.before = [];
    file.entries.push(entry);
    file.byText.set(text, entry);
  }
}

/** Directly below a hit or its context it belongs there; else to the hit that comes. */
function addContext(file: OpenFile, hit: Hit, index: number): void {
  const last = file.entries.at(-1);
  const isBelow = last !== undefined && last.lines.at(-1) === index - 1 && file.before.length === 0;
  const after = last === undefined ? 0 : last.shown.length - 1 - last.shown.indexOf(last.hit);
  if (last !== undefined && isBelow && after < MOST_CONTEXT) {
    last.shown.push(hit);
    last.lines.push(index);
  } else {
    if (file.before.at(-1)?.index !== index - 1) file.before = [];
    file.before.push({ hit, index });
  }
}

function openFile(path: string): OpenFile {
  return { path, hits: 0, entries: [], byText: new Map(), before: [] };
}
