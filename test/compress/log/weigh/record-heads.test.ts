import { describe, expect, it } from 'vitest';
import { readLines } from '../../../../src/compress/log/lines/read-lines.ts';
import { readLog } from '../../../../src/compress/log/weigh/read-log.ts';

function parentsOf(text: string): readonly (number | undefined)[] {
  return readLog(readLines(text)).read.map(({ parent }) => parent);
}

const record = (at: number): string => `cup: ${at}:a${at}f\nguest: number ${at}\n\n    poured\n`;

describe('markRecords', () => {
  it('puts the lines of a record under the line that names it', () => {
    const text = Array.from(
      { length: 9 },
      (_, at) => `cup: ${at}:a${at}f\nguest: ${at}\npoured\n`,
    ).join('\n');
    expect(parentsOf(text).slice(4, 7)).toEqual([undefined, 4, 4]);
  });

  it('leaves paragraphs that begin as they like', () => {
    const text = Array.from({ length: 9 }, (_, at) => record(at)).join('\n');
    expect(parentsOf(text).every((parent) => parent === undefined)).toBe(true);
  });
});

describe('markTimed', () => {
  it('puts a statement under the line with its time', () => {
    const text = [
      '# Time: 310504  6:28:52',
      '# User@Host: tea[tea] @ localhost []',
      '# Query_time: 0.842215  Lock_time: 0.800924  Rows_sent: 0',
      'SET timestamp=1935933732;',
      "update cups set stock=2 where leaf='green';",
      '# User@Host: tea[tea] @ localhost []',
    ].join('\n');
    expect(parentsOf(text)).toEqual([undefined, undefined, undefined, 2, 2, undefined]);
  });
});

describe('records that begin with a time', () => {
  const entry = (at: number, last: string): string =>
    `Poured: 2031-05-04  10:2${at}:00\nGuest: number ${at}\nCups: ${at}\n${last}: green\n`;

  it('are named by the line below it', () => {
    const text = Array.from({ length: 9 }, (_, at) => entry(at, at === 7 ? 'Spilled' : 'Leaf'));
    expect(parentsOf(text.join('\n')).slice(5, 9)).toEqual([undefined, 5, 6, 6]);
  });
});
