import { readFileSync, readdirSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { listing } from '../../../src/compress/listing/listing.ts';
import { estimateTokens } from '../../../src/tokens/estimate.ts';
import { contextFor } from '../context-for.ts';

const FIXTURES = new URL('../../fixtures/content/listing/', import.meta.url);
const CONTEXT = contextFor('listing', { profile: 'lossless', budgetTokens: 0 });

async function folded(text: string): Promise<string | undefined> {
  const short = (await listing.compress(text, CONTEXT))?.text;
  if (short !== undefined) expect(listing.expand?.(short)).toBe(text);
  return short;
}

describe('paths', () => {
  test('one line per folder, in the order given', async () => {
    expect(await folded('src/a.ts\nsrc/b.ts\nsrc/x/c.ts\nsrc/d.ts\nREADME.md\nLICENSE\n')).toBe(
      'src/ a.ts b.ts\nsrc/x/c.ts\nsrc/d.ts\nREADME.md LICENSE\n',
    );
  });

  test.each([
    [
      'blanks and quotes',
      'src/b c.ts\nsrc/d.ts\nsrc/"e".ts\n',
      'src/ "b c.ts" d.ts "\\"e\\".ts"\n',
    ],
    ['a folder with a blank', 'my dir/a\nmy dir/b\nmy dir/c\n', '"my dir/" a b c\n'],
    ['a lone path with a blank', 'src/b\nsrc/c\nd/e f\ng/h\n', 'src/ b c\n"d/e f"\ng/h\n'],
    ['folders', 'src/a/\nsrc/b/\nsrc/c/\n', 'src/ a/ b/ c/\n'],
    ['Windows', 'src\\a.ts\nsrc\\b.ts\nsrc\\c.ts\n', 'src\\ a.ts b.ts c.ts\n'],
    ['our own notation', 'src/ a b\nsrc/c\nsrc/d\n', 'src/ " a b" c d\n'],
    ['counts', 'src/a.ts:3\nsrc/b.ts:12\n', 'src/ a.ts:3 b.ts:12\n'],
    ['headings and blanks of ls -R', './x:\na\nb\n\n./y:\nd\ne\n', './x:\na b\n\n./y:\nd e\n'],
  ])('%s', async (_what, text, expected) => {
    expect(await folded(text)).toBe(expected);
  });

  test('a long common root is stated once', async () => {
    const root = '/home/ada/projects/tool/packages/core';
    const paths = ['src/a.ts', 'test/a.ts', 'src/b.ts', 'test/b.ts', 'src/c.ts', 'src/d.ts'];
    const text = `${paths.map((path) => `${root}/${path}`).join('\n')}\n(more not shown)\n`;
    expect(await folded(text)).toBe(
      `[paths in ${root}/]\nsrc/a.ts\ntest/a.ts\nsrc/b.ts\ntest/b.ts\nsrc/ c.ts d.ts\n\t(more not shown)\n`,
    );
  });
});

describe('ls -l', () => {
  const text = [
    'total 24',
    'drwxr-xr-x 4 ada staff 4096 Mar  4 09:12 .',
    'drwxr-xr-x 9 ada staff 4096 Mar  4 09:12 ..',
    '-rw-r--r-- 1 ada staff  310 Mar  4 09:12 a.ts',
    '-rw-r--r-- 1 ada staff   12 Nov 30  2023 b c.ts',
    '-rw-r--r-- 1 ada staff 9120 Mar  4 09:12 d.ts',
    '-rwxr-xr-x 2 ada staff 1120 Mar  4 09:12 run.sh',
    'lrwxrwxrwx 1 ada staff    4 Mar  4 09:12 e -> d.ts',
    '',
  ].join('\n');

  test('what is usual is said once', async () => {
    expect(await folded(text)).toBe(
      [
        '[ls -l, unless stated: -rw-r--r-- 1 ada staff Mar  4 09:12; d: drwxr-xr-x 4 ada staff 4096; x: -rwxr-xr-x 2 ada staff 1120; l: lrwxrwxrwx 1 ada staff 4]',
        'total 24',
        'd .',
        'd:9 ..',
        '310 a.ts',
        '12 Nov 30  2023 b c.ts',
        '9120 d.ts',
        'x run.sh',
        'l e -> d.ts',
        '',
      ].join('\n'),
    );
  });

  test('a part of a listing says how wide the whole was', async () => {
    const part = text
      .split('\n')
      .filter((line) => / [a-e] ?.*\.ts$/.test(line))
      .map((line) => line.replace(/ (\d+) ([MN])/, '    $1 $2'));
    expect(await folded([...part, ...part.slice(0, 1)].join('\n'))).toContain('\nwidths 1 3 5 ');
  });
});

test('tree: blanks for branches, leaves on one line', async () => {
  const text =
    '.\n├── LICENSE\n├── a file\n├── src\n│   ├── a.ts\n│   ├── sub\n│   │   └── b.ts\n│   └── z\n└── test\n    └── a.ts\n\n2 directories, 5 files\n';
  expect(await folded(text)).toBe(
    '[tree "│   " "├── " "└── "]\n.\n LICENSE "a file"\n src\n  a.ts\n  sub\n   b.ts\n  z\n test\n  a.ts\n\n2 directories, 5 files\n',
  );
});

test('tree: one that was cut off says so', async () => {
  const lines = ['src'];
  const leaves = [...'abcdefgh'].map((name) => `${name}.ts`).join(' ');
  for (const [folder, last] of [
    ['kettle', '└'],
    ['pot', '├'],
  ]) {
    const branches = [...'abcdefgh'].map((name) => (name === 'h' ? last : '├'));
    lines.push(`├── ${folder}`);
    lines.push(...branches.map((branch, at) => `│\u00a0\u00a0 ${branch}── ${'abcdefgh'[at]}.ts`));
  }
  expect(await folded(lines.join('\n'))).toBe(
    `[tree "│\u00a0\u00a0 " "├── " "└── "] cut off, more at depth 1 2\nsrc\n kettle\n  ${leaves}\n pot\n  ${leaves}`,
  );
});

test.each(readdirSync(FIXTURES))('%s comes back byte for byte', async (name) => {
  const text = readFileSync(new URL(name, FIXTURES), 'utf8');
  const short = await folded(text);
  expect(short).toBeDefined();
  expect(estimateTokens(short ?? '')).toBeLessThan(estimateTokens(text));
});

test.each([
  ['names that need too many quotes', 'a b\nc d\n'],
  ['nothing to fold', 'a/b.ts\n'],
  ['nothing', ''],
])('%s: left alone', async (_what, text) => {
  expect(await folded(text)).toBeUndefined();
});

describe('any listing comes back', () => {
  const name = fc.oneof(
    { weight: 24, arbitrary: fc.constantFrom('a', 'b.ts', 'long-name.test.ts', 'é', 'h/', '12') },
    { weight: 1, arbitrary: fc.constantFrom('c d', '"e"', 'f:', ' g', 'a -> b', '\t', '') },
  );
  const folder = fc.constantFrom('', 'src/', '/r/s/t/', '/r/s/t/u/', 'my dir/', 'C:\\x\\');
  const paths = fc
    .array(fc.tuple(folder, name), { minLength: 4, maxLength: 24 })
    .map((parts) => parts.map((part) => part.join('')).toSorted());

  const rights = fc.constantFrom('-rw-r--r--', 'drwxr-xr-x', '-rwxr-xr-x+');
  const row = fc.record({
    rights,
    links: fc.nat(12),
    size: fc.nat(50_000),
    day: fc.integer({ min: 1, max: 2 }),
    name,
  });
  const long = fc
    .tuple(fc.array(row, { minLength: 4, maxLength: 16 }), fc.nat(2))
    .map(([rows, extra]) => {
      const linksWidth = Math.max(...rows.map((entry) => String(entry.links).length));
      const sizeWidth = Math.max(...rows.map((entry) => String(entry.size).length)) + extra;
      return rows.map(
        (entry) =>
          `${entry.rights} ${String(entry.links).padStart(linksWidth)} ada staff ${String(entry.size).padStart(sizeWidth)} Mar  ${entry.day} 09:12 ${entry.name}`,
      );
    });

  interface Node {
    readonly name: string;
    readonly children: readonly Node[];
  }
  const withChildren = (child: fc.Arbitrary<Node>): fc.Arbitrary<Node> =>
    fc.record({ name, children: fc.array(child, { maxLength: 3 }) });
  const leaf = fc.record({ name, children: fc.constant([]) });
  const node = withChildren(withChildren(leaf));
  const drawn = (nodes: readonly Node[], indent = ''): string[] =>
    nodes.flatMap((child, index) => {
      const isLast = index === nodes.length - 1;
      return [
        indent + (isLast ? '└── ' : '├── ') + child.name,
        ...drawn(child.children, indent + (isLast ? '    ' : '│   ')),
      ];
    });
  const tree = fc
    .array(node, { minLength: 3, maxLength: 6 })
    .map((nodes) => ['.', ...drawn(nodes)]);

  const other = fc.constantFrom(
    '',
    'total 8',
    './x:',
    '(more)',
    '[tree',
    'widths 1 2 3 4',
    '3 files',
  );
  test.each([
    ['paths', paths],
    ['long', long],
    ['tree', tree],
  ] as const)('%s', async (_what, listings) => {
    let count = 0;
    await fc.assert(
      fc.asyncProperty(listings, fc.option(other), fc.nat(24), async (rows, odd, at) => {
        const cut = at > 22 ? rows.slice(0, -2) : rows;
        const lines = odd === null ? cut : cut.toSpliced(at, 0, odd);
        if ((await folded(`${lines.join('\n')}\n`)) !== undefined) count++;
      }),
      { numRuns: 200, seed: 5 },
    );
    // Refusing everything would pass, too.
    expect(count).toBeGreaterThan(80);
  });
});
