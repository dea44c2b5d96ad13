import { describe, expect, test } from 'vitest';
import { withoutGutter } from '../../src/compress/without-gutter.ts';

function numbered(from: number, write: (number: number) => string): readonly string[] {
  return Array.from({ length: 40 }, (_, at) => write(from + at));
}

describe('line numbers', () => {
  test.each([
    ['padded', (number: number) => `${String(number).padStart(6)}\tboil(${number});`, 'boil(98);'],
    ['behind an arrow', (number: number) => `${number}→boil(${number});`, 'boil(98);'],
    ['not padded', (number: number) => `${number}\tboil(${number});`, 'boil(98);'],
    ['of indented code', (number: number) => `${number}\t\tboil(${number});`, '\tboil(98);'],
    [
      'of records in a padded gutter',
      (number: number) => `${String(number).padStart(6)}\tpot ${number}\tred`,
      'pot 98\tred',
    ],
  ])('%s come off', (_what, write, line) => {
    expect(withoutGutter(numbered(90, write))?.[8]).toBe(line);
  });

  test('come off where the blank behind the number of an empty line is gone', () => {
    const lines = numbered(91, (number) =>
      number % 2 === 0 ? `${String(number).padStart(6)}` : `${String(number).padStart(6)}\tboil();`,
    );
    expect(withoutGutter(lines)?.slice(0, 3)).toEqual(['boil();', '', 'boil();']);
  });

  test('are no lines of nothing but a number', () => {
    expect(withoutGutter(numbered(1, String))).toBeUndefined();
  });

  test.each([
    ['tabs', (number: number) => `${number}\tpot ${number}\tred`],
    ['bars', (number: number) => `${number}|pot ${number}|red`],
  ])('the first cells of records between %s are none', (_what, write) => {
    expect(withoutGutter(numbered(501, write))).toBeUndefined();
  });
});
