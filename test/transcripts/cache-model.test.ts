import { describe, expect, it } from 'vitest';
import { assumedUsage, usageWithout } from '../../src/transcripts/cache-model.ts';

const USAGE = { input: 10, output: 7, cacheRead: 5_000, cacheWrite5m: 900, cacheWrite1h: 90 };

describe('the counts of a smaller request', () => {
  it('lack what was read from the cache there, and what was new in proportion to how it was billed', () => {
    expect(usageWithout(USAGE, { read: 2_000, fresh: 500 })).toEqual({
      input: 5,
      output: 7,
      cacheRead: 3_000,
      cacheWrite5m: 450,
      cacheWrite1h: 45,
    });
  });

  it('are never below nothing: what the cache did not hold was new', () => {
    expect(usageWithout(USAGE, { read: 5_500, fresh: 0 })).toMatchObject({
      cacheRead: 0,
      input: 5,
      cacheWrite5m: 450,
    });
    expect(usageWithout(USAGE, { read: 1e6, fresh: 1e6 })).toEqual({
      input: 0,
      output: 7,
      cacheRead: 0,
      cacheWrite5m: 0,
      cacheWrite1h: 0,
    });
  });
});

describe('assumed counts', () => {
  const about = { tokens: 1_000, tokensBefore: 800, sinceLastMs: 60_000, writesAreBilled: true };

  it.each([
    [about, { cacheRead: 800, cacheWrite5m: 200, input: 0 }],
    [
      { ...about, writesAreBilled: false },
      { cacheRead: 800, cacheWrite5m: 0, input: 200 },
    ],
    [
      { ...about, sinceLastMs: 300_001 },
      { cacheRead: 0, cacheWrite5m: 1_000, input: 0 },
    ],
  ])('of %j', (request, expected) => {
    expect(assumedUsage(request)).toMatchObject(expected);
  });
});
