import { describe, expect, it } from 'vitest';
import { closeFences } from '../../../src/compress/text/close-fences.ts';
import { readBlocks } from '../../../src/compress/text/read-blocks.ts';

const TEXT =
  'Boil.\n```\nkettle on\nkettle off\n```\nPour.\n\n~~~sh\npour\n~~~\nDrink.\n```\ndrink';

function shown(lines: readonly string[]): readonly string[] {
  const blocks = readBlocks(TEXT.split('\n'));
  const kept = new Set(blocks.flatMap(({ text }, at) => (lines.includes(text) ? [at] : [])));
  return [...closeFences(blocks, kept)].map((at) => blocks[at]?.text ?? '');
}

describe('closeFences', () => {
  it('puts code that is shown between both fences', () => {
    expect(shown(['Boil.', 'kettle off', 'Drink.'])).toEqual([
      'Boil.',
      '```',
      'kettle off',
      '```',
      'Drink.',
    ]);
  });

  it('shows no fences with nothing between them', () => {
    expect(shown(['~~~sh', '~~~', 'Drink.'])).toEqual(['Drink.']);
  });

  it('opens a fence that is never closed', () => {
    expect(shown(['drink'])).toEqual(['```', 'drink']);
  });
});
