// Finds what all strings of a column start with, where a reader can do without it in the rows: addresses and folders, never part of an identifier or a time.
import type { Column, Values } from './record-set.ts';

/** Where there are fewer, each stands in full, so that it can be found and copied. */
const FEWEST_VALUES = 12;
/** Shorter ones cost more in the header than they save. */
const SHORTEST_PREFIX = 8;

/** Prefixes as written, without quotes. */
export function findPrefixes(
  text: string,
  columns: readonly Column[],
): ReadonlyMap<Column, string> {
  const prefixes = new Map<Column, string>();
  for (const column of columns) {
    if (column.kind !== 'cell') continue;
    const prefix = cut(commonStart(text, column.values));
    if (prefix.length >= SHORTEST_PREFIX) prefixes.set(column, prefix);
  }
  return prefixes;
}

/** The common start of all strings; empty if there are other values than strings and null. */
function commonStart(text: string, values: Values): string {
  let common: string | undefined;
  let strings = 0;
  for (const value of values) {
    if (value === undefined || (value.kind === 'literal' && text[value.start] === 'n')) continue;
    if (value.kind !== 'string') return '';
    strings++;
    common =
      common === undefined
        ? text.slice(value.start + 1, value.end - 1)
        : common.slice(0, sharedLength(text, value.start + 1, common));
    if (common.length < SHORTEST_PREFIX) return '';
  }
  return strings < FEWEST_VALUES ? '' : (common ?? '');
}

/** A closing quote ends the comparison by itself: a prefix has none. */
function sharedLength(text: string, at: number, prefix: string): number {
  let length = 0;
  while (length < prefix.length && text.charCodeAt(at + length) === prefix.charCodeAt(length)) {
    length++;
  }
  return length;
}

const ADDRESS = /^[a-z][a-z0-9+.-]{0,20}:\/\/[^/]+\//;

function cut(start: string): string {
  const address = ADDRESS.exec(start);
  if (address !== null) return start.slice(0, start.lastIndexOf('/') + 1);
  return start.startsWith('/') ? cutPath(start) : '';
}

/** One shared folder stays in the cells: "src/parser.ts" says more than "parser.ts". */
function cutPath(start: string): string {
  const last = start.lastIndexOf('/');
  return start.slice(0, start.lastIndexOf('/', last - 1) + 1);
}
