import { describe, expect, it } from 'vitest';
import { findAnchors } from '../../../src/compress/relevance/find-anchors.ts';
import { findDates } from '../../../src/compress/relevance/find-dates.ts';

describe('a date in words', () => {
  it.each([
    'How warm was the water on 3 October 2031?',
    'and on the 3rd of October 2031',
    'since October 3, 2031',
    'on Oct 3 2031, please',
  ])('%s', (question) => {
    expect(findDates(question)).toEqual(
      expect.arrayContaining(['2031-10-03', '2031/10/03', '03/Oct/2031']),
    );
  });

  it('without a year is looked for by month and day', () => {
    expect(findDates('what happened on May 7?')).toEqual(['05-07', '05/07', '07/May']);
  });

  it('is not read into other words', () => {
    expect(findDates('you may 3 times decrease 5 or march 99')).toEqual([]);
  });

  it('is an anchor', () => {
    expect(findAnchors('the reading of 12 June 2030')).toContain('2030-06-12');
  });
});
