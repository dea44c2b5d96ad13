import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { gitShort } from '../../../src/compress/diff/git-short.ts';
import { estimateTokens } from '../../../src/tokens/estimate.ts';
import { contextFor } from '../context-for.ts';

const CONTEXT = contextFor('diff', { profile: 'lossless', budgetTokens: 0 });

async function folded(text: string): Promise<string | undefined> {
  const short = (await gitShort.compress(text, CONTEXT))?.text;
  if (short !== undefined) expect(gitShort.expand?.(short)).toBe(text);
  return short;
}

function fixture(name: string): string {
  return readFileSync(new URL(`../../fixtures/content/diff/${name}`, import.meta.url), 'utf8');
}

const HASH = '3fce3b5bb0236da2df6d99672afb8a719642eca7';

describe('git-short', () => {
  test('a log: authors, messages and stat rows', async () => {
    const text = [
      `commit ${HASH} (HEAD -> main)`,
      'Author: Ada Moreau <ada@example.com>',
      'Date:   Tue Mar 5 10:00:08 2024 +0100',
      '',
      '    Trim the description',
      '    ',
      '    It ends in a line break.',
      '      - even here',
      '',
      ' lib/a.ts                   |  12 ++++++++----',
      ' lib/{old => new}/longer.ts | 310 ++++++++++++--',
      ' logo.png                   | Bin 0 -> 6 bytes',
      ' 3 files changed, 300 insertions(+), 22 deletions(-)',
      '',
      `commit ${HASH.slice(1)}0`,
      'Merge: 1a2b3c4 5d6e7f8',
      'Author: Ada Moreau <ada@example.com>',
      'Date:   Mon Mar 4 10:00:08 2024 +0100',
      '',
      '    One entry point',
      '',
    ].join('\n');
    expect(await folded(text)).toBe(
      [
        '[git, shortened; no Author: the one above]',
        `commit ${HASH} (HEAD -> main)`,
        'Author: Ada Moreau <ada@example.com>',
        'Date: Tue Mar 5 10:00:08 2024 +0100',
        '',
        'Trim the description',
        '',
        'It ends in a line break.',
        '      - even here',
        '',
        ' lib/a.ts +8 -4',
        ' lib/{old => new}/longer.ts | 310 ++++++++++++--',
        ' logo.png | Bin 0 -> 6 bytes',
        ' 3 files changed, 300 insertions(+), 22 deletions(-)',
        '',
        `commit ${HASH.slice(1)}0`,
        'Merge: 1a2b3c4 5d6e7f8',
        'Date: Mon Mar 4 10:00:08 2024 +0100',
        '',
        'One entry point',
        '',
      ].join('\n'),
    );
  });

  test('a diff: file names once', async () => {
    const text = [
      'diff --git a/lib/option.ts b/lib/option.ts',
      'index 8e70a80..1f4ff59 100644',
      '--- a/lib/option.ts',
      '+++ b/lib/option.ts',
      '@@ -1,2 +1,2 @@',
      '--- a/not/a/header',
      '+++ b/not/a/header',
      ' x',
      'diff --git a/new.ts b/new.ts',
      'new file mode 100644',
      'index 0000000..1f4ff59',
      '--- /dev/null',
      '+++ b/new.ts',
      '@@ -0,0 +1 @@',
      '+y',
      'diff --git a/my file b/my file',
      'index 8e70a80..1f4ff59 100644',
      '--- a/my file\t',
      '+++ b/my file\t',
      '@@ -1 +1 @@',
      '-x',
      '+y',
      '',
    ].join('\n');
    const short = await folded(text);
    expect(short).toContain('index 8e70a80..1f4ff59 100644\n@@ -1,2 +1,2 @@\n--- a/not/a/header\n');
    expect(short).toContain('index 0000000..1f4ff59\n@@ -0,0 +1 @@\n');
    expect(short).toContain('--- a/my file\t\n');
  });

  test.each([
    'git-diff.txt',
    'git-log-patch.txt',
    'git-log-stat.txt',
    'git-show.txt',
    'git-diff-stat.txt',
  ])('%s comes back byte for byte', async (name) => {
    const short = await folded(fixture(name));
    expect(estimateTokens(short ?? '')).toBeLessThan(estimateTokens(fixture(name)));
  });

  test.each([
    ['no output of git', 'some\ntext\n'],
    ['our own notation', '[git, shortened]\n lib/a.ts +8 -4\n lib/b.ts +8 -4\n'],
    ['nothing', ''],
  ])('%s: left alone', async (_what, text) => {
    expect(await folded(text)).toBeUndefined();
  });

  test('any log comes back', async () => {
    const message = fc.array(
      fc.constantFrom(
        'Fix it',
        '',
        '  - a list',
        'commit abc1234 broke it',
        ' a.ts +3',
        '@@ x',
        'Author: nobody',
      ),
      { minLength: 1, maxLength: 5 },
    );
    const stat = fc.array(
      fc.record({
        path: fc.constantFrom('a.ts', 'lib/b c.ts', '.../deep/d.ts', 'e +3', '{f => g}/h.ts'),
        added: fc.nat(30),
        removed: fc.nat(30),
      }),
      { maxLength: 4 },
    );
    const commit = fc.record({
      author: fc.constantFrom('Ada Moreau <ada@example.com>', 'Jun Ito <jun@example.com>'),
      message,
      stat,
    });
    let count = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(commit, { minLength: 2, maxLength: 6 }), async (commits) => {
        const text = commits
          .map(({ author, message: body, stat: rows }) => {
            const width = Math.max(0, ...rows.map((row) => row.path.length));
            const drawn = rows.map((row) => {
              const total = row.added + row.removed;
              const bar = '+'.repeat(row.added) + '-'.repeat(row.removed);
              return ` ${row.path.padEnd(width)} | ${String(total).padStart(2)}${bar === '' ? '' : ` ${bar}`}`;
            });
            const head = [
              `commit ${HASH}`,
              `Author: ${author}`,
              'Date:   Tue Mar 5 10:00:08 2024 +0100',
            ];
            return [
              ...head,
              '',
              ...`${body.join('\n')}!`.split('\n').map((line) => `    ${line}`),
              '',
              ...drawn,
            ].join('\n');
          })
          .join('\n\n');
        if ((await folded(`${text}\n`)) !== undefined) count++;
      }),
      { numRuns: 300, seed: 4 },
    );
    expect(count).toBeGreaterThan(100);
  });
});
