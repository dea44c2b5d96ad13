import { describe, expect, it } from 'vitest';
import { cutToTokens } from '../../src/ccr/cut-to-tokens.ts';
import type { Slice } from '../../src/ccr/piece.ts';
import { sliceOf } from '../../src/ccr/slice/slice.ts';
import type { SliceRequest } from '../../src/ccr/slice/slice.ts';

/** A token per character keeps the sums plain. */
const count = (text: string): number => text.length;

function cut(text: string, request: SliceRequest, maxTokens?: number) {
  const result = sliceOf(text, request);
  if (!result.ok) throw new Error(result.message);
  return cutToTokens(result.slice as Slice, { maxTokens, count });
}

const TEN_LINES = Array.from({ length: 10 }, (_, n) => `line number ${n}\n`).join('');

describe('cutToTokens', () => {
  it('leaves alone what fits, to the last token', () => {
    expect(cut(TEN_LINES, {}, TEN_LINES.length)).toBe(TEN_LINES);
    expect(cut(TEN_LINES, {})).toBe(TEN_LINES);
    expect(cut('', {}, 1)).toBe('');
  });

  it('cuts at a line end and names the lines that follow', () => {
    const text = cut(TEN_LINES, {}, TEN_LINES.length - 1);
    expect(text).toBe(`${TEN_LINES.slice(0, 14 * 7)}[headroom: 3 more lines follow: lines 8-10]`);
  });

  it.each([
    ['lines', { lines: '2,4-6,8-10' }, '5 more lines follow: lines 5-6,8-10'],
    ['many ranges', { lines: '1,3,5,7,9-10' }, '4 more lines follow: lines 5,7,9-10'],
    ['rows', { rows: '1-9' }, '7 more rows follow: rows 3-9'],
    ['matches', { grep: 'number' }, '8 more matches follow: the same pattern with lines 3-'],
  ] as const)('says how to go on with %s', (_name, request, note) => {
    expect(cut(TEN_LINES, request, 75)).toContain(`\n[headroom: ${note}]`);
  });

  it('says how many values of a path follow', () => {
    const json = JSON.stringify(Array.from({ length: 30 }, (_, n) => ({ id: 1000 + n })));
    expect(cut(json, { jsonPath: '$[*].id' }, 60)).toMatch(
      /^1000\n1001\n1002\n1003\n\[headroom: 26 more values follow; a narrower path gives them\]$/,
    );
  });

  it('cuts inside a line only when not even one fits, and never inside a character', () => {
    const smile = '\u{1f600}';
    const text = cut(`${smile.repeat(500)}\nnext\n`, {}, 101);
    expect(text).toBe(
      `${smile.repeat(30)}\n[headroom: 60 of 1001 characters of this line are shown; 1 more line follows: lines 2]`,
    );
    expect(cut('abc'.repeat(100), {}, 50)).toBe(
      'abcabcabca\n[headroom: 10 of 300 characters of this line are shown]',
    );
  });

  it('names the first of a great many ranges', () => {
    const lines = Array.from({ length: 20 }, (_, index) => 2 * index + 1).join();
    expect(cut('text.\n'.repeat(40), { lines }, 100)).toContain(
      '\n[headroom: 10 more lines follow: lines 21,23,25,27,29 and more]',
    );
  });
});
