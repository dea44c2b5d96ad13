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

export interface RankOptions {
  /** Units below this score are left out. */
  readonly least: number;
  /** How much less the second, third ... unit of one shape is worth each time. */
  readonly damping: number;
}

/** Indexes of the units that score enough, best first; repeats of a shape are held back. */
export function rankByScore(
  scores: Float64Array,
  units: readonly Unit[],
  options: RankOptions,
): readonly number[] {
  const first = sortByBuckets(scores, options.least);
  const repeats = new Map<string | number, number>();
  const damped = new Float64Array(scores.length);
  for (const index of first) {
    const shape = units[index]?.shape;
    const score = scores[index] ?? 0;
    if (shape === undefined) {
      damped[index] = score;
    } else {
      const before = repeats.get(shape) ?? 0;
      repeats.set(shape, before + 1);
      damped[index] = score / (1 + options.damping * before);
    }
  }
  return sortByBuckets(damped, options.least / 100);
}

function sortByBuckets(scores: Float64Array, least: number): number[] {
  const buckets: number[][] = [];
  for (let index = 0; index < scores.length; index++) {
    const score = scores[index] ?? 0;
    if (score < least) continue;
    const bucket = BUCKETS - Math.min(BUCKETS, Math.max(0, Math.round(score * BUCKETS)));
    (buckets[bucket] ??= []).push(index);
  }
  const order: number[] = [];
  for (const bucket of buckets) {
    if (bucket === undefined) continue;
    for (const index of bucket) order.push(index);
  }
  return order;
}
