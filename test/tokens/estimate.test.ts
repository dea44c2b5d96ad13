import { describe, expect, it } from 'vitest';
import { estimateTokens } from '../../src/tokens/estimate.ts';

describe('estimateTokens', () => {
  it.each([
    ['', 0],
    ['the log', 2],
    ['HTTPServer', 3],
    ['Server', 1],
    ['2031-05-04 10:20:30', 13],
    ['\r\n\r\n', 0],
    ['界界界界', 3],
    ['__--__', 2],
  ])('of %j is %i', (text, tokens) => {
    expect(estimateTokens(text)).toBe(tokens);
  });

  it('adds up over texts of every length', () => {
    const word = 'tea ';
    for (const times of [10, 63, 64, 65, 1_023, 1_024, 1_025, 16_384, 16_385, 40_000]) {
      const tokens = estimateTokens(word.repeat(times));
      expect(Math.abs(tokens - times * 1.19)).toBeLessThanOrEqual(0.5);
    }
  });

  it('takes a run that is longer than any block for one', () => {
    expect(estimateTokens('-'.repeat(100_000))).toBe(Math.round(0.55 + 0.32 * 99_998));
    expect(estimateTokens('A'.repeat(100_000) + 'b')).toBe(Math.round(1.7 + 1 + 0.07 * 99_995));
  });
});
