import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readBlocks } from '../../../src/compress/text/read-blocks.ts';

function blocksOf(text: string) {
  return readBlocks(text.split('\n'));
}

describe('readBlocks', () => {
  it('begins a block where a bracket opens, and puts under it what is indented', () => {
    const blocks = blocksOf('DROP POT `p`;\nCREATE POT `p` (\n  lid INT,\n  spout INT\n) OF CLAY;');
    expect(blocks.map(({ from, parent }) => [from, parent])).toEqual([
      [1, undefined],
      [2, undefined],
      [3, 1],
      [5, undefined],
    ]);
  });

  it('takes rows of encoded bytes for one block', () => {
    const hex = '    9d:7e:62:22:da:de:18:27:0b\n';
    const base64 = `${'Qz3kV9/a'.repeat(8)}\n`;
    const blocks = blocksOf(`Key:\n${hex.repeat(40)}Seal:\n${base64.repeat(30)}end`);
    expect(
      blocks.filter(({ kind }) => kind === 'encoded').map(({ from, to }) => to - from + 1),
    ).toEqual([40, 30]);
  });

  it('takes numbered rows for no settings', () => {
    const kinds = blocksOf('  12: 0000 LEAF GREEN\n  200b: 74 02 pour\nport: 80').map(
      ({ kind }) => kind,
    );
    expect(kinds).toEqual(['row', 'row', 'setting']);
  });

  it('puts text under its heading, and deeper headings under higher ones', () => {
    const blocks = blocksOf('# A\n\none\n\n## B\n\ntwo\n\n# C\n\nthree');
    const parentText = (text: string) => {
      const block = blocks.find((one) => one.text === text);
      return blocks[block?.parent ?? -1]?.text;
    };
    expect(parentText('one')).toBe('# A');
    expect(parentText('two')).toBe('## B');
    expect(parentText('## B')).toBe('# A');
    expect(parentText('three')).toBe('# C');
    expect(parentText('# C')).toBeUndefined();
  });

  it('puts an explanation under its term', () => {
    const blocks = blocksOf('OPTIONS\n       -q, --quiet\n              Do not beep.');
    expect(blocks.map(({ parent }) => parent)).toEqual([undefined, 0, 1]);
  });

  it('takes the date that stands alone below a heading for a part of it', () => {
    const blocks = blocksOf(
      '2.1\n===\n\n:release-date: 2026-03-01\n\nText.\n\n2.0\n===\nReleased May 3, 2024\n\n1.0\n===\nOn 2020-01-02 we began to pour.',
    );
    const headings = blocks.filter(({ kind }) => kind === 'heading');
    expect(headings.map(({ from, to }) => [from, to])).toEqual([
      [1, 4],
      [8, 10],
      [12, 13],
    ]);
  });

  it('takes a tab for the blanks up to its stop', () => {
    const blocks = blocksOf('OPTIONS\n       -q, --quiet\n\t      Do not beep.\n       -b');
    expect(blocks.map(({ parent }) => parent)).toEqual([undefined, 0, 1, 0]);
  });

  it('keeps the lines of a paragraph and of an item together', () => {
    const blocks = blocksOf('one\ntwo\n\n- item\n  goes on\n- next');
    expect(blocks.map(({ from, to }) => [from, to])).toEqual([
      [1, 2],
      [3, 3],
      [4, 5],
      [6, 6],
    ]);
  });

  it('cuts a long paragraph behind its first sentence', () => {
    const blocks = blocksOf(`It boils\nwater.  It also${'\ncan beep and so on'.repeat(4)}`);
    expect(blocks.map(({ from, to }) => [from, to])).toEqual([
      [1, 2],
      [3, 6],
    ]);
  });

  it('takes settings one by one, switched off ones too', () => {
    const blocks = blocksOf('# why\n# so\n#\n# port-range 80\nport 80\nname = tea');
    expect(blocks.map(({ kind }) => kind).slice(-3)).toEqual(['off', 'setting', 'setting']);
  });

  it('takes fenced lines for code, headings in them too', () => {
    const blocks = blocksOf('text\n\n```\n# no heading\n```\nmore');
    expect(blocks.find(({ text }) => text === '# no heading')?.kind).toBe('code');
  });

  it('loses no line, and parents come first', () => {
    const line = fc.constantFrom(
      '# A',
      'text',
      '  deep',
      '- x',
      '',
      'K = 1',
      '```',
      '===',
      '| a |',
      '\t',
    );
    fc.assert(
      fc.property(fc.array(line, { minLength: 1, maxLength: 60 }), (lines) => {
        const blocks = readBlocks(lines);
        expect(blocks.map(({ text }) => text).join('\n')).toBe(lines.join('\n'));
        blocks.forEach(({ parent = -1, from }, index) => {
          expect(parent).toBeLessThan(index);
          expect(from).toBe((blocks[index - 1]?.to ?? 0) + 1);
        });
      }),
      { numRuns: 300, seed: 3 },
    );
  });
});
