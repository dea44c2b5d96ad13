import { describe, expect, it } from 'vitest';
import { joinKept, type Piece } from '../../../src/compress/select/gaps.ts';

const pieces: readonly Piece[] = [
  { text: 'a', from: 1, to: 1 },
  { text: 'b', from: 2, to: 4 },
  { text: 'c', from: 5, to: 5 },
  { text: 'd', from: 6, to: 9 },
];

describe('joinKept', () => {
  it('marks each gap with the range that is missing', () => {
    const { text, lost } = joinKept(pieces, new Set([0, 2]));
    expect(text).toBe('a\n[… 2-4]\nc\n[… 6-9]');
    expect(lost).toEqual([
      { unit: 'line', from: 2, to: 4 },
      { unit: 'line', from: 6, to: 9 },
    ]);
  });

  it('leaves the range out where lines carry their numbers', () => {
    expect(joinKept(pieces, new Set([2]), { numbered: true }).text).toBe('…\nc\n…');
  });

  it('says once from which lines several pieces are missing', () => {
    const parts = ['a', 'b', 'c', 'd'].map((text) => ({ text, from: 3, to: 8 }));
    expect(joinKept(parts, new Set([1, 3])).text).toBe('[… 3-8]\nb\n[…]\nd');
  });

  it('joins neighbouring gaps and adds a few words', () => {
    const { text, lost } = joinKept(pieces, new Set([3]), {
      describe: (start, end) => `${end - start} PASSED`,
    });
    expect(text).toBe('[… 1-5: 3 PASSED]\nd');
    expect(lost?.[0]?.about).toBe('3 PASSED');
  });

  it('loses nothing when all is kept', () => {
    expect(joinKept(pieces, new Set([0, 1, 2, 3]))).toEqual({ text: 'a\nb\nc\nd', lost: [] });
  });
});
