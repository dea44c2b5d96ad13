import { describe, expect, it } from 'vitest';
import { findSlow, timeTaken } from '../../../../src/compress/log/lines/find-slow.ts';
import { placeByItself } from '../../../../src/compress/log/lines/scan-log-words.ts';

const ALIKE = (): number => 7;

function logOf(times: readonly string[]): string[] {
  return times.map((time, at) => `10:20:${10 + at} brewed cup ${at} in ${time}`);
}

function timesOf(lines: readonly string[]): Float64Array {
  return Float64Array.from(lines, (line) => timeTaken(line, placeByItself(line)));
}

function slowOf(times: readonly string[]): number[] {
  return [...findSlow(timesOf(logOf(times)), ALIKE)];
}

const USUAL = ['4 ms', '5.2 ms', '4.9 ms', '6 ms', '5 ms', '4.1 ms', '5.5 ms', '5 ms', '6.1 ms'];

describe('findSlow', () => {
  it('finds what took much longer than the others, whatever the unit', () => {
    expect(slowOf([...USUAL, '1205.1 ms'])).toEqual([9]);
    expect(slowOf(['1.2s', ...USUAL])).toEqual([0]);
  });

  it.each([
    '9000. ms',
    '9000.sec',
    '9000x ms',
    '1.9000.5 ms',
    '10:9000 ms',
    '1234567890123 ms',
    '9000 msg',
  ])('takes %j for no time', (text) => {
    expect(slowOf([...USUAL, text])).toEqual([]);
  });

  it('finds nothing where times only differ a little, or too few are known', () => {
    expect(slowOf([...USUAL, '9 ms'])).toEqual([]);
    expect(slowOf([...USUAL.slice(0, 4), '1205.1 ms'])).toEqual([]);
  });

  it('finds the slowest where none stands out', () => {
    const times = [...USUAL, '17 ms', '18 ms', '19 ms', '20 ms'];
    expect(slowOf(times)).toEqual([12]);
  });

  it('finds the one that took any time at all', () => {
    expect(slowOf([...Array.from({ length: 20 }, () => '0.00s'), '0.33s'])).toEqual([20]);
  });

  it('finds a few at most', () => {
    const times = Array.from({ length: 60 }, (_, at) =>
      at % 12 === 0 ? `${900 + at} ms` : '5 ms',
    );
    expect(slowOf(times)).toEqual([24, 36, 48]);
  });

  it('compares lines of one kind only', () => {
    const lines = logOf([...USUAL, '1205.1 ms']);
    expect(findSlow(timesOf(lines), (at) => (at === 9 ? 1 : 0)).size).toBe(0);
  });

  it('reads named times, but no time of day and no version', () => {
    const lines = Array.from({ length: 12 }, (_, at) => `GET /cup id=${at} duration=${20 + at}`);
    expect([...findSlow(timesOf([...lines, 'GET /cup id=3 duration=5004']), ALIKE)]).toEqual([12]);
    const others = Array.from(
      { length: 12 },
      (_, at) => `10:20:5${at % 10} lid-1.${at}s v2.0.${at}s`,
    );
    expect(findSlow(timesOf([...others, '23:59:59 lid-1.900s v2.0.900s']), ALIKE).size).toBe(0);
  });
});
