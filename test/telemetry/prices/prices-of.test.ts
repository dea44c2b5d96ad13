import { describe, expect, it } from 'vitest';
import { pricesOf } from '../../../src/telemetry/prices/prices-of.ts';

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
    ['gpt-5.5-2026-04-23', 5, 30, 0.5, 5, 5],
    ['openai/gpt-5.4-mini', 0.75, 4.5, 0.075, 0.75, 0.75],
    ['gpt-5.3-codex', 1.75, 14, 0.175, 1.75, 1.75],
    ['gpt-6-sol', 2, 10, 0.2, 2.5, 2.5],
    ['gemini-3.1-pro-preview', 2, 12, 0.2, 2, 2],
    ['models/gemini-2.5-flash-lite-001', 0.1, 0.4, 0.01, 0.1, 0.1],
    ['gemini-2.5-flash-preview-09-2025', 0.3, 2.5, 0.03, 0.3, 0.3],
  ])('knows %s', (model, input, output, cacheRead, cacheWrite5m, cacheWrite1h) => {
    expect(pricesOf(model)).toMatchObject({ input, output, cacheRead, cacheWrite5m, cacheWrite1h });
  });

  it.each([
    'gpt-7',
    'gpt-5.4-pro',
    'gemini-3.5-flash-lite',
    'gemini-9-pro',
    'constructor',
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
    expect(pricesOf('gpt-5.4')?.longPrompt).toMatchObject({
      aboveTokens: 272_000,
      input: 5,
      output: 22.5,
      cacheRead: 0.5,
    });
    expect(pricesOf('gemini-2.5-pro')?.longPrompt).toMatchObject({ input: 2.5, cacheRead: 0.25 });
  });

  it('takes the price a user has set first', () => {
    const own = {
      'gpt-5': { input: 1, output: 2, cacheRead: 0.5, cacheWrite5m: 1, cacheWrite1h: 1 },
    };
    expect(pricesOf('gpt-5', own)?.output).toBe(2);
    expect(pricesOf('gpt-5-mini', own)?.output).toBe(2);
    expect(pricesOf('gpt-5-nano', own)?.output).toBe(0.4);
  });

  it('has prices that come out as whole billionths of a dollar per token', () => {
    for (const model of ['claude-haiku-5-5', 'claude-3-haiku-20240307', 'claude-fable-5-1']) {
      for (const price of Object.values(pricesOf(model) ?? {})) {
        if (typeof price === 'number') expect(Math.abs((price * 1000) % 1)).toBeCloseTo(0, 9);
      }
    }
  });
});
