import { describe, expect, it } from 'vitest';
import { anyOf } from '../../../src/compress/detect/any-of.ts';
import { CODE_SIGNS, CONFIG_SIGNS, LOG_SIGNS } from '../../../src/compress/detect/signs.ts';
import { isShareAbove, shareOf } from '../../../src/compress/detect/sample.ts';

const LINES = [
  '2026-01-01T10:00:00Z INFO worker finished',
  'worker said ERROR: no room',
  'Error: no such file',
  'src/a.ts:3:4: error TS2304: what',
  "const name = compute(3, 'name');",
  '}',
  'key: value',
  '- item',
  '[section]',
  'a sentence with nothing in it',
  '  at run (file.js:3:4)',
  'E   AssertionError',
  '',
];

describe('anyOf', () => {
  it('says what the patterns say one by one', () => {
    for (const signs of [LOG_SIGNS, CODE_SIGNS, CONFIG_SIGNS]) {
      const isAny = anyOf(signs);
      for (const line of LINES)
        expect(isAny(line), line).toBe(signs.some((sign) => sign.test(line)));
    }
  });

  it('keeps the branches and the flags of a pattern apart from those of others', () => {
    const isAny = anyOf([/^a|b/, /^c/, /^D/i, /[|]e\|/]);
    expect(['ab', 'xb', 'cx', 'dx', 'x|e|'].map(isAny)).toEqual([true, true, true, true, true]);
    expect(['xa', 'xc', 'xd', 'e'].map(isAny)).toEqual([false, false, false, false]);
  });
});

describe('isShareAbove', () => {
  it('agrees with the share that is counted to the end', () => {
    for (let length = 0; length < 12; length++) {
      for (let bits = 0; bits < 2 ** length; bits += 7) {
        const lines = Array.from({ length }, (_, index) => String((bits >> index) & 1));
        for (const share of [0.12, 0.25, 0.5, 0.6, 0.9, 0.95]) {
          const isOne = (line: string): boolean => line === '1';
          expect(isShareAbove(lines, share, isOne)).toBe(shareOf(lines, isOne) > share);
        }
      }
    }
  });
});
