// Finds the rows and members that a question calls by their name: a cell or key that is just that word.
import type { Query } from '../../relevance/query.ts';
import type { JsonNode } from '../document/parse-json.ts';
import type { Entry, Outline } from './outline.ts';
import { NONE } from './row-entry.ts';

/** A name that more entries have is a word like "open" or "version". */
const MOST_NAMED = 8;
const SHORTEST_NAME = 3;

/** The entries that are named, those of the rarest names first. */
export function findNamed(outline: Outline, query: Query | undefined): readonly number[] {
  if (query === undefined) return [];
  const names = namesIn(query);
  const hasLength = lengthsOf(names);
  const fileNames = [...names].filter((name) => FILE_NAME.test(name));
  const holders = new Map<string, number[]>();
  const note = (start: number, end: number, index: number): void => {
    if (hasLength[end - start] === 1) {
      const name = outline.text.slice(start, end).toLowerCase();
      if (names.has(name)) noteHolder(holders, name, index);
    }
    for (const name of fileNames) {
      const from = end - name.length;
      if (from <= start || outline.text.charCodeAt(from - 1) !== SLASH) continue;
      if (outline.text.slice(from, end).toLowerCase() === name) noteHolder(holders, name, index);
    }
  };
  outline.entries.forEach((entry, index) => {
    noteKey(entry, index, { names, holders });
    if (entry.kind === 'row') forEachString(entry, (start, end) => note(start, end, index));
    else if (entry.kind === 'line') noteLine(entry, (start, end) => note(start, end, index));
  });
  return [...holders.values(), findNumbered(outline, query)]
    .filter((found) => found.length <= MOST_NAMED)
    .sort((one, other) => one.length - other.length)
    .flat();
}

/** "row 300", "line #12": of a file with a heading line it may be meant with that or without. */
const ROW_NUMBER = /\b(?:row|line|record)s? #?(\d{1,7})\b/gi;

function findNumbered({ entries }: Outline, { text }: Query): number[] {
  const places = new Set<number>();
  for (const [, number] of text.matchAll(ROW_NUMBER)) {
    places.add(Number(number));
    places.add(Number(number) - 1);
  }
  const found: number[] = [];
  if (places.size === 0) return found;
  entries.forEach(({ kind, row, depth, place }, index) => {
    if (kind === 'row' && row !== undefined && row.index >= 0 && depth === 0 && places.has(place))
      found.push(index);
  });
  return found;
}

/** A file goes by the end of its path. */
const FILE_NAME = /\w\.[a-z]\w{0,4}$/;
const SLASH = 47;

function noteHolder(holders: Map<string, number[]>, name: string, index: number): void {
  const found = holders.get(name);
  if (found === undefined) holders.set(name, [index]);
  else if (found.at(-1) !== index) found.push(index);
}

/** 1 at each length that some name has: it tells for nearly every cell that it is none of them. */
function lengthsOf(names: ReadonlySet<string>): Uint8Array {
  let longest = 0;
  for (const name of names) longest = Math.max(longest, name.length);
  const lengths = new Uint8Array(longest + 1);
  for (const name of names) lengths[name.length] = 1;
  return lengths;
}

/**
 * What is asked of a record that the question names stands in its other members, what is asked of a block in its own, of a row
 * in the rows below it: their entries.
 */
export function besideNamed(outline: Outline, named: readonly number[]): readonly number[] {
  const { entries } = outline;
  const beside: number[] = [];
  const listed = listedBelow(outline);
  for (const index of named) {
    const below = entries[index]?.kind === 'row' ? (entries[index]?.children ?? NONE) : NONE;
    if (below.length <= MOST_BELOW) beside.push(...below);
    beside.push(...(listed.get(index) ?? NONE));
    const record = recordOf(outline, entries[index]);
    if (record === undefined) continue;
    for (const member of record.children) {
      const inside = entries[member]?.children ?? [];
      for (const at of inside.length <= MOST_INSIDE ? [member, ...inside] : [member]) {
        const entry = entries[at];
        if (entry?.kind === 'line' && entry.text.length <= LONGEST_BESIDE) beside.push(at);
        if (at !== member && (entry?.kind === 'row' || entry?.kind === 'block')) beside.push(at);
      }
    }
  }
  return beside;
}

/** By row: the items of its lists that are cut, where they are few. */
function listedBelow({ entries, longValues }: Outline): ReadonlyMap<number, number[]> {
  const listed = new Map<number, number[]>();
  for (const { long, entries: items } of longValues.values()) {
    const row = entries[items[0] ?? -1]?.parent ?? -1;
    if (long.unit !== 'items' || items.length > MOST_BELOW || entries[row]?.kind !== 'row')
      continue;
    const before = listed.get(row);
    if (before === undefined) listed.set(row, [...items]);
    else before.push(...items);
  }
  return listed;
}

/** The block whose members tell of what is named; undefined where they are too many to be about one thing. */
function recordOf({ entries }: Outline, entry: Entry | undefined): Entry | undefined {
  if (entry?.kind === 'block') return entry.children.length > MOST_BESIDE ? undefined : entry;
  if (entry?.kind !== 'line') return undefined;
  const record = entries[entry.parent];
  if (record === undefined || record.children.length <= MOST_BESIDE) return record;
  return entries[record.parent]?.node.kind === 'array' ? record : undefined;
}

/** More rows below one are not all about what was asked. */
const MOST_BELOW = 24;
const LONGEST_BESIDE = 100;
/** A member that is a block of so few lines is told with them. */
const MOST_INSIDE = 3;
/** A block of more members that stands in no list holds many things, not one. */
const MOST_BESIDE = 8;

function namesIn({ terms, anchors }: Query): ReadonlySet<string> {
  const all = [...terms, ...anchors].map((name) => name.toLowerCase());
  return new Set(all.filter((name) => name.length >= SHORTEST_NAME));
}

function noteKey(
  { lead, row }: Entry,
  index: number,
  found: { readonly names: ReadonlySet<string>; readonly holders: Map<string, number[]> },
): void {
  const key = row === undefined ? lead.slice(0, -1) : (row.key?.slice(1, -1) ?? '');
  if (key === '') return;
  const name = key.toLowerCase();
  if (!found.names.has(name)) return;
  noteHolder(found.holders, name, index);
}

/** Strings that are cells of the row: of the record, and of the objects in it. */
function forEachString({ row, node }: Entry, visit: (start: number, end: number) => void): void {
  if (row === undefined || row.index < 0) return;
  visitMembers(node, visit, DEEPEST_CELL);
}

const DEEPEST_CELL = 3;

/** The value of a member, or what stands in the short one that it is: `type: {enum: [clay]}`. */
function noteLine({ node, text }: Entry, visit: (start: number, end: number) => void): void {
  if (node.kind !== 'object' || text.length > LONGEST_LINE) return noteValue(node, visit);
  for (const item of node.items) {
    const values = item.kind === 'array' ? item.items : [item];
    for (const value of values) noteValue(value, visit);
  }
}

const LONGEST_LINE = 120;

function visitMembers(
  node: JsonNode,
  visit: (start: number, end: number) => void,
  deeper: number,
): void {
  if (node.kind !== 'object') {
    noteValue(node, visit);
    return;
  }
  if (deeper > 0) for (const item of node.items) visitMembers(item, visit, deeper - 1);
}

function noteValue(node: JsonNode, visit: (start: number, end: number) => void): void {
  if (node.kind === 'string') visit(node.start + 1, node.end - 1);
  if (node.kind === 'number') visit(node.start, node.end);
}
