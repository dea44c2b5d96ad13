import { expect, test } from 'vitest';
import { readMeasure } from '../../../src/compress/smart-crusher/lossy/read-measure.ts';

test.each([
  ['12,345.60', 12_345.6],
  ['-1,000', -1_000],
  ['$4,200', 4_200],
  ['87%', 87],
  ['1.5K', 1_536],
  ['3 MB', 3 * 2 ** 20],
  ['2GiB', 2 ** 31],
  ['250ms', 0.25],
  ['2m', 120],
  ['2:03', 123],
  ['1:02:03.5', 3_723.5],
  ['4-01:00:00', 4 * 86_400 + 3_600],
])('%s', (text, value) => {
  expect(readMeasure(text)).toBeCloseTo(value, 9);
});

test.each(['', '1.2.3', '12,34', '10 apples', 'abc', '2024-05-01', '0x1f', '1:2', '--', '5 XB'])(
  'no number: %j',
  (text) => {
    expect(readMeasure(text)).toBeNaN();
  },
);
