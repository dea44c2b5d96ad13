import { describe, expect, it } from 'vitest';
import { pricesOf } from '../../src/telemetry/prices.ts';

describe('pricesOf', () => {
  it.each([
    ['claude-opus-4-20250514', 15, 75, 1.5, 18.75, 30],
    ['claude-opus-4-0', 15, 75, 1.5, 18.75, 30],
    ['claude-opus-4-1-20250805', 15, 75, 1.5, 18.75, 30],
    ['claude-opus-4-5-20251101', 5, 25, 0.5, 6.25, 10],
    ['claude-opus-4-7', 5, 25, 0.5, 6.25, 10],
    ['claude-opus-5-5', 4, 20, 0.2, 5, 8],
    ['claude-opus-5-5[1m]', 4, 20, 0.2, 5, 8],
    ['claude-fable-5-1', 10, 50, 0.25, 12.5, 20],
    ['claude-sonnet-4-20250514', 3, 15, 0.3, 3.75, 6],
    ['claude-sonnet-4-5@20250929', 3, 15, 0.3, 3.75, 6],
    ['us.anthropic.claude-sonnet-4-5-20250929-v1:0', 3, 15, 0.3, 3.75, 6],
    ['claude-sonnet-5-5', 2, 10, 0.1, 2.5, 4],
    ['claude-haiku-4-5-20251001', 1, 5, 0.1, 1.25, 2],
    ['claude-3-5-haiku-20241022', 0.8, 4, 0.08, 1, 1.6],
    ['claude-3-haiku-20240307', 0.25, 1.25, 0.03, 0.3, 0.5],
    ['claude-3-7-sonnet-latest', 3, 15, 0.3, 3.75, 6],
    ['Claude-Haiku-5-5', 0.1, 0.5, 0.01, 0.125, 0.2],
  ])('knows %s', (model, input, output, cacheRead, cacheWrite5m, cacheWrite1h) => {
    expect(pricesOf(model)).toMatchObject({ input, output, cacheRead, cacheWrite5m, cacheWrite1h });
  });

  it.each([
    'gpt-5',
    'claude',
    'claude-opus',
    'claude-opus-9',
    'claude-sonnet-4-12',
    'claude-2.1',
    'claude-newest-5',
    '',
  ])('guesses nothing for "%s"', (model) => {
    expect(pricesOf(model)).toBeUndefined();
  });

  it('knows the price of a long prompt where there is one', () => {
    expect(pricesOf('claude-sonnet-4-5')?.longPrompt).toMatchObject({
      aboveTokens: 200_000,
      input: 6,
      output: 22.5,
      cacheRead: 0.6,
      cacheWrite5m: 7.5,
      cacheWrite1h: 12,
    });
    expect(pricesOf('claude-haiku-5-5')?.longPrompt).toMatchObject({
      aboveTokens: 100_000,
      cacheRead: 0.05,
    });
    expect(pricesOf('claude-opus-4-6')?.longPrompt).toBeUndefined();
  });

  it('has prices that come out as whole billionths of a dollar per token', () => {
    for (const model of ['claude-haiku-5-5', 'claude-3-haiku-20240307', 'claude-fable-5-1']) {
      for (const price of Object.values(pricesOf(model) ?? {})) {
        if (typeof price === 'number') expect(Math.abs((price * 1000) % 1)).toBeCloseTo(0, 9);
      }
    }
  });
});
