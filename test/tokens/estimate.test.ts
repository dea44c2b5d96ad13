import { describe, expect, it } from 'vitest';
import { estimateEach, estimateTokens } from '../../src/tokens/estimate.ts';
import { seeded } from '../helpers/seeded.ts';

const PIECES = ['HTTPServer', 'a', 'Ab', 'AB', '12', '1234', ' ', '  ', '\t', '\n', '\r\n', '\r'];
const WIDE_PIECES = ['_', '-', '_-', '::', 'é', 'É', '界', 'ꀀ', '→', '😀', '\u0000'];

/** Words, marks, blanks and line ends in any order. */
function madeUp(seed: number, length: number): string {
  const { pick } = seeded(seed);
  return Array.from({ length }, () => pick([...PIECES, ...WIDE_PIECES])).join('');
}

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

describe('estimateEach', () => {
  it('says of each text what the estimate of it alone says', () => {
    for (let seed = 1; seed <= 60; seed++) {
      const texts = Array.from({ length: 80 }, (_, at) => madeUp(seed * 100 + at, at % 9));
      expect([...estimateEach(texts)]).toEqual(texts.map((text) => estimateTokens(text)));
    }
  });

  it('does so for texts that fill more than one block, and for one that is longer', () => {
    const texts = Array.from({ length: 90 }, (_, at) => madeUp(at + 1, 40 * at));
    texts.splice(40, 0, '', '\n', madeUp(7, 60_000), '');
    expect([...estimateEach(texts)]).toEqual(texts.map((text) => estimateTokens(text)));
    expect([...estimateEach([])]).toEqual([]);
  });
});
