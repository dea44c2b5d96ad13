// Finds columns that repeat another one in every row, such as the update time of things that were never updated, or an
// address that is made of a name.
import type { JsonNode } from '../document/parse-json.ts';
import { isSameValue } from '../document/same-value.ts';
import type { Column, Values } from './record-set.ts';

/** A column that can be told from an earlier or later one. */
export interface Copy {
  readonly original: Column;
  /** What stands around the original's value in every row, as written. Absent: nothing. */
  readonly frame?: Frame;
}

export interface Frame {
  readonly before: string;
  readonly after: string;
}

/** Shorter values cost no more than the reader's detour. */
const SHORTEST_VALUE = 6;

/** Each copy with the column that it can be told from. */
export function findCopies(
  text: string,
  columns: readonly Column[],
  constants: ReadonlyMap<Column, JsonNode>,
): ReadonlyMap<Column, Copy> {
  const copies = new Map<Column, Copy>();
  const originals: Column[] = [];
  for (const column of columns) {
    if (column.kind !== 'cell' || constants.has(column)) continue;
    const original = originals.find(({ values }) => areSame(text, values, column.values));
    if (original === undefined) originals.push(column);
    else if (isLong(column.values)) copies.set(column, { original });
  }
  addFramed(text, originals, copies);
  return copies;
}

function areSame(text: string, one: Values, other: Values): boolean {
  return one.every((value, row) => isSameValue(text, value, other[row]));
}

function isLong(values: Values): boolean {
  let length = 0;
  for (const value of values) if (value !== undefined) length += value.end - value.start;
  return length >= SHORTEST_VALUE * values.length;
}

/** Where there are fewer, each address stands in full, so that it can be found and copied. */
const FEWEST_ROWS = 12;
/** Longer values are no names and no addresses. */
const LONGEST_NAME = 200;
/** A shorter value saves less than its reader has to do for it. */
const SHORTEST_FRAMED = 16;

function addFramed(text: string, columns: readonly Column[], copies: Map<Column, Copy>): void {
  const told = new Set<Column>([...copies.values()].map(({ original }) => original));
  for (const column of columns) {
    if (told.has(column) || column.values.length < FEWEST_ROWS) continue;
    let best: Copy | undefined;
    for (const original of columns) {
      if (original === column || copies.has(original)) continue;
      const frame = frameOf(text, original.values, column.values);
      if (frame !== undefined && (best?.frame === undefined || sizeOf(frame) < sizeOf(best.frame)))
        best = { original, frame };
    }
    if (best === undefined) continue;
    copies.set(column, best);
    told.add(best.original);
  }
}

function sizeOf({ before, after }: Frame): number {
  return before.length + after.length;
}

const ADDRESS = /^[a-z][a-z\d+.-]{0,20}:\/\/[^/*"\\]+\/[^*"\\]*$/;

/** What stands around the names in all rows; undefined where that is no address, or not the same. */
function frameOf(text: string, names: Values, values: Values): Frame | undefined {
  let frame: Frame | undefined;
  for (let row = 0; row < values.length; row++) {
    const [name, value] = [names[row], values[row]];
    if (name === undefined && value === undefined) continue;
    if (name === undefined || value?.kind !== 'string') return undefined;
    if (name.kind !== 'string' && name.kind !== 'number') return undefined;
    const inner = innerOf(text, name);
    const whole = innerOf(text, value);
    if (inner === '' || inner.length > LONGEST_NAME) return undefined;
    frame ??= firstFrame(whole, inner);
    if (frame === undefined || whole !== frame.before + inner + frame.after) return undefined;
  }
  return frame;
}

function firstFrame(whole: string, inner: string): Frame | undefined {
  const at = whole.lastIndexOf(inner);
  if (at < 0) return undefined;
  const before = whole.slice(0, at);
  const after = whole.slice(at + inner.length);
  // An address around a name, or one that goes on where another ends.
  const isAddress = ADDRESS.test(before === '' ? inner : before) && !/[*"\\]/.test(after);
  return isAddress && whole.length >= SHORTEST_FRAMED ? { before, after } : undefined;
}

/** A string without its quotes, a number as it is. */
function innerOf(text: string, { kind, start, end }: JsonNode): string {
  return kind === 'string' ? text.slice(start + 1, end - 1) : text.slice(start, end);
}
