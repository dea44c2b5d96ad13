// All tokens of an encoding with their ranks, in a few typed arrays: a lookup by bytes makes no strings and leaves no garbage.

/** A token as the library lists it: text, or bytes where they are no whole characters. Its index is its rank. */
export type RankedTokens = readonly (string | readonly number[])[];

export const NO_RANK = 0x7fffffff;

const LEAST_SLOTS = 256;
const BYTES_PER_TOKEN = 8;

export class TokenTable {
  /** Bytes of all tokens, one after the other. */
  #bytes: Uint8Array;
  readonly #ends: Int32Array;
  /** Rank plus one; nought is a free slot. */
  readonly #slots: Int32Array;

  constructor(tokens: RankedTokens) {
    this.#bytes = new Uint8Array(tokens.length * BYTES_PER_TOKEN);
    this.#ends = new Int32Array(tokens.length);
    this.#slots = new Int32Array(slotsFor(tokens.length));
    const encoder = new TextEncoder();
    let end = 0;
    for (let rank = 0; rank < tokens.length; rank++) {
      const token = tokens[rank] ?? '';
      const start = end;
      if (typeof token === 'string') {
        this.#makeRoom(start + token.length * 3);
        end += encoder.encodeInto(token, this.#bytes.subarray(start)).written;
      } else {
        this.#makeRoom(start + token.length);
        this.#bytes.set(token, start);
        end += token.length;
      }
      this.#ends[rank] = end;
      if (end > start) this.#insert(rank, start, end);
    }
  }

  /** The rank of the token that these bytes are, or NO_RANK. */
  rankOf(bytes: Uint8Array, from: number, to: number): number {
    const mask = this.#slots.length - 1;
    for (let slot = hashOf(bytes, from, to) & mask; ; slot = (slot + 1) & mask) {
      const found = this.#slots[slot] ?? 0;
      if (found === 0) return NO_RANK;
      const rank = found - 1;
      if (this.#end(rank) - this.#end(rank - 1) === to - from && this.#isAt(rank, bytes, from))
        return rank;
    }
  }

  /** The first is preceded by none. */
  #end(rank: number): number {
    return this.#ends[rank] ?? 0;
  }

  #isAt(rank: number, bytes: Uint8Array, from: number): boolean {
    const start = this.#end(rank - 1);
    const length = this.#end(rank) - start;
    for (let at = 0; at < length; at++) {
      if (this.#bytes[start + at] !== bytes[from + at]) return false;
    }
    return true;
  }

  #insert(rank: number, start: number, end: number): void {
    const mask = this.#slots.length - 1;
    let slot = hashOf(this.#bytes, start, end) & mask;
    while (this.#slots[slot] !== 0) slot = (slot + 1) & mask;
    this.#slots[slot] = rank + 1;
  }

  #makeRoom(size: number): void {
    if (size <= this.#bytes.length) return;
    const larger = new Uint8Array(size * 2);
    larger.set(this.#bytes);
    this.#bytes = larger;
  }
}

/** At most half of them are taken. */
function slotsFor(tokens: number): number {
  let slots = LEAST_SLOTS;
  while (slots < tokens * 2) slots *= 2;
  return slots;
}

/** FNV-1a, with its high bits brought down to where the mask looks. */
function hashOf(bytes: Uint8Array, from: number, to: number): number {
  let hash = 0x811c9dc5;
  for (let at = from; at < to; at++) hash = Math.imul(hash ^ (bytes[at] ?? 0), 0x01000193);
  return hash ^ (hash >>> 15);
}
