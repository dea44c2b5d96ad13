import { describe, expect, it } from 'vitest';
import { formatExplanation } from '../../../commands/compress/format-explanation.ts';
import type { ExplainRow } from '../../../src/compress/explain/explain-rows.ts';

const rows: readonly ExplainRow[] = [
  { from: 1, to: 1, text: 'first line', because: 'first or last' },
  { from: 2, to: 40, text: '', because: 'left out' },
  {
    from: 41,
    to: 41,
    text: `\u001b[31mred\u001b[0m\tand ${'long '.repeat(60)}`,
    because: 'question',
  },
  { text: '[headroom: 39 lines left out]', because: 'marker' },
];

describe('formatExplanation', () => {
  it('three columns that fit the width, and what they add up to', () => {
    expect(formatExplanation(rows, { width: 60, colour: false })).toBe(
      [
        'line  what the model sees                      why',
        '   1  first line                               first or last',
        '2-40  (39 left out)                            left out',
        '  41  ·[31mred·[0m and long long long long l…  question',
        '      [headroom: 39 lines left out]            marker',
        '',
        'lines sent: 1 first or last, 1 question',
        'lines left out: 39',
        '',
      ].join('\n'),
    );
  });

  it.each([10, 40, 73, 100, 5_000])('%i columns: no line is wider, from 40 to 200', (width) => {
    const lines = formatExplanation(rows, { width, colour: false }).split('\n');
    for (const line of lines) {
      expect([...line].length).toBeLessThanOrEqual(Math.min(200, Math.max(40, width)));
    }
  });

  it('colours only on demand', () => {
    expect(formatExplanation(rows, { width: 80, colour: false })).not.toContain('\u001b');
    expect(formatExplanation(rows, { width: 80, colour: true })).toContain('\u001b[2m');
  });
});
