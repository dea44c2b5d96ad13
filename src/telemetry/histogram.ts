// Durations by size: percentiles that can be added up. Buckets grow by 4 %, so a percentile is at most 2 % off; the largest is exact.
import type { Percentiles } from './perf-report.ts';

export interface Histogram {
  samples: number;
  /** Milliseconds of all samples, each rounded to microseconds: the order of adding does not matter. */
  sum: number;
  /** Milliseconds. */
  max: number;
  /** Samples by bucket: n holds what is above 1.04^(n-1) and up to 1.04^n milliseconds. */
  readonly buckets: Record<string, number>;
}

const GROWTH = Math.log(1.04);
/** A microsecond: smaller ones, and 0, are counted here. */
const SMALLEST_BUCKET = Math.ceil(Math.log(0.001) / GROWTH);

export function emptyHistogram(): Histogram {
  return { samples: 0, sum: 0, max: 0, buckets: {} };
}

export function addSample(histogram: Histogram, milliseconds: number): void {
  histogram.samples++;
  histogram.sum = (Math.round(histogram.sum * 1000) + Math.round(milliseconds * 1000)) / 1000;
  histogram.max = Math.max(histogram.max, milliseconds);
  const bucket = Math.max(SMALLEST_BUCKET, Math.ceil(Math.log(milliseconds) / GROWTH));
  histogram.buckets[bucket] = (histogram.buckets[bucket] ?? 0) + 1;
}

/** Adds `more` to `histogram`. */
export function addHistogram(histogram: Histogram, more: Histogram): void {
  histogram.samples += more.samples;
  histogram.sum = (Math.round(histogram.sum * 1000) + Math.round(more.sum * 1000)) / 1000;
  histogram.max = Math.max(histogram.max, more.max);
  for (const [bucket, count] of Object.entries(more.buckets)) {
    histogram.buckets[bucket] = (histogram.buckets[bucket] ?? 0) + count;
  }
}

/** By nearest rank, to the middle of a bucket; null when there are no samples. */
export function percentilesOf(histogram: Histogram): Percentiles | null {
  const { samples, max } = histogram;
  if (samples === 0) return null;
  const sorted = Object.entries(histogram.buckets)
    .map(([bucket, count]) => [Number(bucket), count] as const)
    .sort(([one], [other]) => one - other);
  const at = (share: number): number => Math.min(max, valueAt(sorted, Math.ceil(share * samples)));
  return { samples, p50: at(0.5), p95: at(0.95), p99: at(0.99), max };
}

/** How many samples are at most this long, for histograms with limits of their own. */
export function samplesUpTo(histogram: Histogram, milliseconds: number): number {
  if (milliseconds >= histogram.max) return histogram.samples;
  const last = Math.floor(Math.log(milliseconds) / GROWTH);
  return Object.entries(histogram.buckets)
    .filter(([bucket]) => Number(bucket) <= last)
    .reduce((sum, [, count]) => sum + count, 0);
}

function valueAt(sorted: readonly (readonly [number, number])[], rank: number): number {
  let seen = 0;
  for (const [bucket, count] of sorted) {
    seen += count;
    if (seen >= rank) return Math.exp((bucket - 0.5) * GROWTH);
  }
  return 0;
}
