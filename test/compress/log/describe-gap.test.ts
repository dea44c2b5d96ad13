import { describe, expect, it } from 'vitest';
import { describeGap } from '../../../src/compress/log/describe-gap.ts';
import { readLines } from '../../../src/compress/log/lines/read-lines.ts';
import { readLog } from '../../../src/compress/log/weigh/read-log.ts';
import { logSelect } from '../../../src/compress/log/log-select.ts';
import { contextFor } from '../context-for.ts';

const NONE: ReadonlySet<number> = new Set();

function gapOf(lines: readonly string[], named = NONE): string | undefined {
  const log = readLog(readLines(lines.join('\n')));
  return describeGap(log, { start: 0, end: lines.length }, named);
}

describe('describeGap', () => {
  it('counts a report with its details once', () => {
    const report = [
      'Traceback (most recent call last):',
      '  File "shop/cart.py", line 3, in add',
      '    raise ValueError("n")',
      'ValueError: n is an error',
    ];
    expect(gapOf(report)).toBe('1 error');
    const native = ['error[E0308]: mismatched types', ' --> src/cart.rs:3:5', '  |', '3 |     err'];
    expect(gapOf([...native, '', ...native])).toBe('2 errors');
    expect(gapOf(['E   assert 4 == 5', 'E    +  where 4 = add()'])).toBe('1 error');
  });

  it('takes a finding for as bad as it says', () => {
    expect(gapOf(['a.ts(3,4): error TS2532: It is bad.'])).toBe('1 error at a.ts:3');
    expect(gapOf(['a.py:3: warning: this fails'])).toBe('1 warning at a.py:3');
    expect(gapOf(['a.py:3: AssertionError: 4 != 5'])).toBe('1 error at a.py:3');
    for (const finding of [
      'a.py:3:4: W0718: Catching too general exception Exception (broad-exception-caught)',
      'a.py:3:4: TRY003 Avoid long messages outside the exception class',
      'a.py:3:4: consider raising an error here',
    ])
      expect(gapOf([finding])).toBeUndefined();
  });

  it('counts no line that only goes on behind a level', () => {
    const lines = [
      '[ERROR] src/Cup.java:[12,5] cannot find symbol',
      '[ERROR]   symbol:   class Lid',
      '[ERROR]   location: class Cup',
      '[ERROR] ',
    ];
    expect(gapOf(lines)).toBe('1 error at Cup.java:12');
  });

  it('has no error in what says itself that it informs', () => {
    expect(gapOf(['10:20:30 [INFO] aborting pipeline to peer'])).toBeUndefined();
  });

  it('says where the few findings are that are named nowhere else', () => {
    const one = 'src/lid/cup.c:3:9: warning: it leaks';
    const other = 'src/lid/cup.c:12:1: warning: it drips';
    expect(gapOf([one, other])).toBe('2 warnings at cup.c:3,12');
    expect(gapOf([one, other], new Set([0]))).toBe('2 warnings, at cup.c:12 too');
    expect(gapOf([one, other, 'x.c:1: error: no cup', 'y.c:1: error: no lid'])).toBe(
      '2 errors, 2 warnings',
    );
  });

  it('is silent where all reports are named elsewhere, else it counts all of them', () => {
    const lines = ['a.c:3: error: it is bad', 'b.c:4: error: it is bad', 'c.c:5: error: no cup'];
    expect(gapOf(lines, new Set([0, 1, 2]))).toBeUndefined();
    expect(gapOf(lines, new Set([0, 1]))).toBe('3 errors, at c.c:5 too');
  });

  it('counts errors whose list of places is cut short or not shown at all', () => {
    const lines = Array.from({ length: 400 }, (_, at) => `src/cup-${at}.c:${at}: error: no lid`);
    const selected = logSelect.compress(lines.join('\n'), contextFor('log', { budgetTokens: 400 }));
    if (selected === undefined || selected instanceof Promise) throw new Error('nothing selected');
    const { text } = selected;
    expect(text).toMatch(/^\[same in src\/: .* and \d+ more\]$/m);
    const gaps = [...text.matchAll(/^\[… (\d+)-(\d+): (\d+) errors\]$/gm)];
    expect(gaps.length).toBeGreaterThan(0);
    for (const [, from, to, errors] of gaps)
      expect(Number(errors)).toBe(Number(to) - Number(from) + 1);
  });
});

describe('what went well in a gap', () => {
  it('is counted where much of it did', () => {
    expect(gapOf(Array.from({ length: 9 }, (_, at) => `✓ pours ${at}`))).toBe('9 ok');
  });

  it('is no word worth among other lines', () => {
    const told = Array.from({ length: 30 }, (_, at) => `cup ${at} was poured`);
    const well = ['saved with success', 'poured with success', 'sent with success'];
    expect(gapOf([...told, ...well])).toBeUndefined();
  });
});
