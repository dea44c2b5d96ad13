import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { json, jsonCompact } from '../../../src/compress/smart-crusher/index.ts';
import { estimateTokens } from '../../../src/tokens/estimate.ts';
import { contextFor } from '../context-for.ts';
import { documentValue, printValue } from './generate-json.ts';

const context = contextFor('json', { profile: 'lossless', budgetTokens: 0 });

describe('json-compact', () => {
  it('takes what is spaced at will, and keeps every lexeme', () => {
    const rows = Array.from(
      { length: 20 },
      (_, id) => `{ "id":${id},\n   "big" : 1234567890123456789${id}, "e":1.0e${id} }`,
    );
    const text = `[${rows.join(',  ')}]`;
    expect(json.compress(text, context)).toBeUndefined();
    const short = jsonCompact.compress(text, context);
    expect(short).toMatchObject({ text: expect.stringContaining('[20 rows] id big e') });
    expect(short).toMatchObject({
      text: expect.stringContaining('\n7 12345678901234567897 1.0e7\n'),
    });
  });

  it('leaves a longer text to the exact form, if that can do it', () => {
    const text = JSON.stringify({ a: [1, 2, 3], b: 'x'.repeat(3_000) }, null, 4);
    expect(json.compress(text, context)).toBeDefined();
    expect(jsonCompact.compress(text, context)).toBeUndefined();
  });

  it('is never longer than minified JSON', () => {
    const minified = { indent: '', gap: '', colon: ':', empty: '' };
    fc.assert(
      fc.property(documentValue, (value) => {
        const text = printValue(value, { indent: '  ', gap: '', colon: ': ', empty: '' });
        fc.pre(text.length <= 2_000);
        const least = estimateTokens(printValue(value, minified));
        const short = jsonCompact.compress(text, context);
        if (short instanceof Promise) throw new Error('json-compact answers at once');
        expect(estimateTokens(short?.text ?? text)).toBeLessThanOrEqual(least);
      }),
      { numRuns: 200, seed: 20261202 },
    );
  });
});
