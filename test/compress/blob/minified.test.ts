import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { isMinified, minified } from '../../../src/compress/blob/minified.ts';
import type { Compressed } from '../../../src/compress/compressor.ts';
import { estimateTokens } from '../../../src/tokens/estimate.ts';
import { contextFor } from '../context-for.ts';

const BUNDLE = readFileSync(
  fileURLToPath(new URL('../../fixtures/content/minified/bundle.min.js', import.meta.url)),
  'utf8',
);

function select(text: string, question?: string): Compressed | undefined {
  const context = contextFor('code', { budgetTokens: 700, question });
  const compressed = minified.compress(text, context);
  if (compressed instanceof Promise) throw new Error('this compressor works at once');
  return compressed;
}

describe('minified', () => {
  it('keeps begin, end and what was asked for', () => {
    const text = select(
      BUNDLE,
      'which words count as a caution, such as deprecated or breaking?',
    )?.text;
    expect(text?.slice(0, 80)).toBe(BUNDLE.slice(0, 80));
    expect(text?.slice(-80)).toBe(BUNDLE.slice(-80));
    expect(text).toContain('deprecated|required');
    expect(estimateTokens(text ?? '')).toBeLessThan(800);
  });

  it('says which characters are missing', () => {
    const { text = '', lost = [] } = select(BUNDLE) ?? {};
    let rebuilt = text;
    for (const { from, to } of lost)
      rebuilt = rebuilt.replace(`[… ${to - from + 1} characters]`, () =>
        BUNDLE.slice(from - 1, to),
      );
    expect(rebuilt).toBe(BUNDLE);
  });
});

describe('isMinified', () => {
  it('is false for code and prose that people write', () => {
    expect(isMinified(BUNDLE)).toBe(true);
    expect(isMinified(BUNDLE.replaceAll(/[;{}]/g, '$&\n'))).toBe(false);
    expect(isMinified('One sentence follows another, and so it goes. '.repeat(400))).toBe(false);
    expect(isMinified(BUNDLE.slice(0, 2_000))).toBe(false);
  });
});
