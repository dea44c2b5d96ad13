// Finds the rows and members that a question calls by their name: a cell or key that is just that word.
import type { Query } from '../../relevance/query.ts';
import type { JsonNode } from '../document/parse-json.ts';
import type { Entry, Outline } from './outline.ts';

/** A name that more entries have is a word like "open" or "version". */
const MOST_NAMED = 8;
const SHORTEST_NAME = 3;

/** The entries that are named, those of the rarest names first. */
export function findNamed(outline: Outline, query: Query | undefined): readonly number[] {
  if (query === undefined) return [];
  const names = namesIn(query);
  const hasLength = lengthsOf(names);
  const holders = new Map<string, number[]>();
  const note = (start: number, end: number, index: number): void => {
    if (hasLength[end - start] !== 1) return;
    const name = outline.text.slice(start, end).toLowerCase();
    if (!names.has(name)) return;
    const found = holders.get(name);
    if (found === undefined) holders.set(name, [index]);
    else if (found.at(-1) !== index) found.push(index);
  };
  outline.entries.forEach((entry, index) => {
    noteKey(entry, index, { names, holders });
    if (entry.kind === 'row') forEachString(entry, (start, end) => note(start, end, index));
    else if (entry.kind === 'line') noteValue(entry.node, (start, end) => note(start, end, index));
  });
  return [...holders.values()]
    .filter((found) => found.length <= MOST_NAMED)
    .sort((one, other) => one.length - other.length)
    .flat();
}

/** 1 at each length that some name has: it tells for nearly every cell that it is none of them. */
function lengthsOf(names: ReadonlySet<string>): Uint8Array {
  let longest = 0;
  for (const name of names) longest = Math.max(longest, name.length);
  const lengths = new Uint8Array(longest + 1);
  for (const name of names) lengths[name.length] = 1;
  return lengths;
}

/** What is asked of a record that the question names stands in its other members: their entries. */
export function besideNamed({ entries }: Outline, named: readonly number[]): readonly number[] {
  const beside: number[] = [];
  for (const index of named) {
    const record = entries[entries[index]?.parent ?? -1];
    const list = entries[record?.parent ?? -1];
    if (entries[index]?.kind !== 'line' || record === undefined || list?.node.kind !== 'array')
      continue;
    for (const member of record.children) {
      const entry = entries[member];
      if (entry?.kind === 'line' && entry.text.length <= LONGEST_BESIDE) beside.push(member);
    }
  }
  return beside;
}

const LONGEST_BESIDE = 100;

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
  const before = found.holders.get(name);
  if (before === undefined) found.holders.set(name, [index]);
  else if (before.at(-1) !== index) before.push(index);
}

/** Strings that are cells of the row: of the record, and of the objects in it. */
function forEachString({ row, node }: Entry, visit: (start: number, end: number) => void): void {
  if (row === undefined || row.index < 0) return;
  visitMembers(node, visit, DEEPEST_CELL);
}

const DEEPEST_CELL = 3;

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
