// A small deterministic source of randomness (mulberry32): the same seed gives the same test run everywhere.

export interface Seeded {
  /** A whole number from 0 up to, and without, `limit`. */
  below(limit: number): number;
  /** One of the items, which must not be empty. */
  pick<Item>(items: readonly Item[]): Item;
}

/** Randomness that repeats itself. */
export function seeded(seed: number): Seeded {
  let state = seed >>> 0;
  const below = (limit: number): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * limit);
  };
  return {
    below,
    pick: (items) => {
      if (items.length === 0) throw new Error('Nothing to pick from.');
      return items[below(items.length)] as (typeof items)[number];
    },
  };
}
