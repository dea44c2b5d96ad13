import fc from 'fast-check';
import { expect, test } from 'vitest';
import { detectKind } from '../../../src/compress/detect.ts';
import { gitStatus } from '../../../src/compress/diff/git-status.ts';
import { estimateTokens } from '../../../src/tokens/estimate.ts';
import { contextFor } from '../context-for.ts';

const CONTEXT = contextFor('diff');

async function compress(text: string): Promise<string | undefined> {
  const short = await gitStatus.compress(text, CONTEXT);
  if (short !== undefined) expect(gitStatus.expand?.(short.text)).toBe(text);
  return short?.text;
}

const FILES = Array.from({ length: 12 }, (_, at) => `src/pipeline/part${at}.ts`);

test('git status: what became of files, by folder', async () => {
  const text = [
    'On branch main',
    'Changes not staged for commit:',
    '  (use "git add/rm <file>..." to update what will be committed)',
    ...FILES.map((file) => `\tmodified:   ${file}`),
    '\tdeleted:    README.md',
    '\trenamed:    a/b.ts -> a/c.ts',
    '',
    'Untracked files:',
    ...FILES.map((file) => `\t${file}.new`),
    '',
  ].join('\n');
  const short = await compress(text);
  expect(short).toContain('\n\tmodified:   src/pipeline/ part0.ts part1.ts');
  expect(short).toContain('\n\tdeleted:    README.md\n\trenamed:    a/b.ts -> a/c.ts\n');
  expect(short).toContain('\n\tsrc/pipeline/ part0.ts.new');
});

test.each([
  ['the short form', (at: number) => ['M ', ' M', '??'][Math.floor(at / 4)] + ' '],
  ['--name-status', (at: number) => (['M', 'A', 'D'][Math.floor(at / 4)] ?? '') + '\t'],
])('%s', async (_, leadFor) => {
  const text = FILES.map((file, at) => `${leadFor(at)}${file}\n`).join('');
  expect(detectKind(text, { use: 'shell', exact: false })).toBe('diff');
  const short = (await compress(text)) ?? '';
  expect(short.split('\n')).toHaveLength(4);
  expect(estimateTokens(short)).toBeLessThan(estimateTokens(text) * 0.8);
});

test('any of them comes back', async () => {
  const lead = fc.constantFrom('\tmodified:   ', '\t', 'M  ', '?? ', 'D\t', 'R100\t');
  const path = fc.constantFrom(
    'a.ts',
    'src/a.ts',
    'src/b c.ts',
    '"q\\303.ts"',
    'x -> y',
    'd/',
    'é/è.ts',
  );
  const row = fc.tuple(lead, path).map((parts) => parts.join(''));
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.oneof(row, row, fc.constantFrom('', 'On branch x', '  (use "git add")')), {
        maxLength: 30,
      }),
      async (lines) => {
        await compress(lines.join('\n'));
      },
    ),
    { seed: 17, numRuns: 200 },
  );
});
