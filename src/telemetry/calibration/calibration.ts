// How many tokens of a model one of ours (o200k) is: what providers said that requests took, by what we count in the same requests.
// Law: a fold over events; nothing is remembered besides them, and too little is not believed.

/** Requests of a family that were counted by both sides. */
export interface CountedSums {
  requests: number;
  /** Our count, o200k. */
  ownTokens: number;
  /** The provider's: input, cache reads and cache writes. */
  providerTokens: number;
}

/** By model family. */
export type Counted = Record<string, CountedSums>;

/** Beyond these, one side has counted something that the other has not seen. */
const LOWEST = 0.5;
const HIGHEST = 2.5;

/** Adds a request that both sides have counted, unless the counts cannot be of the same texts. */
export function noteCounted(
  counted: Counted,
  family: string,
  { ownTokens, providerTokens }: Omit<CountedSums, 'requests'>,
): void {
  const ratio = providerTokens / ownTokens;
  if (!(ratio >= LOWEST && ratio <= HIGHEST)) return;
  const sums = entryOf(counted, family, () => ({ requests: 0, ownTokens: 0, providerTokens: 0 }));
  sums.requests++;
  sums.ownTokens += ownTokens;
  sums.providerTokens += providerTokens;
}

/** What it takes to be believed. */
export interface Evidence {
  readonly requests: number;
  readonly ownTokens: number;
}

const ENOUGH: Evidence = { requests: 5, ownTokens: 20_000 };

/** What has been learnt about families so far. */
export interface Calibration {
  readonly counted: Readonly<Counted>;
  /** Tokens of the family per token of ours; undefined as long as too little is known. */
  ratioOf(family: string): number | undefined;
}

/** What these sums tell. */
export function calibrate(counted: Readonly<Counted>, enough: Evidence = ENOUGH): Calibration {
  return {
    counted,
    ratioOf(family) {
      const sums = Object.hasOwn(counted, family) ? counted[family] : undefined;
      if (sums === undefined) return undefined;
      const { requests, ownTokens, providerTokens } = sums;
      const isEnough = requests >= enough.requests && ownTokens >= enough.ownTokens;
      return isEnough ? providerTokens / ownTokens : undefined;
    },
  };
}

/** The value of a name, made where there is none. A tool or a model may be named "__proto__". */
export function entryOf<Value>(map: Record<string, Value>, name: string, make: () => Value): Value {
  const there = Object.hasOwn(map, name) ? map[name] : undefined;
  if (there !== undefined) return there;
  const value = make();
  Object.defineProperty(map, name, { value, writable: true, enumerable: true, configurable: true });
  return value;
}
