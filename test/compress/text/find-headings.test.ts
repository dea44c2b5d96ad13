import { describe, expect, it } from 'vitest';
import { headingFinder } from '../../../src/compress/text/find-headings.ts';

function levels(text: string): (number | undefined)[] {
  const lines = text.split('\n');
  const findHeading = headingFinder(lines);
  return lines.map((_, index) => findHeading(index)?.level);
}

const STANZAS =
  'Pot name: clay\nLitres: 2\nLid: yes\n\nPot name: glass\nLitres: 1\n\nPot name: iron\nLitres: 9\nNote: heavy\n';

describe('headingFinder', () => {
  it('takes the line that all stanzas begin with for their name', () => {
    const found = levels(STANZAS);
    expect(
      found.map((level, index) => (level === undefined ? -1 : index)).filter((at) => at >= 0),
    ).toEqual([0, 4, 7]);
  });

  it('takes no long number for the number of a section', () => {
    expect(levels('0000000000002020 <boil@kettle>\n\ntext')[0]).toBeUndefined();
  });

  it.each([
    ['# Title\n\ntext here\nand there\nmore\nstill', 1],
    ['### Deep\n\ntext here\nand there\nmore\nstill', 3],
    ['Title\n=====\n\ntext', 1],
    ['Part\n----\n\ntext', 2],
    ['EXIT STATUS\n       0 when warm', 1],
    ['3.2 Ports of the kettle\n\ntext', 3],
    ['[network]\nport = 1', 2],
    ['How to boil:\n\ntext', 6],
    ['Entries of .leaf.old at 12:\n\ntext', 6],
  ])('%j', (text, level) => {
    expect(levels(text)[0]).toBe(level);
  });

  it('tells levels by which sign comes first where other signs are drawn than usual', () => {
    const heading = (text: string, sign: string): string =>
      `${text}\n${sign.repeat(text.length)}\n\ntext\n\n`;
    const text = [
      heading('Kettle', '='),
      heading('From 3 to 4', '+'),
      heading('Lids', '*'),
      heading('From 2 to 3', '+'),
      heading('Spout', '~'),
    ].join('');
    expect(levels(text).filter((level) => level !== undefined)).toEqual([1, 2, 3, 2, 4]);
  });

  it('takes a line of signs that is no longer than a word for none', () => {
    expect(levels('Some longer words\n***\n\ntext')[0]).toBeUndefined();
  });

  it('takes comments for comments where most lines are, but sees their banners', () => {
    const text = '# a comment\nport 80\n# another\n# and another\n\n##### NETWORK #####';
    expect(levels(text)).toEqual([undefined, undefined, undefined, undefined, undefined, 1]);
  });

  it.each([['Plain sentence here.'], ['    # indented'], ['--- a/file'], ['x'], ['']])(
    'none in: %j',
    (text) => {
      expect(levels(text)).toEqual([undefined]);
    },
  );
});
