import { describe, expect, it } from 'vitest';
import { largestCounts } from '../../../../src/compress/log/weigh/largest-counts.ts';
import { textSelect } from '../../../../src/compress/text/text-select.ts';
import { contextFor } from '../../context-for.ts';

const COUNTS = Array.from(
  { length: 200 },
  (_, at) =>
    `${String(at === 120 ? 7_046 : at === 31 ? 4_633 : (at * 37) % 400).padStart(7)} ./src/cup${at}.rs`,
);

describe('largestCounts', () => {
  it('finds the largest, whatever their unit', () => {
    expect(largestCounts(COUNTS).slice(0, 2)).toEqual([120, 31]);
    const sizes = Array.from({ length: 30 }, (_, at) => `${at + 1}K\t./cup${at}`);
    expect(largestCounts([...sizes, '1.2M\t./pot', '3G\t./tea']).slice(0, 2)).toEqual([31, 30]);
  });

  it('finds none among other lines, or where there are few', () => {
    expect(largestCounts(COUNTS.slice(0, 10))).toEqual([]);
    expect(largestCounts([...COUNTS, ...COUNTS.map((_, at) => `cup ${at} is full`)])).toEqual([]);
  });

  it.each([undefined, 'which Rust files are the largest ones here?'])(
    'they stay, asked: %s',
    async (question) => {
      const context = contextFor('text', { budgetTokens: 400, question });
      const text = (await textSelect.compress(COUNTS.join('\n'), context))?.text ?? '';
      expect(text).toContain(COUNTS[120]);
      expect(text).toContain(COUNTS[31]);
    },
  );
});
