// A document is given up only if its exact form is far beyond the budget.
import { describe, expect, it } from 'vitest';
import { BEYOND_DOUBT } from '../../../src/compress/in-vain.ts';
import { isBeyondBudget } from '../../../src/compress/smart-crusher/beyond-budget.ts';
import { writeExactly } from '../../../src/compress/smart-crusher/json.ts';
import { readJson, type Reading } from '../../../src/compress/smart-crusher/reading.ts';
import { estimateTokens } from '../../../src/tokens/estimate.ts';
import { contextFor } from '../context-for.ts';

function readingOf(rows: readonly object[]): Reading {
  const reading = readJson(JSON.stringify(rows));
  if (reading === undefined) throw new Error('no JSON');
  return reading;
}

function tableOf(count: number, states: number): Reading {
  return readingOf(
    Array.from({ length: count }, (_, row) => ({
      id: row,
      state: `a state that has a long name ${row % states}`,
      size: (row * 7_919) % 1_000,
    })),
  );
}

describe('isBeyondBudget', () => {
  it.each([
    [400, 1],
    [400, 3],
    [400, 60],
    [400, 400],
  ])('is true for %i rows of %i states only where the exact form is', (count, states) => {
    const exact = writeExactly(tableOf(count, states), contextFor('json'))?.text ?? '';
    const tokens = estimateTokens(exact);
    for (let budgetTokens = 200; budgetTokens < tokens * 2; budgetTokens += 100) {
      const context = { ...contextFor('json'), budgetTokens, lossyFollows: true };
      if (!isBeyondBudget(tableOf(count, states), context)) continue;
      expect(tokens).toBeGreaterThan(budgetTokens * BEYOND_DOUBT);
    }
  });

  it('is found of many rows, and only where a lossy form follows', () => {
    const context = { ...contextFor('json'), budgetTokens: 500 };
    expect(isBeyondBudget(tableOf(900, 9), { ...context, lossyFollows: true })).toBe(true);
    expect(isBeyondBudget(tableOf(900, 9), { ...context, lossyFollows: false })).toBe(false);
  });
});
