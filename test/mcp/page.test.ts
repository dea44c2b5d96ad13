import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { answerLimit, LARGEST_ANSWER_BYTES, pageOf } from '../../src/mcp/page.ts';
import { estimateTokens } from '../../src/tokens/estimate.ts';

describe('pageOf', () => {
  it('gives what fits as it is', () => {
    const text = 'é'.repeat(LARGEST_ANSWER_BYTES / 2);
    expect(pageOf(text, 'do this')).toBe(text);
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
      fc.property(long, (text) => {
        const page = pageOf(text, 'do this');
        expect(Buffer.byteLength(page)).toBeLessThanOrEqual(LARGEST_ANSWER_BYTES);
        expect(page).not.toContain('\ufffd');
        const [shown = ''] = page.split('\n[headroom: more than fits one answer; do this.]');
        expect(text.startsWith(shown)).toBe(true);
      }),
      { numRuns: 60, seed: 20261123 },
    );
  });

  it('cuts at a line end', () => {
    const lines = pageOf('a line of some length\n'.repeat(3000), 'do this').split('\n');
    expect(new Set(lines.slice(0, -1))).toEqual(new Set(['a line of some length']));
    expect(lines.at(-1)).toBe('[headroom: more than fits one answer; do this.]');
  });

  it.each(['', 'a', 'ab', 'abc'])('never cuts a character in two, after "%s"', (start) => {
    const page = pageOf(start + '🙂'.repeat(9000), 'do this');
    expect(page.split('\n')[0]).toMatch(/^[abc]*(🙂)+$/u);
  });
});

describe('answerLimit', () => {
  const text = 'some words of a text, 1234 and more\n'.repeat(20);

  it('is the size of an answer when nothing else is asked for', () => {
    const { maxTokens, count } = answerLimit(undefined);
    expect(maxTokens).toBeLessThan(LARGEST_ANSWER_BYTES);
    expect(count('é')).toBe(2);
  });

  it('is the tokens that are asked for, as long as they are few', () => {
    const { maxTokens, count } = answerLimit(100);
    expect(maxTokens).toBe(100);
    expect(count(text)).toBe(estimateTokens(text));
  });

  it('is the size of an answer when more tokens are asked for than it holds', () => {
    const { maxTokens, count } = answerLimit(1_000_000);
    expect(count('x'.repeat(LARGEST_ANSWER_BYTES))).toBeGreaterThan(maxTokens);
  });
});
