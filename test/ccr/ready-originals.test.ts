import { describe, expect, it } from 'vitest';
import { textDigest } from '../../src/ccr/handle.ts';
import { createReadyOriginals } from '../../src/ccr/ready-originals.ts';
import { packText, unpackText } from '../../src/store/packed-text.ts';

describe('originals made ready', () => {
  it('gives what was made of a text, once', () => {
    const ready = createReadyOriginals({ pack: packText });
    const text = 'a line of a log\n'.repeat(100);
    ready.add(text);
    const found = ready.take(text);
    expect(unpackText(found?.packed)).toBe(text);
    expect(found?.sha256).toBe(textDigest(text));
    expect(ready.take(text)).toBeUndefined();
  });

  it('forgets the oldest when there is too much of it', () => {
    const ready = createReadyOriginals({ pack: packText });
    const texts = ['a', 'b', 'c'].map((letter) => letter.repeat(500_000));
    for (const text of texts) ready.add(text);
    expect(texts.map((text) => ready.take(text) !== undefined)).toEqual([false, true, true]);
  });
});
