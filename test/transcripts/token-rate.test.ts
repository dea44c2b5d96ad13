import { describe, expect, it } from 'vitest';
import { createTokenRate } from '../../src/transcripts/token-rate.ts';

const TURNS = [
  { text: 3_000, escapes: 200, blocks: 2 },
  { text: 400, escapes: 60, blocks: 4 },
  { text: 9_000, escapes: 2_500, blocks: 2 },
  { text: 700, escapes: 10, blocks: 3 },
  { text: 12_000, escapes: 900, blocks: 2 },
];

describe('how a provider counts', () => {
  it.each([
    ['as we do', 1, 0, 30],
    ['more finely', 1.3, 0, 50],
    ['what stands in JSON', 1, 1, 45],
  ])('is learnt: %s', (_, text, escapes, block) => {
    const rate = createTokenRate();
    for (const turn of TURNS) {
      rate.note(turn, text * turn.text + escapes * turn.escapes + block * turn.blocks);
    }
    expect(rate.convert({ text: 10_000, escapes: 0 })).toBeCloseTo(10_000 * text, -3);
    expect(rate.convert({ text: 0, escapes: 10_000 })).toBeCloseTo(10_000 * escapes, -3);
  });

  it('is taken to be ours before the first turn, and never to be absurd', () => {
    const rate = createTokenRate();
    expect(rate.convert({ text: 500, escapes: 100 })).toBe(500);
    for (const turn of TURNS) rate.note(turn, 50 * turn.text);
    expect(rate.convert({ text: 1_000, escapes: 0 })).toBe(2_000);
  });

  it('stands after enough turns', () => {
    const rate = createTokenRate();
    expect([rate.isLearning(), rate.needsEscapes()]).toEqual([true, true]);
    rate.note({ text: 200_000, escapes: 10_000, blocks: 2 }, 200_000);
    expect([rate.isLearning(), rate.needsEscapes()]).toEqual([false, false]);
  });
});
