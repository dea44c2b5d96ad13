import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Compressed, CompressContext } from '../../../src/compress/compressor.ts';
import { detectKind } from '../../../src/compress/detect.ts';
import { endOfDiff } from '../../../src/compress/diff/after-diff.ts';
import { blameSelect } from '../../../src/compress/diff/blame-select.ts';
import { diffSelect } from '../../../src/compress/diff/diff-select.ts';
import { originOf } from '../../../src/compress/origin/origin-of-call.ts';
import { sliceOf } from '../../../src/ccr/slice/slice.ts';
import { estimateTokens } from '../../../src/tokens/estimate.ts';
import { contextFor } from '../context-for.ts';
import { anyDiff } from './generate-diff.ts';

function within(budgetTokens: number, question?: string): CompressContext {
  return contextFor('diff', { budgetTokens, question });
}

async function select(text: string, budget: number, question?: string): Promise<Compressed> {
  const selected = await diffSelect.compress(text, within(budget, question));
  expect(selected).toBeDefined();
  return selected ?? { text: '' };
}

function fixture(name: string): string {
  return readFileSync(new URL(`../../fixtures/content/diff/${name}`, import.meta.url), 'utf8');
}

const DIFF = fixture('git-diff.txt');

interface ShownHunk {
  readonly head: RegExpExecArray;
  readonly lines: readonly string[];
}

function hunksOf(text: string): readonly ShownHunk[] {
  const hunks: { head: RegExpExecArray; lines: string[] }[] = [];
  for (const line of text.split('\n')) {
    const head = /^@@ -(\d+)(?:,(\d+))? \+(\d+)(?:,(\d+))? @@/.exec(line);
    if (head !== null) hunks.push({ head, lines: [] });
    else if (/^diff --git/.test(line))
      hunks.push({ head: /^/.exec('') as RegExpExecArray, lines: [] });
    else hunks.at(-1)?.lines.push(line);
  }
  return hunks.filter(({ head }) => head[0] !== '');
}

describe('logs of commits', () => {
  test('keeps the total below the files of each commit, whatever was asked for', async () => {
    const log = Array.from({ length: 14 }, (_, at) => [
      `commit ${(at * 7919 + 1_000_003).toString(16).repeat(8).slice(0, 40)}`,
      'Author: Tea <tea@example.org>',
      'Date:   Sun May 4 10:20:30 2031 +0000',
      '',
      `    pour round ${at}`,
      '',
      ...Array.from({ length: 12 }, (_, file) => ` kettle/spout${file}.go | ${file + 3} +++`),
      ` ${at + 12} files changed, ${at * 31 + 7} insertions(+)`,
      '',
    ]);
    const { text } = await select(
      log.flat().join('\n'),
      900,
      'what became of kettle spout go files?',
    );
    for (let at = 0; at < 14; at++) expect(text).toContain(`${at + 12} files changed`);
  });

  test('the files below commits of one line are of a diff', () => {
    const log = Array.from({ length: 5 }, (_, at) => [
      `a${at}f3c2${at} pour round ${at}`,
      'M\tkettle/spout.go',
      'A\tcup.go',
    ]);
    expect(detectKind(log.flat().join('\n'), originOf())).toBe('diff');
  });

  test('the hash of a commit that was asked for is written out, others are short', async () => {
    const topics = ['kettle', 'saucer', 'spoon', 'lid', 'handle', 'spout', 'base', 'filter'];
    const hash = (at: number): string =>
      (at * 7919 + 1_000_003).toString(16).repeat(8).slice(0, 40);
    const log = topics.map((topic, at) =>
      [
        `commit ${hash(at)}`,
        'Author: A B <a@example.com>',
        `Date:   Mon May ${at + 1} 10:00:00 2023 +0000`,
        '',
        `    v1.${at}`,
        '',
        ...Array.from({ length: 9 }, (_, line) => `    - ${topic} part ${line} is now lighter`),
        '',
        ...Array.from({ length: 9 }, (_, row) => ` src/${topic}/part${row}.c | 1 +`),
      ].join('\n'),
    );
    const question = 'Which commit made the spoon lighter (hash), and in what version is it?';
    const { text } = await select(`${log.join('\n\n')}\n`, 240, question);
    expect(text).toContain(`commit ${hash(2)} v1.2`);
    expect(text).toContain(`\n${hash(4).slice(0, 12)} v1.4`);
  });
});

describe('diffs', () => {
  test('what a project needs is shown before the changes of its sources', async () => {
    const change = (path: string, pairs: readonly (readonly [string, string])[]): string =>
      [
        `diff --git a/${path} b/${path}`,
        `--- a/${path}`,
        `+++ b/${path}`,
        ...pairs.flatMap(([before, after], at) => [
          `@@ -${at * 20 + 1} +${at * 20 + 1} @@`,
          `-${before}`,
          `+${after}`,
        ]),
      ].join('\n');
    const name = (at: number): string => 'abcdefghijklmnop'.charAt(at % 16).repeat(3 + (at % 5));
    const sources = Array.from({ length: 40 }, (_, at): [string, string] => [
      `  boil(${name(at)});`,
      `  const ${name(at)} = boil(${name(at + 1)}, lid);`,
    ]);
    const about: [string, string] = ['  "files": ["lid"],', '  "files": ["lid", "cup"],'];
    const needs: [string, string] = ['    "kettle": "2.1.0",', '    "kettle": "3.0.1",'];
    const text = `${change('src/boil.ts', sources)}\n${change('package.json', [about, needs])}\n`;
    const { text: short } = await select(text, estimateTokens(text) / 5);
    expect(short).toContain('"kettle": "3.0.1"');
  });

  test('stay near the budget; every file is named', async () => {
    const { text } = await select(DIFF, 500);
    expect(estimateTokens(text)).toBeLessThan(620);
    for (const [, path = ''] of DIFF.matchAll(/^diff --git a\/(\S+)/gm))
      expect(text).toContain(path.split('/').at(-1));
  });

  test('heads are right for what is shown', async () => {
    // Every added line of the original with its number in the new file.
    const numbers = new Map<string, number[]>();
    for (const { head, lines } of hunksOf(DIFF)) {
      let at = Number(head[3]);
      for (const line of lines) {
        if (line.startsWith('+')) numbers.set(line, [...(numbers.get(line) ?? []), at]);
        if (/^[+ ]/.test(line)) at++;
      }
    }
    let checked = 0;
    for (const budget of [250, 400, 700, 1_200]) {
      for (const { head, lines } of hunksOf((await select(DIFF, budget)).text)) {
        const body = lines.filter((line) => /^[+\- ]/.test(line));
        const firstAdded = body.findIndex((line) => line.startsWith('+'));
        if (firstAdded >= 0 && !lines.slice(0, firstAdded).some((line) => line.includes('…'))) {
          const before = body.slice(0, firstAdded).filter((line) => line.startsWith(' ')).length;
          expect(numbers.get(body[firstAdded] ?? '')).toContain(Number(head[3]) + before);
          checked++;
        }
        const end = lines.findIndex((line) => !/^[+\- \\]/.test(line));
        if (end >= 0 && /^(?:…|\[… \+\d+ -\d+\])$/.test(lines[end] ?? '')) continue;
        expect(body.filter((line) => !line.startsWith('+'))).toHaveLength(Number(head[2] ?? 1));
        expect(body.filter((line) => !line.startsWith('-'))).toHaveLength(Number(head[4] ?? 1));
      }
    }
    expect(checked).toBeGreaterThan(8);
  });

  test('counts account for every change', async () => {
    const { text } = await select(DIFF, 400);
    const shown = text.split('\n').filter((line) => /^[+-]/.test(line)).length;
    const marked = [...text.matchAll(/[[(](?:… )?\+(\d+) -(\d+)/g)].reduce(
      (sum, [, added, removed]) => sum + Number(added) + Number(removed),
      0,
    );
    const all = hunksOf(DIFF).flatMap(({ lines }) =>
      lines.filter((line) => /^[+-]/.test(line) && !/^(?:---|\+\+\+) /.test(line)),
    );
    expect(shown + marked).toBe(all.length);
  });

  test('a question finds its lines; a declaration comes with its comment', async () => {
    const { text } = await select(
      DIFF,
      420,
      'what does the new reset method of an option do to its default?',
    );
    expect(text).toContain('+   * Forget the default.\n');
    expect(text).toMatch(/^\+ {2}reset\(\) \{$/m);
  });

  test('a value comes with what it became', async () => {
    const names = ['cart', 'stock', 'price', 'order', 'login'];
    const bump = (sign: string, minor: number): readonly string[] =>
      names.map((name, at) => `${sign}\tshop.test/${name} v0.${minor + at}.0`);
    const padding = Array.from({ length: 30 }, (_, at) => ` line ${at}`);
    const block = [...bump('-', 11), ...bump('+', 22)];
    const hunk = ['@@ -1,35 +1,35 @@', ...padding, ...block];
    const diff = ['diff --git a/go.mod b/go.mod', ...hunk, ''].join('\n');
    for (const budget of [60, 90, 120]) {
      const { text } = await select(diff, budget);
      for (const [at, name] of names.entries()) {
        const isOldShown = text.includes(`-\tshop.test/${name} v0.${11 + at}.0`);
        expect(text.includes(`+\tshop.test/${name} v0.${22 + at}.0`)).toBe(isOldShown);
      }
    }
  });

  test('what a tool wrote gives way', async () => {
    const { text } = await select(DIFF, 900);
    expect(text).toMatch(/package-lock\.json\(\+\d+ -\d+ generated\)/);
    expect(text).toContain('SOURCES');
  });

  test('hunks that change blanks only are not shown', async () => {
    const blanks = Array.from({ length: 25 }, (_, at) => `-\tcall(${at});\n+  call(${at});`).join(
      '\n',
    );
    const diff = `diff --git a/a.ts b/a.ts\n@@ -1,25 +1,25 @@\n${blanks}\n@@ -40,21 +40,22 @@ class A {\n${Array.from({ length: 21 }, (_, at) => ` line ${at}`).join('\n')}\n+  real(change);\n`;
    const { text } = await select(diff, 60);
    expect(text).toContain('+  real(change);');
    expect(text).not.toContain('call(');
    expect(text).toContain('[… +25 -25 more]');
  });

  test('a file that is asked for by name is shown', async () => {
    const { text } = await select(
      DIFF,
      260,
      'is anything changed in the file lib/suggestSimilar.js here',
    );
    expect(text).toContain('diff --git a/lib/suggestSimilar.js b/lib/suggestSimilar.js');
  });

  test('lost lines are those that are not shown', async () => {
    const { text, lost } = await select(DIFF, 400);
    const lines = DIFF.split('\n');
    const gone = new Set((lost ?? []).flatMap(({ from, to }) => lines.slice(from - 1, to)));
    for (const line of lines) {
      if (!/^[+-](?![+-])/.test(line) || gone.has(line)) continue;
      expect(text).toContain(line);
    }
    expect(gone.size).toBeGreaterThan(40);
  });
});

describe('any diff', () => {
  const runs = { seed: 11, numRuns: 120 };

  /** Lines that the heads above them say again, or that are not chosen one by one. */
  const REPEATED = /^(?:index |--- |\+\+\+ |@@ |diff --git |$)/;

  test.each(['\n', '\r\n'])('every line is shown or said to be missing (%j)', async (end) => {
    await fc.assert(
      fc.asyncProperty(anyDiff(end), fc.constantFrom(0, 60, 200), async (diff, budget) => {
        const selected = await diffSelect.compress(diff, within(budget, 'what is the limit?'));
        if (selected === undefined) return;
        const shown = selected.text.split('\n');
        const missing = new Set(
          (selected.lost ?? []).flatMap(({ from, to }) =>
            Array.from({ length: to - from + 1 }, (_, at) => from + at),
          ),
        );
        const left = diff.split('\n').filter((_, at) => !missing.has(at + 1));
        for (const line of left) if (!REPEATED.test(line)) expect(shown).toContain(line);
      }),
      runs,
    );
  });

  test('every file is named', async () => {
    await fc.assert(
      fc.asyncProperty(anyDiff(), async (diff) => {
        const selected = await diffSelect.compress(diff, within(0));
        if (selected === undefined) return;
        for (const [, path = ''] of diff.matchAll(/^diff --git a\/(\d.*) b\/\d/gm)) {
          const name = path.split('/').at(-1) ?? '';
          const folder = path.slice(0, path.length - name.length);
          expect(selected.text.includes(path) || selected.text.includes(`${folder} ${name}(`)).toBe(
            true,
          );
        }
      }),
      runs,
    );
  });

  test('heads count what stands below them', async () => {
    await fc.assert(
      fc.asyncProperty(anyDiff(), fc.constantFrom(40, 150, 400), async (diff, budget) => {
        const selected = await diffSelect.compress(diff, within(budget));
        for (const { head, lines } of hunksOf(selected?.text ?? '')) {
          const end = lines.findIndex((line) => !/^[-+ \\]/.test(line));
          // A gap inside is counted by the head, too.
          if (end >= 0 && /^(?:…|\[… \+\d+ -\d+\])$/.test(lines[end] ?? '')) continue;
          const body = end < 0 ? lines : lines.slice(0, end);
          expect(body.filter((line) => !line.startsWith('+'))).toHaveLength(Number(head[2] ?? 1));
          expect(body.filter((line) => !line.startsWith('-'))).toHaveLength(Number(head[4] ?? 1));
        }
      }),
      runs,
    );
  });

  test('what is missing can be retrieved line by line', async () => {
    const { lost } = await select(DIFF, 400);
    const lines = DIFF.split('\n');
    for (const { from, to, unit } of lost ?? []) {
      const sliced = sliceOf(DIFF, { [`${unit}s`]: `${from}-${to}` });
      expect(sliced.ok && sliced.slice.pieces.map(({ text }) => text).join('')).toBe(
        lines.slice(from - 1, to).join('\n') + '\n',
      );
    }
  });

  test('a merge has a sign for each parent', async () => {
    const lines = Array.from({ length: 40 }, (_, at) => `  call(${at});`);
    const merge = `diff --cc a.ts\nindex 1a,2b..3c\n--- a/a.ts\n+++ b/a.ts\n@@@ -1,41 -1,41 +1,42 @@@\n${lines.join('\n')}\n ++export const limit = 4;\n`;
    const { text } = await select(merge.replace(' ++', '++'), 130);
    expect(text).toContain('++export const limit = 4;');
    expect(text).toContain('@@@ -1,41 -1,41 +1,42 @@@');
  });

  test('a long summary names every file', async () => {
    const rows = Array.from(
      { length: 200 },
      (_, at) => ` src/part${at % 9}/module${at}.ts | ${(at % 7) + 1} ${'+'.repeat((at % 7) + 1)}`,
    );
    const stat = [...rows, ' 200 files changed, 790 insertions(+)', ''].join('\n');
    const { text } = await select(stat, 300);
    for (let at = 0; at < 200; at++) expect(text).toContain(`module${at}.ts`);
    expect(text).toContain('200 files changed');
    expect(estimateTokens(text)).toBeLessThan(estimateTokens(stat) * 0.7);
  });
});

describe('logs', () => {
  const hash = (at: number): string => at.toString(16).padStart(4, '0').repeat(10);
  const LOG = Array.from({ length: 40 }, (_, at) =>
    [
      `commit ${hash(at + 4096)}`,
      `Author: ${at % 2 === 0 ? 'Ada Moreau <ada@example.com>' : 'Jun Ito <jun@example.com>'}`,
      `Date:   Tue Mar 5 10:${10 + at}:08 2024 +0100`,
      '',
      `    part ${at}: change the ${at === 23 ? 'timeout of uploads' : `thing number ${at}`}`,
      '    ',
      `    A longer text that explains change ${at}.${at === 23 ? ' Fixes #815.' : ''}`,
      '',
      ` lib/part${at}.ts | 2 +-`,
      ' 1 file changed, 1 insertion(+), 1 deletion(-)',
      '',
    ].join('\n'),
  ).join('\n');

  test('every commit keeps its subject; the one asked for its details', async () => {
    const { text } = await select(
      LOG,
      1_500,
      'which commit changed the timeout of uploads, who wrote it?',
    );
    for (let at = 0; at < 40; at++) expect(text).toContain(`part ${at}: change the`);
    expect(text).toContain('Fixes #815.');
    expect(text).toContain(`commit ${hash(4096)}\n`);
    expect(text).toMatch(new RegExp(`^${hash(4096 + 7).slice(0, 12)} part 7: `, 'm'));
  });

  test('a patch as mail is a commit as well', async () => {
    const mails = Array.from(
      { length: 40 },
      (_, at) =>
        `From ${hash(at + 4096)} Mon Sep 17 00:00:00 2001\nFrom: Ada Moreau <ada@example.com>\n` +
        `Subject: [PATCH ${at + 1}/40] Change thing ${at}\n\n---\n lib/part${at}.ts | 2 +-\n\n` +
        `diff --git a/lib/part${at}.ts b/lib/part${at}.ts\n--- a/lib/part${at}.ts\n+++ b/lib/part${at}.ts\n` +
        `@@ -1,2 +1,2 @@\n cup\n-pot ${at}\n+jug ${at}\n`,
    ).join('');
    const { text } = await select(mails, 1_400);
    expect(text).toContain(hash(4096 + 7).slice(0, 12));
    expect(text).toContain('[PATCH 8/40]');
  });

  test('too many commits are counted', async () => {
    const { text } = await select(
      LOG,
      300,
      'which commit changed the timeout of uploads, who wrote it?',
    );
    const shown = text.split('\n').filter((line) => /part \d+: /.test(line)).length;
    const counted = [...text.matchAll(/\[… (\d+) commits\]/g)].reduce(
      (sum, [, count]) => sum + Number(count),
      0,
    );
    expect(shown + counted).toBe(40);
    expect(text).toContain('timeout of uploads');
  });
});

describe('blame-select', () => {
  test('the lines asked for, in the notation of blame', async () => {
    const text = fixture('git-blame.txt');
    const question = 'who wrote the line with splitOptionFlags in the constructor?';
    const selected = await blameSelect.compress(text, within(500, question));
    expect(estimateTokens(selected?.text ?? '')).toBeLessThan(700);
    const line = text.split('\n').find((candidate) => candidate.includes('= splitOptionFlags('));
    const [, hash = '', number = ''] = /^(\S+) .* (\d+)\) /.exec(line ?? '') ?? [];
    expect(selected?.text).toMatch(new RegExp(`^${number}\t.*splitOptionFlags\\(`, 'm'));
    expect(selected?.text).toContain(hash);
  });

  test('other texts are left to others', () => {
    expect(blameSelect.compress(DIFF, within(100))).toBeUndefined();
  });
});

describe('what another command printed behind a diff', () => {
  const RUN = [
    '',
    '=== test run ===',
    ...Array.from(
      { length: 160 },
      (_, at) => `poured cup ${at} of green tea, ${(at * 37) % 90} ml`,
    ),
    'not ok 3 - adds the sugar',
    '  AssertionError: 19.9 == 21.3',
    ...Array.from({ length: 160 }, (_, at) => `rinsed cup ${at} with ${(at * 31) % 70} ml`),
    'error: script "test" exited with code 1',
  ].join('\n');
  const text = DIFF + RUN;

  test('is chosen from as a log, its lines told by their numbers in the whole', async () => {
    const { text: short, lost = [] } = await select(text, 1_200);
    for (const said of ['not ok 3 - adds the sugar', '19.9 == 21.3', 'exited with code 1'])
      expect(short).toContain(said);
    expect(short.length).toBeLessThan(text.length / 2);
    const [, from = '0', to = '0'] =
      /^\[… (\d+)-(\d+)\]$/m.exec(short.slice(short.indexOf('test run'))) ?? [];
    expect(text.split('\n')[Number(from) - 1]).toMatch(/^poured cup/);
    expect(Number(to)).toBeGreaterThan(Number(from));
    expect(lost.at(-1)?.to).toBeGreaterThan(DIFF.split('\n').length + 200);
  });

  test('is no part of a diff that ends with a binary file, or of a log of commits', async () => {
    const { text: short } = await select(
      `${DIFF}diff --git a/x b/x\nBinary files a/x and b/x differ\n`,
      600,
    );
    expect(short).toContain('x');
    expect(
      endOfDiff([
        '@@ -1 +1 @@',
        '-a',
        '+b',
        '',
        `commit ${'ab12'.repeat(10)}`,
        'Author: T',
        '',
        '    x',
      ]),
    ).toBeUndefined();
    expect(endOfDiff(['@@ -1 +1 @@', '-a', '+b', 'ok 1', 'ok 2', 'ok 3'])).toBe(3);
  });
});
