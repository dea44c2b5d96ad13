// The different values of a column, told apart by the characters of the text: no string is cut out of it for each of them.
import type { JsonNode } from '../document/parse-json.ts';
import { isSameValue } from '../document/same-value.ts';

/** Numbers values as they first occur. Those written alike have one number; a missing value is like an empty one. */
export class ValueTable {
  private readonly text: string;
  private readonly most: number;
  private readonly found: (JsonNode | undefined)[] = [];
  private readonly hashes: number[] = [];
  /** Numbers, from 1; an open-addressing table. */
  private readonly slots: Uint8Array;
  private lastNode: JsonNode | undefined;
  private last = -1;

  /** Of up to `most` different values, which are less than 128. */
  constructor(text: string, most: number) {
    this.text = text;
    this.most = most;
    this.slots = new Uint8Array(SLOTS);
  }

  /** The number of a value; -1 if it would be one too many. */
  numberOf(value: JsonNode | undefined): number {
    if (this.last >= 0 && value === this.lastNode) return this.last;
    this.lastNode = value;
    this.last = this.lookUp(value);
    return this.last;
  }

  /** As written, in the order of their numbers. */
  lexemes(): readonly string[] {
    return this.found.map((value) =>
      value === undefined ? '' : this.text.slice(value.start, value.end),
    );
  }

  private lookUp(value: JsonNode | undefined): number {
    const { slots, hashes, found } = this;
    const hash = this.hashOf(value);
    for (let slot = hash & MASK; ; slot = (slot + 1) & MASK) {
      const number = (slots[slot] ?? 0) - 1;
      if (number >= 0) {
        if (hashes[number] === hash && this.isAlike(found[number], value)) return number;
        continue;
      }
      if (found.length >= this.most) return -1;
      found.push(value);
      hashes.push(hash);
      slots[slot] = found.length;
      return found.length - 1;
    }
  }

  private hashOf(value: JsonNode | undefined): number {
    if (value === undefined) return 0;
    const { text } = this;
    let hash = 0;
    for (let at = value.start; at < value.end; at++) {
      hash = (Math.imul(hash, 31) + text.charCodeAt(at)) | 0;
    }
    return hash ^ (hash >>> 15);
  }

  private isAlike(one: JsonNode | undefined, other: JsonNode | undefined): boolean {
    if (one === other) return true;
    if (one === undefined || other === undefined) return false;
    return isSameValue(this.text, one, other);
  }
}

const SLOTS = 256;
const MASK = SLOTS - 1;
