import fc from 'fast-check';
import { expect, it } from 'vitest';
import { sideBySide } from '../../../src/ui/content/side-by-side.ts';

it('puts lines that are in both at the same height', () => {
  expect(sideBySide('a\nb\nc\nd\n', 'a\n[1 line]\nd', 20)).toEqual([
    { before: 'a', after: 'a', mark: 'both' },
    { before: 'b', after: '[1 line]', mark: 'changed' },
    { before: 'c', after: '', mark: 'before' },
    { before: 'd', after: 'd', mark: 'both' },
  ]);
});

it('does not tear texts apart at a line that occurs often', () => {
  const before = `${'x\n'.repeat(3)}${'y\n'.repeat(40)}}\nz\n}`;
  const marks = sideBySide(before, '}\nz', 20).map(({ mark, after }) => [mark, after]);
  expect(marks).toContainEqual(['both', 'z']);
});

it('goes on in the next line where a line is too long', () => {
  expect(sideBySide('abcdef', '', 4)).toEqual([
    { before: 'abcd', after: '', mark: 'before' },
    { before: 'ef', after: '', mark: 'before' },
  ]);
});

it('shows all lines of both texts, in their order, without control characters', () => {
  const text = fc.array(fc.constantFrom('a', 'b', 'c', '\u001b[31m', '}'), { maxLength: 30 });
  fc.assert(
    fc.property(text, text, (olds, news) => {
      const lines = sideBySide(olds.join('\n'), news.join('\n'), 20);
      const shown = (side: 'before' | 'after'): string[] =>
        lines.map((line) => line[side]).filter((line) => line !== '');
      const safe = (line: string): string => line.replace('\u001b', '␛');
      expect(shown('before')).toEqual(olds.map(safe));
      expect(shown('after')).toEqual(news.map(safe));
    }),
    { numRuns: 200, seed: 1 },
  );
});

it('is done with a hundred thousand equal lines', () => {
  const many = 'same\n'.repeat(100_000);
  expect(sideBySide(many, many, 20).every(({ mark }) => mark === 'both')).toBe(true);
});
