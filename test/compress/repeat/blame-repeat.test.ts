import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { restoreBlameRepeat } from '../../../src/compress/repeat/blame-repeat.ts';
import { readLines } from '../../../src/compress/repeat/read-lines.ts';
import { earlierText, repeatAmong } from './repeat-among.ts';

const COMMITS = [
  ['0ec7f713d', 'Ada Lovelace', '2031-06-11 15:03:45 +0100'],
  ['^1b5e3a2c', 'Bo', '2029-01-02 03:04:05 -0800'],
  ['000000000', 'Not Committed Yet', '2032-11-22 08:44:39 +0000'],
] as const;

const source = (lines: number): string[] =>
  Array.from({ length: lines }, (_, at) =>
    at % 6 === 5 ? '}' : `  total += price(order[${at}]); // the ${at}th of them`,
  );
const numbered = (lines: readonly string[], from = 1): string =>
  lines.map((line, at) => `${String(from + at).padStart(6)}→${line}`).join('\n');
/** As git prints a part of a file with 1000 lines and more. */
const blame = (
  lines: readonly string[],
  from: number,
  commitOf: (number: number) => number,
): string =>
  lines
    .map((line, at) => {
      const [hash, author, date] = COMMITS[commitOf(from + at)] ?? COMMITS[0];
      return `${hash} (${author.padEnd(17)} ${date} ${String(from + at).padStart(4)}) ${line}`;
    })
    .join('\n');
const repeat = (text: string, ...texts: readonly string[]) =>
  repeatAmong(
    text,
    texts.map((one) => earlierText(one)),
  );
const restored = (sent: string, earlier: string): string =>
  restoreBlameRepeat(sent, readLines(earlier));

describe('a blame of a file that was read', () => {
  const file = source(60);
  const read = numbered(file);
  const text = blame(file.slice(9, 30), 10, (number) => (number < 14 ? 0 : number < 16 ? 1 : 0));

  it('says of each range which commit it is from', () => {
    const found = repeat(text, read);
    expect(found?.isBlame).toBe(true);
    expect(found?.sent).toBe(
      [
        'widths 0 17 4',
        '0ec7f713d (Ada Lovelace 2031-06-11 15:03:45 +0100) 10-13',
        '^1b5e3a2c (Bo 2029-01-02 03:04:05 -0800) 14-15',
        '0ec7f713d 16-30',
      ].join('\n'),
    );
    expect(restored(found?.sent ?? '', read)).toBe(text);
  });

  it('writes out what was not there, and says where numbers have shifted', () => {
    const edited = [...file.slice(0, 20), 'a new line', ...file.slice(20)];
    const later = `${blame(edited, 1, (number) => (number === 21 ? 2 : 0))}\n`;
    const sent = repeat(later, read)?.sent ?? '';
    expect(sent.split('\n')).toEqual([
      'widths 0 17 4',
      '0ec7f713d (Ada Lovelace 2031-06-11 15:03:45 +0100) 1-20',
      '000000000 (Not Committed Yet 2032-11-22 08:44:39 +0000)',
      '21\ta new line',
      '0ec7f713d 22-61, there 21-60',
      '',
    ]);
    expect(restored(sent, read)).toBe(later);
  });

  it('needs an earlier text that prints its numbers', () => {
    expect(repeat(text, file.join('\n'))).toBeUndefined();
  });

  it('a file is no blame because one line of it looks like one', () => {
    const lines = [text.split('\n')[0] ?? '', ...file];
    expect(repeat(numbered(lines.slice(5), 6), numbered(lines))?.isBlame).toBe(false);
    expect(repeat(lines.join('\n'), lines.join('\r\n'))).toBeUndefined();
  });

  it('any commits, any edit, any line: the blame comes back', () => {
    const odd = fc.constantFrom(
      '',
      '}',
      '0ec7f713d 3-5',
      '12\tx',
      'widths 1 2 3',
      '\tx\r',
      '... [12 lines truncated] ...',
    );
    let offered = 0;
    fc.assert(
      fc.property(
        fc.array(fc.oneof(fc.nat(30).map(String), odd), { minLength: 1, maxLength: 12 }),
        fc.nat(60),
        fc.nat(40),
        fc.array(fc.nat(2), { minLength: 1, maxLength: 7 }),
        (added, at, from, commits) => {
          const lines = [...file.slice(0, at), ...added, ...file.slice(at)].slice(from);
          const commitOf = (number: number): number => commits[number % commits.length] ?? 0;
          const later = blame(lines, from + 1, commitOf);
          const odder = `${later}\n${added[0] ?? ''}`;
          for (const one of [later, odder]) {
            const found = repeat(one, read);
            if (found === undefined) continue;
            offered++;
            expect(restored(found.sent, read)).toBe(one);
          }
        },
      ),
    );
    expect(offered).toBeGreaterThan(50);
  });
});
