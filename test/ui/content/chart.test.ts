import { expect, it } from 'vitest';
import { savingOf } from '../../../src/telemetry/report.ts';
import type { SeriesPoint } from '../../../src/telemetry/series.ts';
import { chartLines, sparkline } from '../../../src/ui/content/chart.ts';

it('draws a point by what was saved in it; little is seen, nothing is not', () => {
  expect(sparkline([point(100, 100), point(1, 0), point(50, 0), point(100, 0)], 4)).toBe(' ▁▄█');
});

it('widens points to the room there is', () => {
  expect(sparkline([point(10, 0), point(5, 0)], 7)).toBe('███▄▄▄');
  expect(sparkline([], 7)).toBe('');
});

it('draws what was sent below what was saved', () => {
  expect(chartLines([point(100, 50), point(50, 50), point(0, 0)], { width: 3, height: 2 })).toEqual(
    ['░  ', '██ '],
  );
});

it('draws nothing above the highest', () => {
  const lines = chartLines([point(100, 100)], { width: 1, height: 6 });
  expect(lines).toEqual(['█', '█', '█', '█', '█', '█']);
});

function point(tokensBefore: number, tokensAfter: number): SeriesPoint {
  return { fromMs: 0, requests: 1, newInput: savingOf({ tokensBefore, tokensAfter }) };
}
