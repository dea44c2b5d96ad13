import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { packText, unpackText } from '../../src/store/packed-text.ts';

describe('packText', () => {
  it('gives any string back exactly', () => {
    const units = fc.array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 600 });
    fc.assert(
      fc.property(units, (codes) => {
        const text = String.fromCharCode(...codes);
        expect(unpackText(packText(text))).toBe(text);
      }),
      { numRuns: 300, seed: 1 },
    );
  });

  it.each(['', 'a', '\ud83d', 'x\udc00y', '\u{1f600}', '\ufeffmark', 'line\r\n\0'.repeat(400)])(
    'gives %j back exactly',
    (text) => expect(unpackText(packText(text))).toBe(text),
  );

  it('takes less room for long texts, and never more than a byte extra', () => {
    const text = 'the same line again\n'.repeat(500);
    expect(packText(text).length).toBeLessThan(text.length / 10);
    expect(packText('short').length).toBe(6);
  });
});

describe('unpackText', () => {
  it('has no text for what it did not pack', () => {
    const packed = packText('a line of output\n'.repeat(100));
    const damaged = Buffer.from(packed);
    damaged.fill(7, 10, 20);
    for (const blob of [damaged, packed.subarray(0, 12), Buffer.of(), Buffer.of(9, 1), null, 'x']) {
      expect(unpackText(blob)).toBeUndefined();
    }
  });
});
