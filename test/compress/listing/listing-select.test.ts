import { describe, expect, test } from 'vitest';
import type { Compressed } from '../../../src/compress/compressor.ts';
import { listingSelect } from '../../../src/compress/listing/listing-select.ts';
import { estimateTokens } from '../../../src/tokens/estimate.ts';
import { contextFor } from '../context-for.ts';

async function select(
  text: string,
  budgetTokens: number,
  question?: string,
): Promise<Compressed | undefined> {
  const context = contextFor('listing', { budgetTokens, question });
  return listingSelect.compress(text, context);
}

/** 12 packages with 3 folders of 20 files each. */
const PATHS = Array.from({ length: 12 }, (_, pack) => [
  `packages/pack${pack}/package.json`,
  ...['src', 'test', 'docs'].flatMap((folder) =>
    Array.from(
      { length: 20 },
      (__, file) =>
        `packages/pack${pack}/${folder}/part-${file}.${folder === 'docs' ? 'md' : 'ts'}`,
    ),
  ),
]).flat();
const TEXT = `${PATHS.join('\n')}\n`;

describe('a tree', () => {
  test('is shown by folder, without its drawing', async () => {
    const files = Array.from({ length: 60 }, (_, at) => `│   ├── part-${at}.ts`);
    const lines = ['app', '├── src', ...files, '│   └── kettle', '│       └── boil.ts', '└── docs'];
    const all = [...lines, ...files.map((line) => line.replace('│  ', '   '))];
    const text = (await select(all.join('\n'), 160, 'Where is boil in the kettle?'))?.text ?? '';
    expect(text).toMatch(/^\[124 entries in 4 folders\]\n/);
    expect(text).toMatch(/^app\/src\/kettle\/ boil\.ts$/m);
    expect(text).not.toMatch(/[├└│]/);
  });

  test('with sizes: they stand behind the names, folders are not named by them, the total stays', async () => {
    const files = Array.from({ length: 130 }, (_, at) => `│   ├── [${at + 100}]  part-${at}.ts`);
    const lines = [
      '[4.0K]  app',
      '├── [4.0K]  src',
      ...files,
      '│   └── [ 78K]  boil.ts',
      '└── [ 12K]  README.md',
    ];
    const total = '1 directory, 132 files';
    const text =
      (await select([...lines, '', total, ''].join('\n'), 160, 'How large is boil?'))?.text ?? '';
    expect(text).toMatch(/^app\/src\/ .*\bboil\.ts\(78K\)/m);
    expect(text).toMatch(/^app\/ .*README\.md\(12K\)/m);
    expect(text).toContain(`${total}\n`);
  });
});

describe('sizes', () => {
  test('the largest files stay', async () => {
    const folder = (at: number): string => {
      const sizes = Array.from({ length: 20 }, (_, file) =>
        at === 4 && file === 13 ? 48_123 : 300 + file,
      );
      const files = sizes.map(
        (size, file) =>
          `-rw-r--r-- 1 tea tea ${String(size).padStart(5)} May  2 10:20 part-${file}.ts`,
      );
      return [`kettle/p${at}:`, 'total 80', ...files, ''].join('\n');
    };
    const text = Array.from({ length: 8 }, (_, at) => folder(at)).join('\n');
    expect((await select(text, 200))?.text).toContain('part-13.ts(48123)');
  });
});

describe('counts per file', () => {
  test('those with the most stay', async () => {
    const counted = Array.from(
      { length: 200 },
      (_, at) => `src/part${at % 9}/t${at}.py:${at === 77 ? 910 : at % 4}`,
    );
    const text = (await select(counted.join('\n'), 300))?.text ?? '';
    expect(text).toContain('t77.py:910');
  });
});

describe('listing-select', () => {
  test('stays within its budget and counts what it does not show', async () => {
    const selected = await select(TEXT, 600);
    expect(estimateTokens(selected?.text ?? '')).toBeLessThan(700);
    expect(selected?.text).toMatch(/^\[732 entries in 48 folders\]\n/);
    const counted = [...(selected?.text.matchAll(/… ([^\]]*)\]/g) ?? [])]
      .flatMap(([, counts = '']) => [...counts.replace(/in \d+ folders/, '').matchAll(/\d+/g)])
      .reduce((sum, [count]) => sum + Number(count), 0);
    const lost = (selected?.lost ?? []).reduce((sum, { from, to }) => sum + to - from + 1, 0);
    expect(counted).toBe(lost);
    expect(lost).toBeGreaterThan(600);
  });

  test('lost lines are those that are not shown', async () => {
    const selected = await select(TEXT, 600);
    const lost = new Set(
      (selected?.lost ?? []).flatMap(({ from, to }) => PATHS.slice(from - 1, to)),
    );
    for (const path of PATHS) {
      const cut = path.lastIndexOf('/') + 1;
      const line = selected?.text
        .split('\n')
        .find((other) => other.startsWith(`${path.slice(0, cut)} `));
      expect(line?.split(' ').includes(path.slice(cut)) === true, path).toBe(!lost.has(path));
    }
  });

  test('what the question names stays', async () => {
    const odd = TEXT.replace(
      'packages/pack7/src/part-13.ts',
      'packages/pack7/src/token-refresh.ts',
    );
    const selected = await select(
      odd,
      500,
      'where is the code for the token refresh of the login?',
    );
    expect(selected?.text).toMatch(/^packages\/pack7\/src\/ .*\btoken-refresh\.ts/m);
  });

  describe('ls -lR', () => {
    const LONG = Array.from({ length: 8 }, (_, block) =>
      [
        `./dir${block}:`,
        'total 80',
        ...Array.from(
          { length: 20 },
          (__, file) => `-rw-r--r-- 1 ada staff ${1000 + file} Mar  4 09:12 f${block}-${file}.ts`,
        ),
      ].join('\n'),
    ).join('\n\n');

    test('sizes stay with their names', async () => {
      const selected = await select(LONG, 300, 'how large are files f3-11.ts and f3-12.ts?');
      expect(selected?.text).toMatch(/^\.\/dir3\/ .*\bf3-11\.ts\(1011\)/m);
    });

    test.each([
      ['when was the file f3-11.ts changed?', 'size date', '1011 Mar 4 09:12'],
      [
        'is f3-11.ts executable, and who owns it?',
        'size rights owner',
        '1011 -rw-r--r-- ada:staff',
      ],
      ['how large is the file f3-11.ts?', 'size', '1011'],
    ])('%s', async (question, names, columns) => {
      const text = (await select(LONG, 300, question))?.text ?? '';
      expect(text).toMatch(
        new RegExp(`^\\[160 entries in 8 folders, name\\(${names}\\) of each\\]`),
      );
      expect(text).toContain(`f3-11.ts(${columns})`);
    });
  });

  test('a heading between entries that are left out is left out with them', async () => {
    const crates = Array.from({ length: 150 }, (_, at) => `│   ├── cup-${at} v1.${at}.0`);
    crates.splice(75, 0, '│   [build-dependencies]');
    const selected = await select(['kitchen v0.1.0', ...crates].join('\n'), 100);
    expect(selected?.text).not.toContain('[build-dependencies]');
    const heading = crates.indexOf('│   [build-dependencies]') + 2;
    expect(selected?.lost?.some(({ from, to }) => from <= heading && heading <= to)).toBe(true);
  });

  test('tree: what it counts at the end stays', async () => {
    const files = Array.from({ length: 150 }, (_, at) => `├── [ ${at}K]  cup-${at}.ts`);
    const total = '  7.1M used in 1 directory, 151 files';
    const tree = ['kitchen', ...files, '└── [  2K]  lid.ts', '', total].join('\n');
    expect((await select(tree, 100))?.text).toContain(total);
  });

  test('short listings are left to the exact form', async () => {
    expect(await select('a\nb\nc\n', 1)).toBeUndefined();
  });
});
