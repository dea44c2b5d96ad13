import fc from 'fast-check';
import { expect, it } from 'vitest';
import {
  addHistogram,
  addSample,
  emptyHistogram,
  percentilesOf,
  samplesUpTo,
} from '../../src/telemetry/histogram.ts';

const RUNS = { numRuns: 200, seed: 20261123 };
const durations = fc.array(
  fc.oneof(fc.constant(0), fc.double({ min: 0.01, max: 1e6, noNaN: true })),
  {
    minLength: 1,
    maxLength: 200,
  },
);

function histogramOf(samples: readonly number[]) {
  const histogram = emptyHistogram();
  for (const sample of samples) addSample(histogram, sample);
  return histogram;
}

it('is at most 2 % off at every percentile, and exact at the end', () => {
  fc.assert(
    fc.property(durations, (samples) => {
      const sorted = samples.toSorted((one, other) => one - other);
      const found = percentilesOf(histogramOf(samples));
      for (const [name, share] of [
        ['p50', 0.5],
        ['p95', 0.95],
        ['p99', 0.99],
      ] as const) {
        const exact = sorted[Math.ceil(share * sorted.length) - 1] ?? 0;
        expect(Math.abs((found?.[name] ?? 0) - exact)).toBeLessThanOrEqual(exact * 0.0201 + 0.001);
      }
      expect([found?.max, found?.samples]).toEqual([sorted.at(-1), samples.length]);
    }),
    RUNS,
  );
});

it('adds up', () => {
  fc.assert(
    fc.property(durations, durations, (one, other) => {
      const sum = histogramOf(one);
      addHistogram(sum, histogramOf(other));
      expect(sum).toEqual(histogramOf([...one, ...other]));
      expect(samplesUpTo(sum, 1e9)).toBe(one.length + other.length);
    }),
    RUNS,
  );
});

it('has no percentiles without samples', () => {
  expect(percentilesOf(emptyHistogram())).toBeNull();
});
