import { describe, expect, it } from 'vitest';
import { sliceOf } from '../../../src/ccr/slice/slice.ts';

const TEXT = 'INFO start\r\nERROR (E42) disk full\nINFO a.b[0] done\n\nerror: late\n';

function grep(pattern: string, text = TEXT): { text: string; note: string | undefined } {
  const result = sliceOf(text, { grep: pattern });
  if (!result.ok) throw new Error(result.message);
  const { pieces, note } = result.slice;
  return { text: pieces.map((piece) => piece.text).join(''), note };
}

describe('grep', () => {
  it.each([
    ['ERROR', '2\tERROR (E42) disk full\n'],
    ['^INFO', '1\tINFO start\n3\tINFO a.b[0] done\n'],
    ['start$', '1\tINFO start\n'],
    ['(?i)error', '2\tERROR (E42) disk full\n5\terror: late\n'],
    ['^$', '4\t\n'],
    ['E\\d+', '2\tERROR (E42) disk full\n'],
  ])('%s', (pattern, expected) =>
    expect(grep(pattern)).toEqual({ text: expected, note: undefined }),
  );

  it.each([
    ['(E42', '2\tERROR (E42) disk full\n'],
    ['(E42)', '2\tERROR (E42) disk full\n'],
    ['a.b[0]', '3\tINFO a.b[0] done\n'],
    ['(?i)INFO A.B[0]', '3\tINFO a.b[0] done\n'],
  ])('takes %j as plain text when it means nothing else', (pattern, expected) => {
    expect(grep(pattern).text).toBe(expected);
  });

  it('says so', () => {
    expect(grep('(E42').note).toBe('The pattern was taken as plain text.');
    expect(grep('nowhere')).toEqual({ text: '', note: 'No line matches.' });
  });

  it('finds what stands far into a long line, and shows what is around it', () => {
    const line = `${'x'.repeat(50_000)}needle ${'y'.repeat(30_000)}needle${'z'.repeat(9_000)}`;
    const { text } = grep('needle', `first\n${line}\n`);
    expect(text.startsWith('2\t…xxx')).toBe(true);
    expect(text.match(/needle/g)).toHaveLength(2);
    expect(text.length).toBeLessThan(1_000);
    expect(text.endsWith('z…\n')).toBe(true);
  });

  it('shows two hundred characters on both sides, and what is near in one piece', () => {
    const x = 'x'.repeat(1_000);
    expect(grep('needle', `${x}needle${x}`).text).toBe(
      `1\t…${x.slice(-200)}needle${x.slice(-200)}…\n`,
    );
    const near = `needle${x.slice(-300)}needle`;
    expect(grep('needle', `${near}${x}${x}`).text).toBe(`1\t${near}${x.slice(-200)}…\n`);
    expect(grep('needle', `${x}${x}${near}`).text).toBe(`1\t…${x.slice(-200)}${near}\n`);
    expect(grep('needle', `${near}${x}${x}${near}`).text).toBe(
      `1\t${near}${x.slice(-200)} … ${x.slice(-200)}${near}\n`,
    );
  });

  it('shows every place where a pattern without a width fits', () => {
    const x = 'x'.repeat(2_000);
    const { text } = grep('(?=needle)', `${x}needle 1${x}needle 2${x}`);
    expect(text).toMatch(/needle 1.*needle 2/);
  });

  it('shows a bounded number of places in a long line', () => {
    const { text } = grep('a', `${'a'.repeat(5_000)}`);
    expect(text.length).toBeLessThan(1_000);
    expect(grep('$', 'b'.repeat(5_000)).text.length).toBeLessThan(1_000);
  });

  it.each(['', 'x'.repeat(201)])('refuses a pattern of %j', (pattern) => {
    expect(sliceOf(TEXT, { grep: pattern })).toMatchObject({ ok: false });
  });

  it.each(['^(a+)+$', '(a|a)*$', '^(\\w+\\s?)*$', '(.*)(.*)(.*)(.*)(.*)z'])(
    'stops a pattern that would never end: %s',
    (pattern) => {
      const result = sliceOf(`${'a'.repeat(5_000)}!\n`.repeat(3), { grep: pattern });
      expect(result).toMatchObject({ ok: false, message: 'This pattern takes too long here.' });
    },
  );
});
