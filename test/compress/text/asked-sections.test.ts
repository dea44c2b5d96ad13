import { describe, expect, it } from 'vitest';
import { raiseAskedSections } from '../../../src/compress/text/asked-sections.ts';
import { readBlocks } from '../../../src/compress/text/read-blocks.ts';
import { contextFor } from '../context-for.ts';

function raised(text: string, question: string): string[] {
  const blocks = readBlocks(text.split('\n'));
  const importance = blocks.map(() => 0);
  raiseAskedSections(blocks, importance, contextFor('prose', { question }));
  return blocks
    .filter((_, index) => (importance[index] ?? 0) > 0)
    .map((block) => block.text.trim());
}

const MANUAL = `WHISTLE TONES

       0   All is well.

       3   The lid is off.

POURING

${'       Pour slowly, and not all at once, for it is hot.\n\n'.repeat(60)}
FILES

       ~/.kettle
`;

describe('raiseAskedSections', () => {
  it('raises a short section of which the question has half the words', () => {
    expect(raised(MANUAL, 'What do the whistles of a kettle tell the brewer at night?')).toEqual(
      expect.arrayContaining(['0   All is well.', '3   The lid is off.']),
    );
  });

  it('raises no other section, and none that is too long to stay whole', () => {
    expect(raised(MANUAL, 'How is pouring done with a kettle, and a cup?')).toEqual([]);
  });

  it('raises nothing where many headings hold the word', () => {
    const text = [1, 2, 3, 4, 5].map((at) => `CUP ${at}\n\n     Clay ${at}.\n`).join('\n');
    expect(raised(text, 'Which cup is made of glass or stone?')).toEqual([]);
  });

  it('raises each of several sections that are asked for at once', () => {
    const names = ['LID', 'SPOUT', 'HANDLE', 'SIEVE', 'COSY', 'STAND', 'WICK'];
    const text = names
      .map((name) => `${name}\n\n     Made of clay, no ${name.length}.\n`)
      .join('\n');
    const question = 'What is known of lid, spout, handle, sieve, cosy and stand?';
    expect(raised(text, question)).toHaveLength(6);
  });

  it('raises the begin of a section that is spelled out, however long it is', () => {
    expect(
      raised(MANUAL, 'What is said under `POURING` of the kettle and hot cups?').length,
    ).toBeGreaterThan(5);
  });
});
