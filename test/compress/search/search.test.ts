import { readFileSync, readdirSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { search } from '../../../src/compress/search/search.ts';
import { estimateTokens } from '../../../src/tokens/estimate.ts';
import { contextFor } from '../context-for.ts';

const FIXTURES = new URL('../../fixtures/content/search/', import.meta.url);
const CONTEXT = contextFor('search', { profile: 'lossless', budgetTokens: 0 });

async function grouped(text: string): Promise<string | undefined> {
  return (await search.compress(text, CONTEXT))?.text;
}

describe('search', () => {
  test('hits of one file share a heading', async () => {
    const text =
      'src/long/name.ts:3:  a\nsrc/long/name.ts:14:  b\nsrc/x.ts:1:c\nsrc/y.ts:7:d\nsrc/y.ts:8:e: 9\n';
    expect(await grouped(text)).toBe(
      'src/long/name.ts\n3\t  a\n14\t  b\n\nsrc/x.ts:1:c\nsrc/y.ts\n7\td\n8\te: 9\n',
    );
  });

  test('context stays apart from hits', async () => {
    const text =
      'src/a-1-b.ts-2-before\nsrc/a-1-b.ts:3:hit\nsrc/a-1-b.ts-4-after\n--\nsrc/a-1-b.ts=8=f() {\nsrc/a-1-b.ts:9:hit\n--\nsrc/c.ts-1-x\nsrc/c.ts:2:hit\n';
    expect(await grouped(text)).toBe(
      'src/a-1-b.ts\n2-\tbefore\n3\thit\n4-\tafter\n--\n8=\tf() {\n9\thit\n\n--\nsrc/c.ts\n1-\tx\n2\thit\n',
    );
  });

  test.each([
    ['columns', 'a/b.ts:3:14:x\na/b.ts:5:2:y\n', 'a/b.ts\n3:14\tx\n5:2\ty\n'],
    ['a number that is no column', 'a/b.ts:3:14:x\na/b.ts:5:y\n', 'a/b.ts\n3\t14:x\n5\ty\n'],
    ['Windows paths', 'C:\\t\\b.ts:3:x\nC:\\t\\b.ts:5:y\n', 'C:\\t\\b.ts\n3\tx\n5\ty\n'],
    ['blanks and colons', 'a b: c.ts:3:x:4:\na b: c.ts:5:y\n', 'a b: c.ts\n3\tx:4:\n5\ty\n'],
    ['no numbers', 'lib/a.ts:x = 1\nlib/a.ts:\nlib/a.ts-y\n', 'lib/a.ts\n\tx = 1\n\t\n-\ty\n'],
    ['DOS text', 'lib/a.ts:1:x\r\nlib/a.ts:2:\r\n', 'lib/a.ts\n1\tx\r\n2\t\r\n'],
    ['no final line end', 'lib/a.ts:1:x\nlib/a.ts:2:y', 'lib/a.ts\n1\tx\n2\ty'],
  ])('%s', async (_what, text, expected) => {
    const short = await grouped(text);
    expect(short).toBe(expected);
    expect(search.expand?.(short ?? '')).toBe(text);
  });

  test('lines that are no hits stay, even blank ones', async () => {
    const text =
      'grep: x: binary file matches\n\na/b.ts:1:p\na/b.ts:2:q\n\n\nBinary file y matches\n(2 more)\n';
    const short = await grouped(text);
    expect(short).toBe(
      'grep: x: binary file matches\n\na/b.ts\n1\tp\n2\tq\n\n\n\nBinary file y matches\n(2 more)\n',
    );
    expect(search.expand?.(short ?? '')).toBe(text);
  });

  test.each([
    ['our own notation', 'a/b.ts\n1\tx\na/c.ts:1:p\na/c.ts:2:q\n'],
    ['nothing to gain', 'a.ts:1:x\nb.ts:2:y\n'],
    ['no hits', 'some words\nmore words\n'],
    ['nothing', ''],
  ])('%s: left alone', async (_what, text) => {
    expect(await grouped(text)).toBeUndefined();
  });

  test.each(readdirSync(FIXTURES).filter((name) => !/one-file|heading/.test(name)))(
    '%s comes back byte for byte',
    async (name) => {
      const text = readFileSync(new URL(name, FIXTURES), 'utf8');
      const short = await grouped(text);
      expect(search.expand?.(short ?? '')).toBe(text);
      expect(estimateTokens(short ?? '')).toBeLessThan(estimateTokens(text) * 0.9);
    },
  );

  test('any result comes back', async () => {
    const path = fc.constantFrom(
      'a.ts',
      'a/b-2-c.ts',
      'C:\\d\\e.ts',
      'my dir/f: g.ts',
      'a/b',
      '12/x.py',
    );
    const text = fc.constantFrom(
      'x',
      '  y = 1:2:3',
      '',
      '9\tz',
      'see b.ts:4: q',
      'a-3-b',
      '--',
      'é\r',
    );
    const place = fc
      .constantFrom(':', '-', '=')
      .chain((sign) => fc.integer({ min: 1, max: 40 }).map((number) => `${sign}${number}${sign}`));
    const line = fc.oneof(
      { weight: 8, arbitrary: fc.tuple(path, place, text).map((parts) => parts.join('')) },
      { weight: 1, arbitrary: fc.constantFrom('', '--', 'note', '7\tq', 'a/b.ts', '-\t') },
    );
    let count = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(line, { maxLength: 24 }), fc.boolean(), async (lines, ends) => {
        const result = lines.toSorted().join('\n') + (ends ? '\n' : '');
        const short = await grouped(result);
        if (short === undefined) return;
        count++;
        expect(search.expand?.(short)).toBe(result);
        expect(short.length).toBeLessThan(result.length);
      }),
      { numRuns: 400, seed: 3 },
    );
    expect(count).toBeGreaterThan(150);
  });
});
