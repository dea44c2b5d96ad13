// Sums over events: everything a report says can be read off a tally, and two tallies add up to the tally of all their events.
import type { Counted } from './calibration/calibration.ts';
import { addHistogram, emptyHistogram, type Histogram } from './histogram.ts';

/** Plain JSON. Money is in whole billionths of a dollar. */
export interface Tally {
  /** Times of the first and the last event. */
  firstMs: number | null;
  lastMs: number | null;
  readonly requests: Record<RequestCount, number>;
  /** Requests that asked a model and went out as they came, by reason. */
  readonly unchanged: Record<string, number>;
  /** Texts seen for the first time, without history that headroom met too late. */
  readonly newInput: TextSums & { putBackTexts: number; putBackTokens: number };
  /** How providers count: requests that both sides have counted. */
  readonly counted: Counted;
  /** By model family, what our own counts say: to be converted into tokens of the model. */
  readonly families: Record<string, FamilySums>;
  /** What providers read by their own counts, and would have read without us as far as they count that themselves. */
  readonly wholeRequests: { tokensBefore: number; tokensAfter: number };
  readonly usage: Record<
    'input' | 'output' | 'cacheRead' | 'cacheWrite5m' | 'cacheWrite1h',
    number
  >;
  readonly prefixRewrites: { requests: number };
  readonly money: MoneySums;
  /** Answered requests without a price, by model. */
  readonly unknownModels: Record<string, number>;
  readonly tools: Record<string, TextSums>;
  /** By the JSON of [compressor, kind, fidelity]. */
  readonly compressors: Record<string, TextSums>;
  readonly kept: Record<string, { texts: number; tokens: number }>;
  /** By "part kind": what changed at the head of requests; sums of whole millionths of the head. */
  readonly volatile: Record<string, VolatileSums>;
  readonly groups: Record<GroupName, Record<string, GroupSums>>;
  readonly waitMs: Histogram;
  readonly firstByteMs: Histogram;
  readonly retrievals: { whole: number; sliced: number; tokens: number };
}

export type RequestCount = 'total' | 'send' | 'count' | 'other' | 'changed' | 'failed' | 'aborted';

export type GroupName = 'model' | 'agent' | 'project' | 'provider';

export interface TextSums {
  texts: number;
  replacedTexts: number;
  tokensBefore: number;
  tokensAfter: number;
}

/** Sums over our own counts; money is what they come to if one of our tokens is one of the model's. */
export interface FamilySums extends OwnMoney {
  /** New input. */
  tokensBefore: number;
  tokensAfter: number;
  /** Left out of requests, history included, less what was put back. */
  leftOutTokens: number;
}

interface OwnMoney {
  savedNano: number;
  /** What the replaced tokens would have cost at the plain input price: what is usually claimed. */
  listSavedNano: number;
  retrievalNano: number;
}

export interface VolatileSums {
  requests: number;
  atMillionths: number;
  tokensBehind: number;
}

/** What does not depend on how a model counts; the rest is in `families`. */
export interface MoneySums {
  spentNano: number;
  savedNano: number;
  retrievalNano: number;
  toolDefinitionNano: number;
  pricedRequests: number;
  unpricedRequests: number;
}

export interface GroupSums {
  requests: number;
  /** New input. */
  tokensBefore: number;
  tokensAfter: number;
  spentNano: number;
  /** What does not depend on how a model counts. */
  netSavedNano: number;
  /** The rest, by model family. */
  readonly netSavedNanoPerOwnToken: Record<string, number>;
  pricedRequests: number;
}

/** The tally of no events. */
export function emptyTally(): Tally {
  return {
    firstMs: null,
    lastMs: null,
    requests: { total: 0, send: 0, count: 0, other: 0, changed: 0, failed: 0, aborted: 0 },
    unchanged: {},
    newInput: { ...emptyTexts(), putBackTexts: 0, putBackTokens: 0 },
    counted: {},
    families: {},
    wholeRequests: { tokensBefore: 0, tokensAfter: 0 },
    usage: { input: 0, output: 0, cacheRead: 0, cacheWrite5m: 0, cacheWrite1h: 0 },
    prefixRewrites: { requests: 0 },
    money: {
      spentNano: 0,
      savedNano: 0,
      retrievalNano: 0,
      toolDefinitionNano: 0,
      pricedRequests: 0,
      unpricedRequests: 0,
    },
    unknownModels: {},
    tools: {},
    compressors: {},
    kept: {},
    volatile: {},
    groups: { model: {}, agent: {}, project: {}, provider: {} },
    waitMs: emptyHistogram(),
    firstByteMs: emptyHistogram(),
    retrievals: { whole: 0, sliced: 0, tokens: 0 },
  };
}

export function emptyFamily(): FamilySums {
  return {
    tokensBefore: 0,
    tokensAfter: 0,
    leftOutTokens: 0,
    savedNano: 0,
    listSavedNano: 0,
    retrievalNano: 0,
  };
}

export function emptyTexts(): TextSums {
  return { texts: 0, replacedTexts: 0, tokensBefore: 0, tokensAfter: 0 };
}

/** Adds `more` to `tally`. */
export function addTally(tally: Tally, more: Tally): void {
  const { firstMs, lastMs, waitMs, firstByteMs, ...sums } = more;
  if (firstMs !== null) noteTime(tally, firstMs);
  if (lastMs !== null) noteTime(tally, lastMs);
  addHistogram(tally.waitMs, waitMs);
  addHistogram(tally.firstByteMs, firstByteMs);
  addSums(tally as unknown as Sums, sums as unknown as Sums);
}

/** Widens the span of a tally to this time. */
export function noteTime(tally: Tally, atMs: number): void {
  if (tally.firstMs === null || atMs < tally.firstMs) tally.firstMs = atMs;
  if (tally.lastMs === null || atMs > tally.lastMs) tally.lastMs = atMs;
}

/** Everything but times and histograms is a tree of numbers. */
interface Sums {
  [name: string]: number | Sums;
}

function addSums(into: Sums, from: Sums): void {
  for (const [name, value] of Object.entries(from)) {
    const there = Object.hasOwn(into, name) ? into[name] : undefined;
    if (typeof value === 'number') {
      define(into, name, (typeof there === 'number' ? there : 0) + value);
    } else {
      const branch = typeof there === 'object' ? there : {};
      if (there !== branch) define(into, name, branch);
      addSums(branch, value);
    }
  }
}

/** A tool may be named "__proto__"; for any other name an assignment says the same ten times faster. */
function define(into: Sums, name: string, value: number | Sums): void {
  if (name !== '__proto__') {
    into[name] = value;
    return;
  }
  Object.defineProperty(into, name, {
    value,
    writable: true,
    enumerable: true,
    configurable: true,
  });
}
