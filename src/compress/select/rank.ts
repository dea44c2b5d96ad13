// Orders units by score in linear time: scores are sorted into buckets, ties stay in order of position.
import type { Unit } from './choose-units.ts';

/** A unit gets this share of the score of the heading it stands under. */
const INHERITED = 0.5;
const BUCKETS = 2_048;

/** Adds to each unit's score its share of the score of its heading. Headings come before what stands under them. */
export function inheritScores(scores: Float64Array, units: readonly Unit[]): Float64Array {
  const inherited = Float64Array.from(scores);
  units.forEach((unit, index) => {
    if (unit.parent === undefined || unit.parent >= index) return;
    const own = scores[index] ?? 0;
    inherited[index] = own + (1 - own) * INHERITED * (inherited[unit.parent] ?? 0);
  });
  return inherited;
}

/** How much less the second, third ... unit that says the same is worth. */
const DAMPING = 0.25;
/** Units of one shape say the same to a question only if they score about the same. */
const SCORE_LEVELS = 32;

export interface RankOptions {
  /** Units below this score are left out. */
  readonly least: number;
  /** Repeats are left out once they are worth this little. */
  readonly leastRepeat: number;
  /** Units of one shape that score differently do not repeat each other. */
  readonly byLevel?: boolean;
}

/** Indexes of the units that score enough, best first; repeats of a shape are held back. */
export function rankByScore(
  scores: Float64Array,
  units: readonly Unit[],
  options: RankOptions,
): readonly number[] {
  const order = sortByBuckets(scores, options.least);
  const repeats = countersOf(options.byLevel === true ? SCORE_LEVELS : 0);
  return sortByBuckets(dampRepeats({ scores, order }, units, repeats), options.leastRepeat);
}

/** Scores of the units in the order; -1 for all others. */
function dampRepeats(
  { scores, order }: { readonly scores: Float64Array; readonly order: readonly number[] },
  units: readonly Unit[],
  repeats: CountRepeats,
): Float64Array {
  const damped = new Float64Array(scores.length).fill(-1);
  for (const index of order) {
    const shape = units[index]?.shape;
    const score = scores[index] ?? 0;
    const before = shape === undefined ? 0 : repeats(shape, score);
    damped[index] = score / (1 + DAMPING * before);
  }
  return damped;
}

type CountRepeats = (shape: string | number, score: number) => number;

/** Counts how often a shape (at about this score) has come before. */
function countersOf(levels: number): CountRepeats {
  const counters: Map<string | number, number>[] = [];
  return (shape, score) => {
    const level = Math.round(score * levels);
    if (level > levels) return 0;
    const counter = (counters[level] ??= new Map());
    const before = counter.get(shape) ?? 0;
    counter.set(shape, before + 1);
    return before;
  };
}

/** Of each bucket how many scores it has, then where they begin. All nought between two sorts: few scores touch few buckets. */
const starts = new Int32Array(BUCKETS + 1);

/** A counting sort: how many there are per bucket says where each bucket begins. */
function sortByBuckets(scores: Float64Array, least: number): readonly number[] {
  let count = 0;
  let first = BUCKETS;
  let last = 0;
  for (let index = 0; index < scores.length; index++) {
    const score = scores[index] ?? 0;
    if (score < least) continue;
    const bucket = bucketOf(score);
    starts[bucket] = (starts[bucket] ?? 0) + 1;
    if (bucket < first) first = bucket;
    if (bucket > last) last = bucket;
    count++;
  }
  let start = 0;
  for (let bucket = first; bucket <= last; bucket++) {
    const end = start + (starts[bucket] ?? 0);
    starts[bucket] = start;
    start = end;
  }
  const order = new Array<number>(count);
  for (let index = 0; index < scores.length; index++) {
    const score = scores[index] ?? 0;
    if (score < least) continue;
    const bucket = bucketOf(score);
    const place = starts[bucket] ?? 0;
    order[place] = index;
    starts[bucket] = place + 1;
  }
  starts.fill(0, first, last + 1);
  return order;
}

/** The best scores come first. */
function bucketOf(score: number): number {
  return BUCKETS - Math.min(BUCKETS, Math.max(0, Math.round(score * BUCKETS)));
}
