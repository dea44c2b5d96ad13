import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { blame } from '../../../src/compress/diff/blame.ts';
import { estimateTokens } from '../../../src/tokens/estimate.ts';
import { contextFor } from '../context-for.ts';

const CONTEXT = contextFor('diff', { profile: 'lossless', budgetTokens: 0 });

async function folded(text: string): Promise<string | undefined> {
  const short = (await blame.compress(text, CONTEXT))?.text;
  if (short !== undefined) expect(blame.expand?.(short)).toBe(text);
  return short;
}

function fixture(name: string): string {
  return readFileSync(new URL(`../../fixtures/content/diff/${name}`, import.meta.url), 'utf8');
}

describe('blame', () => {
  test('who and when once, the hash alone later', async () => {
    const text = [
      '^1a2b3c4 old.ts (Ada Moreau 2024-03-04 09:12:33 +0100  8) import a;',
      '^1a2b3c4 old.ts (Ada Moreau 2024-03-04 09:12:33 +0100  9) ',
      'f00ba12d new.ts (Jun (Ito)  2024-05-02 08:01:59 +0200 10) call(1);',
      '^1a2b3c4 old.ts (Ada Moreau 2024-03-04 09:12:33 +0100 11) }',
      '',
    ].join('\n');
    expect(await folded(text)).toBe(
      [
        '^1a2b3c4 old.ts (Ada Moreau 2024-03-04 09:12:33 +0100)',
        '8\timport a;',
        '',
        'f00ba12d new.ts (Jun (Ito) 2024-05-02 08:01:59 +0200)',
        '10\tcall(1);',
        '^1a2b3c4',
        '11\t}',
        '',
      ].join('\n'),
    );
  });

  test.each(['git-blame.txt', 'git-blame-renamed.txt'])('%s, whole and in parts', async (name) => {
    const text = fixture(name);
    const short = await folded(text);
    expect(estimateTokens(short ?? '')).toBeLessThan(estimateTokens(text) * 0.5);
    const lines = text.split('\n');
    for (const [from, to] of [
      [0, 9],
      [5, 30],
      [12, 19],
    ] as const)
      expect(await folded(lines.slice(from, to).join('\n'))).toBeDefined();
  });

  test.each([
    ['no blame', 'a\nb\nc\nd\ne\n'],
    ['our own notation', '^1a2b3c4\n8\timport a;\n'],
    ['nothing', ''],
  ])('%s: left alone', async (_what, text) => {
    expect(await folded(text)).toBeUndefined();
  });

  test('any blame comes back', async () => {
    const commit = fc.constantFrom(
      { commit: '1a2b3c4d', who: 'Ada Moreau', date: '2024-03-04 09:12:33 +0100' },
      { commit: 'ffffffff', who: '<jun@example.com>', date: '2024-05-02 08:01:59 +0200' },
      { commit: '00000000', who: 'Not Committed Yet', date: '2024-05-03 08:01:59 +0200' },
    );
    const code = fc.constantFrom(
      'x = 1',
      '',
      '}',
      '  ',
      '12\ty',
      '1a2b3c4d',
      'ffffffff (a 2024-03-04)',
    );
    const line = fc.record({ commit, code, skips: fc.nat(1) });
    let count = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.array(line, { minLength: 5, maxLength: 30 }),
        fc.integer({ min: 16, max: 20 }),
        async (rows, width) => {
          let number = 95;
          const lines = rows.map((row) => {
            number += 1 + row.skips;
            const { commit: hash, who, date } = row.commit;
            return `${hash} (${who.padEnd(width)} ${date} ${String(number).padStart(4)}) ${row.code}`;
          });
          if ((await folded(lines.join('\n'))) !== undefined) count++;
        },
      ),
      { numRuns: 200, seed: 9 },
    );
    expect(count).toBeGreaterThan(120);
  });
});
