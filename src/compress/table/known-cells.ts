// The different cells of a column, found again by the characters of a line: no string is cut out of it for that.
import type { JsonScalar } from '../smart-crusher/index.ts';

/** A column of so many different cells, or of longer ones, is hardly one whose cells repeat. */
const MOST_MISSES = 2_000;
const LONGEST_REPEATED = 60;
const FEWEST_SLOTS = 64;

/** A stretch of a line, with the hash of its characters. One object serves for all cells, one after the other. */
export interface CellPlace {
  line: string;
  start: number;
  end: number;
  hash: number;
}

/** Gives all cells of a column that are alike one value, as long as that pays. */
export class KnownCells {
  private readonly texts: string[] = [];
  private readonly hashes: number[] = [];
  private readonly values: JsonScalar[] = [];
  /** Positions in the lists, from 1; an open-addressing table of twice as many slots as there are cells. */
  private slots = new Int32Array(FEWEST_SLOTS);
  private hits = 0;

  /** Whether it is worth asking for a cell of this length. */
  mayKnow(length: number): boolean {
    return length <= LONGEST_REPEATED && this.values.length <= MOST_MISSES + this.hits;
  }

  find(cell: CellPlace): JsonScalar | undefined {
    const { slots } = this;
    const mask = slots.length - 1;
    for (let slot = slotOf(cell.hash, mask); ; slot = (slot + 1) & mask) {
      const place = (slots[slot] ?? 0) - 1;
      if (place < 0) return undefined;
      if (this.hashes[place] === cell.hash && isAt(cell, this.texts[place] ?? '')) {
        this.hits++;
        return this.values[place];
      }
    }
  }

  remember({ line, start, end, hash }: CellPlace, value: JsonScalar): void {
    this.texts.push(line.slice(start, end));
    this.hashes.push(hash);
    this.values.push(value);
    if (this.values.length * 2 > this.slots.length) this.grow();
    else this.insert(this.values.length);
  }

  private grow(): void {
    this.slots = new Int32Array(this.slots.length * 4);
    for (let place = 1; place <= this.values.length; place++) this.insert(place);
  }

  private insert(place: number): void {
    const { slots } = this;
    const mask = slots.length - 1;
    let slot = slotOf(this.hashes[place - 1] ?? 0, mask);
    while (slots[slot] !== 0) slot = (slot + 1) & mask;
    slots[slot] = place;
  }
}

function slotOf(hash: number, mask: number): number {
  return (Math.imul(hash, 0x9e3779b1) >>> 7) & mask;
}

function isAt({ line, start, end }: CellPlace, text: string): boolean {
  if (text.length !== end - start) return false;
  for (let at = 0; at < text.length; at++) {
    if (text.charCodeAt(at) !== line.charCodeAt(start + at)) return false;
  }
  return true;
}
