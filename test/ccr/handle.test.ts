import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { handleFor, readHandle, textDigest } from '../../src/ccr/handle.ts';

describe('handleFor', () => {
  it('is the beginning of the sha256 of the text', () => {
    const sha256 = createHash('sha256').update('größe\n', 'utf8').digest('hex');
    expect(textDigest('größe\n')).toBe(sha256);
    expect(handleFor('größe\n')).toBe(sha256.slice(0, 12));
  });

  it('tells texts apart that UTF-8 would make equal', () => {
    const texts = ['a\ud800', 'a\ud801', 'a\ufffd', 'a\udc00', '\u{1f600}', '\ude00\ud83d'];
    expect(new Set(texts.map(textDigest)).size).toBe(texts.length);
  });
});

describe('readHandle', () => {
  it.each([
    ['3fa9c01be2d4', '3fa9c01be2d4'],
    ['  3FA9C01BE2D4\n', '3fa9c01be2d4'],
    ['"3fa9c01be2d4"', '3fa9c01be2d4'],
    [
      '[headroom: lines 2-9 left out; source intact via headroom_retrieve 3fa9c01be2d4]',
      '3fa9c01be2d4',
    ],
    [
      '[headroom: same as the earlier result of Bash git show 5b1d0c77e1aa4f20; source intact via headroom_retrieve 3fa9c01be2d4]',
      '3fa9c01be2d4',
    ],
    [
      '[headroom: 9 lines left out (ids 20261129100000); source intact via headroom retrieve 3fa9c01be2d4 --lines 2-9]',
      '3fa9c01be2d4',
    ],
    [
      '[headroom: headroom retrieve 5b1d0c77e1aa is above; source intact via headroom retrieve 3fa9c01be2d4]',
      '3fa9c01be2d4',
    ],
    ['3fa9c0', '3fa9c0'],
    ['(3fa9c01be2)', '3fa9c01be2'],
    ['3fa9c', undefined],
    ['', undefined],
    ['defaced words', undefined],
    ['x3fa9c01be2d4', undefined],
    ['../../etc/passwd', undefined],
  ])('reads %j as %j', (given, handle) => expect(readHandle(given)).toBe(handle));
});
