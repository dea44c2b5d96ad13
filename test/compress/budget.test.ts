import { describe, expect, it } from 'vitest';
import { budgetFor } from '../../src/compress/budget.ts';
import type { ContentKind } from '../../src/compress/compressor.ts';

const KINDS: readonly ContentKind[] = ['json', 'log', 'search', 'diff', 'table', 'html', 'prose'];
const SIZES = [500, 5_000, 15_000, 60_000];

describe('budgetFor', () => {
  it.each(KINDS)('is wider for %s where no question guides the choice', (kind) => {
    for (const tokensBefore of SIZES) {
      const about = { kind, tokensBefore, profile: 'balanced' } as const;
      const asked = budgetFor({ ...about, asked: true });
      expect(budgetFor({ ...about, asked: false })).toBeGreaterThan(asked * 1.4);
    }
  });

  it('leaves half of a text or more without a question, until that gets long', () => {
    const about = { kind: 'log', profile: 'balanced', asked: false } as const;
    expect(budgetFor({ ...about, tokensBefore: 20_000 })).toBeGreaterThan(10_000);
    expect(budgetFor({ ...about, tokensBefore: 900_000 })).toBeLessThan(20_000);
  });

  it.each(KINDS)('is half for %s in the aggressive profile', (kind) => {
    const about = { kind, tokensBefore: 15_000, asked: true } as const;
    const balanced = budgetFor({ ...about, profile: 'balanced' });
    expect(budgetFor({ ...about, profile: 'aggressive' })).toBeCloseTo(balanced / 2, -1);
  });
});
