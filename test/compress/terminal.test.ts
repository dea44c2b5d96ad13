import { readFileSync, readdirSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { CompressContext, ContentKind } from '../../src/compress/compressor.ts';
import { terminal } from '../../src/compress/terminal.ts';
import { estimateTokens } from '../../src/tokens/estimate.ts';
import { contextFor } from './context-for.ts';

const FIXTURES = new URL('../fixtures/content/terminal/', import.meta.url);

function context(kind: ContentKind): CompressContext {
  return contextFor(kind, { profile: 'lossless', budgetTokens: 0 });
}

async function shown(text: string, kind: ContentKind = 'log'): Promise<string> {
  return (await terminal.compress(text, context(kind)))?.text ?? text;
}

describe('terminal', () => {
  test.each([
    ['colours', '\x1b[1;31merror\x1b[0m: \x1b[38;5;12mno\x1b[m\n', 'error: no\n'],
    [
      'a title and a link',
      '\x1b]0;make\x07see \x1b]8;;http://x/y\x1b\\here\x1b]8;;\x1b\\\n',
      'see here\n',
    ],
    ['modes and charsets', '\x1b[?25lwait\x1b[?25h\x1b(B\x1b=\n', 'wait\n'],
    ['a redraw', '10%\r50%\r100%\n', '100%\n'],
    ['a shorter redraw lets the rest stand', 'loading\rdone\n', 'doneing\n'],
    ['unless it was erased', 'loading\r\x1b[Kdone\n', 'done\n'],
    ['or the whole line was', 'loading\x1b[2K\x1b[1Gdone\n', 'done\n'],
    ['a redraw that ends in a return', 'a 10%\ra 99%\r\nnext\n', 'a 99%\r\nnext\n'],
    ['DOS line ends', 'one\r\ntwo\r\n', 'one\r\ntwo\r\n'],
    ['bold', 'N\bNA\bAM\bME\bE\n', 'NAME\n'],
    ['underlined either way', '_\bf_\bi f\b_x\n', 'fi fx\n'],
    ['a snake_case name struck bold', 'a\ba_\b_b\bb\n', 'a_b\n'],
    ['trailing blanks', 'one  \t\ntwo \r\n  three\n', 'one\ntwo\r\n  three\n'],
    ['moves', 'ab\x1b[2Dx\x1b[5Gy\x1b[1Cz\n', 'xb  y z\n'],
    ['pairs of surrogates stay whole', '😀 10%\r😀 99%\n', '😀 99%\n'],
    ['a cut-off sequence', 'text \x1b[3', 'text [3'],
  ])('%s', async (_what, text, expected) => {
    expect(await shown(text)).toBe(expected);
  });

  test('trailing blanks stay where they may mean something', async () => {
    for (const kind of ['diff', 'table', 'code', 'search', 'config', 'json'] as const)
      expect(await shown('a\t\nb  \n', kind)).toBe('a\t\nb  \n');
  });

  test('says nothing when nothing changes', () => {
    expect(terminal.compress('plain\ntext\n', context('log'))).toBeUndefined();
    expect(terminal.compress('dos\r\ntext\r\n', context('text'))).toBeUndefined();
  });

  test.each(readdirSync(FIXTURES))('%s: readable, same number of lines', async (name) => {
    const text = readFileSync(new URL(name, FIXTURES), 'utf8');
    const result = await shown(text);
    expect(result).not.toMatch(/[\x1b\b\x07]|\r(?!\n)/);
    expect(result.split('\n')).toHaveLength(text.split('\n').length);
    expect(estimateTokens(result)).toBeLessThan(estimateTokens(text) * 0.9);
    expect(await shown(result)).toBe(result);
  });

  test('any text: the number of lines stays, and nothing is left to do a second time', async () => {
    const piece = fc.constantFrom(
      'a',
      'word ',
      '\n',
      '\r',
      '\r\n',
      '\b',
      '\x1b[31m',
      '\x1b[K',
      '\x1b[2K',
      '\x1b[3D',
      '\x1b[900C',
      '\x1b]0;t\x07',
      '_',
      '\t',
      '😀',
    );
    await fc.assert(
      fc.asyncProperty(fc.array(piece, { maxLength: 60 }), async (pieces) => {
        const text = pieces.join('');
        const result = await shown(text);
        expect(result.split('\n')).toHaveLength(text.split('\n').length);
        expect(await shown(result)).toBe(result);
      }),
      { numRuns: 300, seed: 7 },
    );
  });
});
