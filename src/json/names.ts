// Member names repeat: each spelling is decoded once and recognised by its bytes after that.
import { decodeString } from './read.ts';

const SLOTS = 256;
/** Longer names are rare and not worth comparing. */
const LONGEST = 40;

interface Known {
  readonly start: number;
  readonly name: string;
}

/** Reads the string literal in bytes [start, end) as a name. */
export type ReadName = (start: number, end: number) => string;

/** A name reader for one body; its memory is bounded, a newer name takes the slot of an older one. */
export function nameReader(bytes: Buffer): ReadName {
  const slots = new Array<Known | undefined>(SLOTS).fill(undefined);
  return (start, end) => {
    if (end - start > LONGEST) return decodeString(bytes, start, end);
    const slot = slotOf(bytes, start, end);
    const known = slots[slot];
    if (known !== undefined && isSame(bytes, known, { start, end })) return known.name;
    const name = decodeString(bytes, start, end);
    slots[slot] = { start, name };
    return name;
  };
}

function slotOf(bytes: Buffer, start: number, end: number): number {
  let hash = 0;
  for (let at = start; at < end; at++) hash = (Math.imul(hash, 31) + (bytes[at] ?? 0)) | 0;
  return (hash ^ (hash >>> 8)) & (SLOTS - 1);
}

/** No literal is the beginning of another: their closing quotes tell lengths apart. */
function isSame(bytes: Buffer, known: Known, other: { start: number; end: number }): boolean {
  const offset = known.start - other.start;
  for (let at = other.start; at < other.end; at++) {
    if (bytes[at] !== bytes[at + offset]) return false;
  }
  return true;
}
