import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { meanDifference } from '../../../src/telemetry/arms/mean-difference.ts';
import { seeded } from '../../helpers/seeded.ts';

/** Student's own data, extra hours of sleep with two drugs, as in the manual of R's `t.test`. */
const FIRST_DRUG = [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0, 2];
const SECOND_DRUG = [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4];

describe('meanDifference', () => {
  it('gives the interval that R gives: t.test(extra ~ group, data = sleep)', () => {
    const { difference, interval } = meanDifference(FIRST_DRUG, SECOND_DRUG);
    expect(difference).toBeCloseTo(0.75 - 2.33, 10);
    expect(interval[0]).toBeCloseTo(-3.3654832, 4);
    expect(interval[1]).toBeCloseTo(0.2054832, 4);
  });

  it('reaches as far as tables of t say, down to nine degrees of freedom', () => {
    // A side without spread leaves the degrees of freedom of the other.
    const spread = (count: number) => Array.from({ length: count }, (_, index) => index % 2);
    for (const [count, t] of [
      [10, 2.26216],
      [16, 2.13145],
      [30, 2.04523],
      [121, 1.97993],
    ] as const) {
      const values = spread(count);
      const mean = values.reduce((sum, value) => sum + value, 0) / count;
      const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (count - 1);
      const [low, high] = meanDifference(values, Array<number>(10).fill(0)).interval;
      expect((high - low) / 2 / Math.sqrt(variance / count)).toBeCloseTo(t, 4);
    }
  });

  it('is sure where nothing varies', () => {
    const [one, other] = [Array<number>(10).fill(3), Array<number>(12).fill(5)];
    expect(meanDifference(one, other)).toEqual({ difference: -2, interval: [-2, -2] });
  });

  it('turns round with its sides', () => {
    const values = fc.array(fc.integer({ min: -1_000, max: 1_000 }), {
      minLength: 10,
      maxLength: 30,
    });
    fc.assert(
      fc.property(values, values, (one, other) => {
        const there = meanDifference(one, other);
        const back = meanDifference(other, one);
        expect(there.interval[0]).toBeCloseTo(-back.interval[1], 6);
        expect(there.interval[0]).toBeLessThanOrEqual(there.difference);
      }),
      { numRuns: 50, seed: 20261123 },
    );
  });

  it('holds the true difference about 95 times of 100, with unlike spreads and sizes', () => {
    const { below } = seeded(7);
    const random = () => below(2 ** 30) / 2 ** 30;
    const normal = (spread: number) =>
      spread * Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
    const sample = (count: number, spread: number) =>
      Array.from({ length: count }, () => normal(spread));
    const rounds = 4_000;
    let held = 0;
    for (let round = 0; round < rounds; round++) {
      const [low, high] = meanDifference(sample(11, 6), sample(25, 1)).interval;
      if (low <= 0 && high >= 0) held++;
    }
    expect(held / rounds).toBeGreaterThan(0.94);
    expect(held / rounds).toBeLessThan(0.96);
  });
});
