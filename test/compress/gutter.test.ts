import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { gutter } from '../../src/compress/gutter.ts';
import { estimateTokens } from '../../src/tokens/estimate.ts';
import { contextFor } from './context-for.ts';

const CONTEXT = contextFor('code', { profile: 'lossless', budgetTokens: 0 });

async function narrow(text: string): Promise<string | undefined> {
  return (await gutter.compress(text, CONTEXT))?.text;
}

function widen(text: string): string | undefined {
  return gutter.expand?.(text);
}

function fixture(name: string): string {
  return readFileSync(new URL(`../fixtures/content/code/${name}`, import.meta.url), 'utf8');
}

/** A file as a read tool shows it. */
function numbered(lines: readonly string[], from = 1, separator = '→', width = 6): string {
  return lines.map((line, at) => String(from + at).padStart(width) + separator + line).join('\n');
}

describe('gutter', () => {
  test('numbers stay on lines that say something', async () => {
    const lines = [
      'import a',
      '',
      'function f() {',
      '  return [',
      '    1,',
      '  ];',
      '}',
      '',
      'f();',
    ];
    expect(await narrow(numbered(lines))).toBe(
      '     1→import a\n\n3\tfunction f() {\n4\t  return [\n5\t    1,\n  ];\n}\n\n9\tf();',
    );
  });

  test('the last line of a run has its number, so what follows is not counted', async () => {
    const read = `${numbered(['a', 'b', 'c', 'd', '}', ''], 96)}\n\n<system-reminder>\nNote\n</system-reminder>\n`;
    const short = await narrow(read);
    expect(short).toBe(
      '    96→a\n97\tb\n98\tc\n99\td\n}\n101\t\n\n<system-reminder>\nNote\n</system-reminder>\n',
    );
    expect(widen(short ?? '')).toBe(read);
  });

  test('hits of one file jump', async () => {
    const padded = '    12:one\n    57:two\n    58:}\n   103:three';
    expect(await narrow(padded)).toBe('    12:one\n57\ttwo\n58\t}\n103\tthree');
  });

  test('several files, each with its own numbers', async () => {
    const text = `a.ts\n${numbered(['x', '', 'y', 'z'])}\nb.ts\n${numbered(['u', '}', 'v'])}`;
    expect(await narrow(text)).toBe('a.ts\n     1→x\n\n3\ty\n4\tz\nb.ts\n     1→u\n}\n3\tv');
  });

  test.each([
    ['a tail that looks like our notation', `${numbered(['a', 'b', 'c'])}\n4\tx`],
    ['mostly other lines', `${numbered(['a', 'b'])}\nw\nx\ny\nz\nu\nv`],
    ['no numbers', 'a\nb\n\nc\n'],
    ['numbers that do not follow each other', '   7→a\n   9→b\n   8→c\n'],
    ['nothing', ''],
  ])('%s: left alone', async (_what, text) => {
    expect(await narrow(text)).toBeUndefined();
  });

  test.each([
    ['read.txt', 0.8],
    ['read-range.txt', 0.8],
    ['read-colon.txt', 0.97],
    ['cat-n.txt', 0.9],
    ['nl.txt', 0.9],
    ['nl-blank-lines-bare.txt', 0.98],
  ])('%s comes back byte for byte', async (name, share) => {
    const text = fixture(name);
    const short = await narrow(text);
    expect(short).toBeDefined();
    expect(widen(short ?? '')).toBe(text);
    expect(estimateTokens(short ?? '')).toBeLessThan(estimateTokens(text) * share);
  });

  test('any file in any gutter comes back', async () => {
    const line = fc.constantFrom(
      '',
      '}',
      '  });',
      'text',
      '  x = 1',
      '7\tseven',
      '3:x',
      '\t',
      ' ',
      'é\r',
    );
    const other = fc.constantFrom('', '}', 'Note: x', '--', '9\tnine', '<tail>');
    const part = fc.record({
      before: fc.array(other, { maxLength: 2 }),
      lines: fc.array(line, { minLength: 2, maxLength: 12 }),
      from: fc.integer({ min: 1, max: 1200 }),
      separator: fc.constantFrom('→', '\t', ': ', ':', '| ', ' │ '),
      width: fc.constantFrom(1, 4, 6),
      // Positions whose number is missing.
      bare: fc.array(fc.nat(11), { maxLength: 2 }),
    });
    let narrowed = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(part, { minLength: 1, maxLength: 3 }), async (parts) => {
        const text = parts
          .flatMap(({ before, lines, from, separator, width, bare }) => [
            ...before,
            ...numbered(lines, from, separator, width)
              .split('\n')
              .map((shown, at) => (bare.includes(at) ? (lines[at] ?? '') : shown)),
          ])
          .join('\n');
        const short = await narrow(text);
        if (short === undefined) return;
        narrowed++;
        expect(widen(short)).toBe(text);
        expect(short.length).toBeLessThan(text.length);
      }),
      { numRuns: 400, seed: 11 },
    );
    // Refusing everything would pass the property, too.
    expect(narrowed).toBeGreaterThan(200);
  });
});
