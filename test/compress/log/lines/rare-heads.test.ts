import { describe, expect, it } from 'vitest';
import { readLines } from '../../../../src/compress/log/lines/read-lines.ts';

function rareHeadsOf(lines: readonly string[]): number[] {
  return [...readLines(lines.join('\n')).rareHeads].flatMap((isRare, at) => (isRare ? [at] : []));
}

const CREATED = Array.from({ length: 60 }, (_, at) => ` create mode 100644 kitchen/cup-${at}.ts`);

describe('rareHeads', () => {
  it('finds the lines that begin with another word', () => {
    const lines = [...CREATED];
    lines.splice(
      20,
      0,
      ' delete mode 100644 kitchen/lid.ts',
      ' rename kitchen/{pot.ts => jug.ts} (59%)',
    );
    expect(rareHeadsOf(lines)).toEqual([20, 21]);
  });

  it('looks behind values', () => {
    const lines = CREATED.map((_, at) => `${at}.5 poured cup ${at}`);
    lines[33] = '33.5 dropped cup 33';
    expect(rareHeadsOf(lines)).toEqual([33]);
  });

  it('finds none where lines begin as they like, or are few', () => {
    const words = CREATED.map((_, at) => `${'abcdefghij'.repeat(3).slice(at % 27)}xyz cup`);
    expect(rareHeadsOf(words)).toEqual([]);
    expect(rareHeadsOf([...CREATED.slice(0, 9), 'delete mode'])).toEqual([]);
  });
});
