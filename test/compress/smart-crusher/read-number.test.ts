// Numbers and times read from the characters of a text are those that JavaScript reads from a string.
import { describe, expect, it } from 'vitest';
import { numberAt } from '../../../src/compress/smart-crusher/lossy/read-number.ts';
import { timeAt } from '../../../src/compress/smart-crusher/lossy/read-time.ts';

function within(lexeme: string): {
  readonly text: string;
  readonly start: number;
  readonly end: number;
} {
  return { text: `[1,${lexeme},2]`, start: 3, end: 3 + lexeme.length };
}

describe('numberAt', () => {
  it.each([
    ...['0', '-0', '7', '-7', '41.77', '0.1', '-0.3', '999999999999999', '9007199254740993'],
    ...['123456789.123456', '0.000000000000001', '0.0000000000000001', '1e5', '-2.5E-3', '1e400'],
    ...['12345678901234567890', '99999999.9999999', '-123456789012345.6'],
  ])('reads %s', (lexeme) => {
    const { text, ...span } = within(lexeme);
    expect(numberAt(text, span)).toBe(Number(lexeme));
  });

  it('reads every price as it is', () => {
    for (let cents = 0; cents < 20_000; cents += 7) {
      const lexeme = (cents / 100).toFixed(2);
      expect(numberAt(lexeme, { start: 0, end: lexeme.length })).toBe(Number(lexeme));
    }
  });
});

describe('timeAt', () => {
  it.each(['1970-01-01', '2000-02-28', '2024-03-01T00:00:00Z', '2031-12-28T23:59:59.007Z'])(
    'reads %s',
    (time) => {
      const { text, ...span } = within(`"${time}"`);
      expect(timeAt(text, span)).toBe(Date.parse(time));
    },
  );

  it('reads the days of four centuries', () => {
    for (let day = 0; day < 150_000; day += 11) {
      const lexeme = `"${new Date(day * 86_400_000).toISOString()}"`;
      const time = timeAt(lexeme, { start: 0, end: lexeme.length });
      if (Number(lexeme.slice(9, 11)) <= 28) expect(time).toBe(day * 86_400_000);
      else expect(time).toBeNaN();
    }
  });

  it.each([
    '2031-02-30',
    '2031-13-01',
    '2031-05-10 21:31:00',
    '2031-05-10T24:00:00Z',
    '2031/05/10',
  ])('leaves %s to others', (time) => {
    const { text, ...span } = within(`"${time}"`);
    expect(timeAt(text, span)).toBeNaN();
  });
});
