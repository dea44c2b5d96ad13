// Says where in the original text the things lie that were left out: rows of its main array, else lines, else characters.
import type { Omission } from '../../compressor.ts';
import type { JsonNode } from '../document/parse-json.ts';
import type { JsonDocument } from '../document/read-document.ts';
import { textOffsets } from '../document/text-offset.ts';
import { rowNumbers } from './number-rows.ts';
import type { Entry, Outline } from './outline.ts';
import { ENDS_OF_LIST, type LongText, type Passage } from './passages.ts';

/** The positions of what is not kept, in order. */
export function listOmissions(
  document: JsonDocument,
  outline: Outline,
  kept: ReadonlySet<number>,
): readonly Omission[] {
  const listing: Listing = {
    outline,
    kept,
    rowOf: rowNumbers(document),
    offsetOf: textOffsets(document),
    lineOf: document.made === undefined ? lineFinder(document.text) : undefined,
    lost: [],
  };
  listBelow(listing, outline.entries[0]);
  for (const index of outline.below) {
    const line = outline.entries[index];
    if (line !== undefined && !kept.has(index)) noteStretch(listing, line.node);
  }
  listPassages(listing);
  return listing.lost;
}

interface Listing {
  readonly outline: Outline;
  readonly kept: ReadonlySet<number>;
  /** The row number of an item of the main array. */
  readonly rowOf: (node: JsonNode) => number | undefined;
  /** The place in the text for one in the source. */
  readonly offsetOf: (offset: number) => number;
  /** The line of an offset, from 1; undefined where lines are too long to be asked for. */
  readonly lineOf: ((offset: number) => number) | undefined;
  /** Each the own object of the listing: what follows it directly is added to it. */
  readonly lost: Growing[];
}

interface Growing extends Omission {
  to: number;
}

function listBelow(listing: Listing, entry: Entry | undefined): void {
  const { outline, kept, rowOf } = listing;
  /** Neighbours that are missing make one stretch, with the keys and commas between them. */
  let missing: Stretch | undefined;
  for (const index of entry?.children ?? []) {
    const child = outline.entries[index];
    if (child === undefined) continue;
    const isKept = kept.has(index);
    const isLeftOut = !isKept && child.kind !== 'heading';
    const row = isLeftOut ? rowOf(child.node) : undefined;
    if (isLeftOut && row === undefined) {
      missing = { start: missing?.start ?? child.node.start, end: child.node.end };
      continue;
    }
    if (missing !== undefined) noteStretch(listing, missing);
    missing = undefined;
    if (row !== undefined) note(listing, 'row', { from: row, to: row });
    else if (isKept) listBelow(listing, child);
    else listRows(listing, child);
  }
  if (missing !== undefined) noteStretch(listing, missing);
}

interface Stretch {
  readonly start: number;
  readonly end: number;
}

function listRows(listing: Listing, heading: Entry): void {
  for (const index of heading.children) {
    const node = listing.outline.entries[index]?.node;
    if (node === undefined) continue;
    const row = listing.rowOf(node);
    if (row === undefined) noteStretch(listing, node);
    else note(listing, 'row', { from: row, to: row });
  }
}

function noteStretch(listing: Listing, stretch: Stretch): void {
  const { lineOf, offsetOf } = listing;
  const start = offsetOf(stretch.start);
  const end = Math.max(start + 1, offsetOf(stretch.end));
  if (lineOf === undefined) note(listing, 'character', { from: start + 1, to: end });
  else note(listing, 'line', { from: lineOf(start), to: lineOf(end - 1) });
}

/** What follows the last omission directly is a part of it. */
function note(
  { lost }: Listing,
  unit: Omission['unit'],
  { from, to }: { readonly from: number; readonly to: number },
): void {
  const last = lost.at(-1);
  const isNext = last?.unit === unit && from <= last.to + 1 && from >= last.from;
  if (isNext) last.to = Math.max(last.to, to);
  else lost.push({ unit, from, to });
}

/** Passages are told by characters even where lines are short: the rest of their line is there. */
function listPassages(listing: Listing): void {
  const { outline, kept, offsetOf } = listing;
  for (const [node, { long, entries }] of outline.longValues) {
    if (!kept.has(outline.entries[entries[0] ?? -1]?.parent ?? -1)) continue;
    let item = ENDS_OF_LIST;
    long.passages.forEach((passage, place) => {
      const first = item;
      item += passage.count;
      if (kept.has(entries[place] ?? -1)) return;
      const { start, end } =
        long.unit === 'items'
          ? stretchOfItems(node, first, item)
          : stretchOfText(outline.text, { node, long, passage });
      note(listing, 'character', { from: offsetOf(start) + 1, to: offsetOf(end) });
    });
  }
}

function stretchOfItems(node: JsonNode, from: number, to: number): Stretch {
  const items = node.kind === 'array' ? node.items : [];
  return { start: items[from]?.start ?? node.start, end: items[to - 1]?.end ?? node.end };
}

/** The passage where it stands in the text; the whole value where it is written in another way. */
function stretchOfText(
  text: string,
  {
    node,
    long,
    passage,
  }: { readonly node: JsonNode; readonly long: LongText; readonly passage: Passage },
): Stretch {
  const written = long.text.slice(passage.start, passage.end);
  for (const begin of [node.start, node.end - 1 - long.text.length]) {
    const start = begin + passage.start;
    if (text.startsWith(written, start)) return { start, end: start + written.length };
  }
  return node;
}

/** Lines longer than this on average are no unit to ask for. */
const LONGEST_LINE = 300;

function lineFinder(text: string): ((offset: number) => number) | undefined {
  const ends: number[] = [];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) ends.push(at);
  if (text.length > (ends.length + 1) * LONGEST_LINE) return undefined;
  /** The line found last: places are mostly asked for one after the other. */
  let line = 0;
  return (offset) => {
    const isBehind = line === 0 || (ends[line - 1] ?? 0) < offset;
    if (isBehind && offset > (ends[line] ?? Infinity)) line++;
    if (!isBehind || offset > (ends[line] ?? Infinity)) line = firstNotBefore(ends, offset);
    return line + 1;
  };
}

function firstNotBefore(ends: readonly number[], offset: number): number {
  let low = 0;
  let high = ends.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ends[middle] ?? 0) < offset) low = middle + 1;
    else high = middle;
  }
  return low;
}
