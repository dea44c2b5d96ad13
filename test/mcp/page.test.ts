import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LARGEST_ANSWER_BYTES, pageOf } from '../../src/mcp/page.ts';

const RUNS = { numRuns: 60, seed: 20261123 };

describe('pageOf', () => {
  it('gives what fits as it is', () => {
    const text = 'é'.repeat(LARGEST_ANSWER_BYTES / 2);
    expect(pageOf({ text })).toBe(text);
  });

  it('is never larger than an answer may be, whatever the text', () => {
    const piece = fc.constantFrom(
      'a',
      'é',
      '日本',
      '🙂',
      '\n',
      'word '.repeat(40),
      '-'.repeat(900),
    );
    const long = fc
      .array(piece, { minLength: 1, maxLength: 40 })
      .map((pieces) => pieces.join('').repeat(60));
    fc.assert(
      fc.property(long, fc.integer({ min: 1, max: 9_000_000 }), (text, first) => {
        const page = pageOf({ text, firstLine: first });
        expect(Buffer.byteLength(page)).toBeLessThanOrEqual(LARGEST_ANSWER_BYTES);
        expect(page).not.toContain('\ufffd');
      }),
      RUNS,
    );
  });

  it('leads through every line of a long original, page by page', () => {
    const lines = Array.from(
      { length: 3000 },
      (_one, index) => `${index + 1} ${'é'.repeat(index % 40)}`,
    );
    const seen: string[] = [];
    let next: { first: number; last: number } | undefined = { first: 1, last: lines.length };
    for (let pages = 0; next !== undefined && pages < 50; pages++) {
      const { first, last }: { first: number; last: number } = next;
      const page = pageOf({
        text: lines.slice(first - 1, last).join('\n'),
        firstLine: first,
      });
      const note =
        /^\[headroom: lines (\d+)-(\d+) are above; the next are lines "(\d+)-(\d+)"\.\]$/.exec(
          page.split('\n').at(-1) ?? '',
        );
      seen.push(...page.split('\n').slice(0, note === null ? undefined : -1));
      if (note !== null)
        expect([Number(note[1]), Number(note[2])]).toEqual([first, Number(note[3]) - 1]);
      next = note === null ? undefined : { first: Number(note[3]), last: Number(note[4]) };
    }
    expect(seen).toEqual(lines);
  });

  it('says how to get past a line that is longer than an answer', () => {
    const text = `${'x'.repeat(40_000)}\nshort`;
    const page = pageOf({ text, firstLine: 7 });
    expect(page.split('\n').at(-1)).toBe(
      '[headroom: this line is longer than one answer; use grep or json_path for a part of it, or go on with lines "8-8".]',
    );
    expect(pageOf({ text: 'x'.repeat(40_000) })).toMatch(
      /use grep or json_path for a part of it\.\]$/,
    );
  });

  it.each(['', 'a', 'ab', 'abc'])('never cuts a character in two, after "%s"', (start) => {
    const page = pageOf({ text: start + '🙂'.repeat(9000) });
    expect(page.split('\n')[0]).toMatch(/^[abc]*(🙂)+$/u);
  });

  it('says what to do when there are no positions', () => {
    const text = 'match\n'.repeat(9000);
    expect(pageOf({ text })).toMatch(
      /\[headroom: more than fits one answer; ask for less, or read by lines\.\]$/,
    );
    expect(pageOf({ text, more: 'do this' })).toMatch(
      /\[headroom: more than fits one answer; do this\.\]$/,
    );
  });
});
