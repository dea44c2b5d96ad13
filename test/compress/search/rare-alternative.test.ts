import { describe, expect, it } from 'vitest';
import { rareAlternatives } from '../../../src/compress/search/rare-alternative.ts';

const TEXTS = [
  ...Array.from({ length: 40 }, (_, at) => `kettle ${at}`),
  'boil!("leaf")',
  'kettle and SPILL',
];

function rare(input: Readonly<Record<string, unknown>>): readonly string[] {
  const marks = rareAlternatives(TEXTS, input);
  return TEXTS.filter((_, at) => marks[at] === true);
}

describe('rareAlternatives', () => {
  it.each([
    { pattern: 'SPILL|kettle|boil!' },
    { command: 'git grep -n "SPILL\\|kettle\\|boil!"' },
    { command: "cd tea && rg -n '\\bSPILL\\b|kettle|boil!\\(' ." },
  ])('finds the hits of alternatives that few have: %s', (input) => {
    expect(rare(input)).toEqual(['boil!("leaf")', 'kettle and SPILL']);
  });

  it.each([
    undefined,
    { pattern: 'kettle' },
    { pattern: 'kett.*|bo+il' },
    { command: 'ls "SPILL|kettle|boil!"' },
  ])('says nothing of other searches: %s', (input) => {
    expect(rare(input ?? {})).toEqual([]);
  });

  it('an alternative of many hits is not rare', () => {
    expect(rare({ pattern: 'kettle|cup' })).toEqual([]);
  });
});
