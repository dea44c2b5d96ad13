import { describe, expect, it } from 'vitest';
import { logSelect } from '../../../src/compress/log/log-select.ts';
import { openItems } from '../../../src/compress/select/checkbox.ts';
import { textSelect } from '../../../src/compress/text/text-select.ts';
import { contextFor } from '../context-for.ts';

const LIST = ['# Tea', '- [x] leaves', '- [ ] cups', '', '* [X] kettle', '2. [ ] spoons', '- [ ]'];

describe('openItems', () => {
  it('finds what is left to do among what is done', () => {
    expect(openItems(LIST)).toEqual([2, 5]);
  });

  it('finds none where nothing is done', () => {
    expect(openItems(['- [ ] cups', '- [ ] spoons'])).toEqual([]);
  });
});

/** Rounds of tea with what belongs to each; of ten the cups are not washed. */
const ROUNDS = Array.from({ length: 60 }, (_, at) => [
  `a${at}f3 poured round ${at} for the guests at table ${(at * 7) % 11}`,
  '    - [x] leaves thrown away',
  at % 6 === 1 ? '    - [ ] cups washed' : '    - [x] cups washed',
]).flat();

describe('a long checklist', () => {
  it.each(['log', 'text'] as const)(
    'keeps open items and what they belong to: %s',
    async (kind) => {
      const compressor = kind === 'log' ? logSelect : textSelect;
      const context = contextFor(kind, { budgetTokens: 700 });
      const lines = (await compressor.compress(ROUNDS.join('\n'), context))?.text.split('\n') ?? [];
      expect(lines.filter((line) => line.includes('[ ]'))).toHaveLength(10);
      for (const round of [1, 31, 55])
        expect(lines.some((line) => line.includes(`round ${round} `))).toBe(true);
    },
  );
});
