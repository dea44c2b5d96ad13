import { describe, expect, it } from 'vitest';
import { readLines } from '../../../../src/compress/log/lines/read-lines.ts';
import { endOfHead } from '../../../../src/compress/log/lines/line-head.ts';

describe('findShapes', () => {
  const lines = [
    ...Array.from({ length: 40 }, (_, at) => `stored order ${at} in shard ${at % 3}`),
    'stored order 77 in vault',
    'opened door',
  ];
  const { shapes, sizes, rareWords } = readLines(lines.join('\n'));

  it('gives lines that differ in values the same shape', () => {
    expect(new Set(shapes.slice(0, 40)).size).toBe(1);
    expect(sizes[0]).toBeGreaterThanOrEqual(40);
  });

  it('gives other lines another shape', () => {
    expect(shapes[41]).not.toBe(shapes[0]);
    expect(sizes[41]).toBe(1);
  });

  it('finds words that hardly any line holds', () => {
    expect(rareWords[0]).toBe(0);
    expect(rareWords[40]).toBeGreaterThan(0.5);
  });

  it('does not take names for rare words where every line holds one', () => {
    const names = 'ab cd ef gh ij kl mn op qr st'.split(' ');
    const tests = names.flatMap((one) => names.map((two) => `test ${one}x${two}z passed`));
    expect(Math.max(...readLines(tests.join('\n')).rareWords)).toBeLessThan(0.2);
  });
});

describe('findShapes of diagnostics', () => {
  const lines = [
    ...Array.from(
      { length: 40 },
      (_, at) => `src/part${at % 7}/cart.py:${at}:80: E501 line too long`,
    ),
    ...Array.from({ length: 40 }, (_, at) => `src/tests/shop.py:${at}:1: W291 line has blanks`),
    'src/tests/cart.py:12:8: E711 comparison to None',
  ];
  const { shapes, sizes, rareWords } = readLines(lines.join('\n'));

  it('where one is does not matter, what is said does', () => {
    expect(new Set(shapes.slice(0, 40)).size).toBe(1);
    expect(shapes[40]).not.toBe(shapes[0]);
    expect(sizes[80]).toBe(1);
  });

  it('takes a code for a word, although it has digits', () => {
    const coded = [...lines.slice(0, 80), 'src/cart.py:3:1: E999 line too long'];
    expect(readLines(coded.join('\n')).rareWords[80]).toBeGreaterThan(0.5);
    expect(rareWords[0]).toBe(0);
  });
});

describe('endOfHead', () => {
  it.each([
    ['2031-05-04 10:20:30 ready', '2031-05-04 10:20:30 '],
    ['2031-05-04T10:20:30.123Z [x] ready', '2031-05-04T10:20:30.123Z '],
    [
      '10.0.0.1 - - [04/May/2031:10:20:30 +0000] "GET',
      '10.0.0.1 - - [04/May/2031:10:20:30 +0000] ',
    ],
    ['May  4 10:20:30 host app[1]: ready', 'May  4 10:20:30 '],
    ['no time here', ''],
    ['10:20:30', ''],
  ])('%s', (line, head) => {
    expect(line.slice(0, endOfHead(line))).toBe(head);
  });
});
