import { describe, expect, it } from 'vitest';
import { withoutStamps } from '../../../../src/compress/log/lines/line-stamps.ts';
import { readLines } from '../../../../src/compress/log/lines/read-lines.ts';
import { readLog } from '../../../../src/compress/log/weigh/read-log.ts';

const OUTPUT = [
  'building the shop',
  ...Array.from({ length: 40 }, (_, at) => `compiled module ${at}`),
  '✖ adds a pear',
  "  TypeError: Cannot read properties of null (reading 'price')",
  '      at total (src/cart.js:14:52)',
  '      at run (node:internal/test:796:25)',
];

const STAMPS: readonly (readonly [string, (line: string, at: number) => string])[] = [
  [
    'GitHub Actions',
    (line, at) => `2031-05-04T10:20:${String(10 + at)}.${String(1_000_000 + at)}Z ${line}`,
  ],
  ['gh run view', (line) => `test\tRun npm test\t2031-05-04T10:20:30.1234567Z ${line}`],
  ['GitLab', (line) => `2031-05-04T10:20:30.123456Z 01O ${line}`],
  ['Jenkins', (line) => `[2031-05-04T10:20:30.123Z] ${line}`],
  ['docker build', (line, at) => `#7 ${String(at)}.25 ${line}`],
  ['docker compose', (line) => `web-1  | ${line}`],
];

describe('withoutStamps', () => {
  it.each(STAMPS)('takes the stamps of %s away', (_, stamp) => {
    expect(withoutStamps(OUTPUT.map(stamp))).toEqual(OUTPUT);
  });

  it.each(STAMPS)('a report stamped by %s has its details', (_, stamp) => {
    const { read } = readLog(readLines(OUTPUT.map(stamp).join('\n')));
    const head = OUTPUT.findIndex((line) => line.startsWith('✖'));
    expect(read[head]?.importance).toBeGreaterThan(0.9);
    expect(read[head + 2]?.parent).toBe(head + 1);
  });

  it('a stamp alone stands before a blank line', () => {
    const lines = OUTPUT.map((line) => `web-1  | ${line}`);
    expect(withoutStamps([...lines, 'web-1  |', ...lines]).at(OUTPUT.length)).toBe('');
  });

  it('leaves what the lines of a log say of their own time', () => {
    const lines = OUTPUT.map((line) => `2031-05-04T10:20:30.123Z INFO ${line}`);
    expect(withoutStamps(lines)).toBe(lines);
  });

  it('is not led astray by a few such lines', () => {
    const lines = [...OUTPUT, '#7 1.25 done', 'web-1  | ready'];
    expect(withoutStamps(lines)).toBe(lines);
  });
});
