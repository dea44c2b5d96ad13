// One suite for every compressor: what the contract in src/compress/compressor.ts promises.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Compressed, Compressor, ContentKind } from '../../src/compress/compressor.ts';
import { estimateTokens } from '../../src/tokens/estimate.ts';
import { contextFor } from './context-for.ts';

export interface Fixture {
  readonly name: string;
  readonly text: string;
}

interface Suite {
  readonly fixtures: readonly Fixture[];
  /** Kinds of the fixtures; the first is used for foreign bytes too. */
  readonly kind: ContentKind;
}

const QUESTION =
  'Which module failed with an error, at which line, and what was the status code 404 about?';

/** Runs the suite; `fixtures` are texts that the compressor was made for. */
export function testCompressor(compressor: Compressor, { fixtures, kind }: Suite): void {
  const context = contextFor(kind, { question: QUESTION });
  const run = (text: string) => compressor.compress(text, context);

  describe(`${compressor.name} (${compressor.fidelity})`, () => {
    it('has an inverse exactly when it is exact', () => {
      expect(compressor.expand !== undefined).toBe(compressor.fidelity === 'exact');
    });

    it('has something to offer for at least one of its fixtures', async () => {
      const offers = await Promise.all(fixtures.map(({ text }) => run(text)));
      expect(offers.some((offer) => offer !== undefined && offer.text !== '')).toBe(true);
    });

    describe.each(fixtures)('$name', ({ text }) => {
      it('gives the same answer twice', async () => {
        expect(await run(text)).toEqual(await run(text));
      });

      it('is not larger', async () => {
        const offer = await run(text);
        if (offer !== undefined)
          expect(estimateTokens(offer.text)).toBeLessThanOrEqual(estimateTokens(text));
      });

      it('has nothing to do with its own output', async () => {
        const offer = await run(text);
        if (offer === undefined) return;
        expect((await run(offer.text))?.text ?? offer.text).toBe(offer.text);
      });

      it('keeps its promise of fidelity', async () => {
        checkFidelity(compressor, text, await run(text));
      });
    });

    it('takes foreign text without a fault, and keeps its promise there', async () => {
      await fc.assert(
        fc.asyncProperty(foreignText(fixtures), async (text) => {
          checkFidelity(compressor, text, await run(text));
        }),
        { seed: 7, numRuns: 150 },
      );
    });

    it('takes a megabyte on one line', async () => {
      await run('x'.repeat(1_000_000));
      await run('word '.repeat(200_000));
    });
  });
}

function checkFidelity(compressor: Compressor, text: string, offer: Compressed | undefined): void {
  if (offer === undefined) return;
  if (compressor.fidelity === 'exact') {
    expect(compressor.expand?.(offer.text)).toBe(text);
    expect(offer.lost ?? []).toEqual([]);
  }
  const lines = text.split('\n').length;
  for (const { unit, from, to } of offer.lost ?? []) {
    expect(from).toBeGreaterThanOrEqual(1);
    expect(to).toBeGreaterThanOrEqual(from);
    if (unit === 'line') expect(to).toBeLessThanOrEqual(lines);
  }
}

/** Pieces of the fixtures, put together in another order, with hostile pieces in between. */
function foreignText(fixtures: readonly Fixture[]): fc.Arbitrary<string> {
  const lines = fixtures.flatMap(({ text }) => text.split('\n').slice(0, 60));
  const hostile = [
    '',
    ' ',
    '\t',
    '\r',
    '…',
    '[… 2-9]',
    '&a',
    '×3',
    '[3 rows]',
    '"',
    '{"a":1}',
    '\ud800',
    '\u202e',
    '日本',
    'a:1:b',
    '--',
  ];
  const line = fc.oneof(fc.constantFrom(...lines), fc.constantFrom(...hostile), fc.string());
  const end = fc.constantFrom('\n', '\n', '\n', '\r\n');
  return fc
    .array(fc.tuple(line, end), { maxLength: 80 })
    .map((parts) => parts.map((part) => part.join('')).join(''));
}
