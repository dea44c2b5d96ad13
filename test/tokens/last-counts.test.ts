import { describe, expect, it } from 'vitest';
import { rememberCounts } from '../../src/tokens/last-counts.ts';

describe('rememberCounts', () => {
  it('counts a text once while it is among the last few, and gives every text its own count', () => {
    const counted: string[] = [];
    const count = rememberCounts((text) => {
      counted.push(text);
      return text.length;
    });
    const texts = Array.from({ length: 40 }, (_, index) => `${index} `.repeat(200 + index));
    for (const text of texts)
      expect([count(text), count(`${text}`)]).toEqual([text.length, text.length]);
    expect(counted).toEqual(texts);
    expect(count(texts[0] ?? '')).toBe(texts[0]?.length);
    expect(counted.length).toBe(41);
  });
});
