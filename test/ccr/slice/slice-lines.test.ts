import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sliceOf } from '../../../src/ccr/slice/slice.ts';
import { splitLines } from '../../../src/ccr/slice/split-lines.ts';

function textOf(text: string, lines: string): string | undefined {
  const result = sliceOf(text, { lines });
  return result.ok ? result.slice.pieces.map((piece) => piece.text).join('') : undefined;
}

/** Texts with every kind of line end, blank lines and odd characters. */
const texts = fc
  .array(
    fc.tuple(fc.string({ maxLength: 12, unit: 'binary' }), fc.constantFrom('\n', '\r\n', '\r', '')),
    { maxLength: 40 },
  )
  .map((parts) => parts.flat().join(''));

describe('lines', () => {
  it('joined again are the text, whatever the line ends', () => {
    fc.assert(
      fc.property(texts, fc.nat(60), (text, at) => {
        const pieces = splitLines(text);
        expect(pieces.map((piece) => piece.text).join('')).toBe(text);
        expect(textOf(text, '1-')).toBe(text === '' ? undefined : text);
        if (at < 1 || at >= pieces.length) return;
        expect(`${textOf(text, `-${at}`)}${textOf(text, `${at + 1}-`)}`).toBe(text);
      }),
      { numRuns: 300, seed: 4 },
    );
  });

  it('are the original lines, in every range', () => {
    const text = 'one\r\n\r\nthree\n\nfive\rstill five\nsix';
    const lines = ['one\r\n', '\r\n', 'three\n', '\n', 'five\rstill five\n', 'six'];
    for (let from = 1; from <= lines.length; from++) {
      expect(textOf(text, String(from))).toBe(lines[from - 1]);
      for (let to = from; to <= lines.length + 2; to++) {
        expect(textOf(text, `${from}-${to}`)).toBe(lines.slice(from - 1, to).join(''));
      }
    }
  });

  it.each([
    ['2-3', 'b\nc\n'],
    ['3-', 'c\nd'],
    ['-2', 'a\nb\n'],
    ['2', 'b\n'],
    [' 1 - 2 , 4 ', 'a\nb\nd'],
    ['1,1,1-2', 'a\nb\n'],
    ['4,1', 'a\nd'],
    ['2:3', 'b\nc\n'],
    ['2..3', 'b\nc\n'],
    ['"2-3"', 'b\nc\n'],
    ['3-9', 'c\nd'],
    ['4,9-12', 'd'],
  ])('reads %j', (lines, expected) => expect(textOf('a\nb\nc\nd', lines)).toBe(expected));

  it.each([
    '0',
    '0-2',
    '3-2',
    '',
    ',',
    '-',
    'a',
    '1-b',
    '1--2',
    '1.5',
    '5',
    '5-',
    '1'.repeat(5_000),
  ])('does not read %j', (lines) => {
    const result = sliceOf('a\nb\nc\nd', { lines });
    expect(result).toMatchObject({ ok: false });
    expect(!result.ok && result.hint).toMatch(/\.$/);
  });

  it('are none in an empty text', () => {
    expect(sliceOf('', {})).toMatchObject({ ok: true, slice: { pieces: [] } });
    expect(sliceOf('', { lines: '1' })).toMatchObject({ ok: false });
  });
});
