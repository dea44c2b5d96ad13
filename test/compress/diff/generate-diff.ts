// Diffs of any shape: files with hunks of context, removed and added lines, in any of the notations of git.
import fc from 'fast-check';

const WORDS = fc.constantFrom(
  'const limit = 4;',
  '  return total;',
  'export function sum(values) {',
  '}',
  '',
  '// why it is so',
  '-- a comment of SQL',
  '++ counter',
  '@@ no head @@',
  'diff --git like a head',
  '日本語の行',
);

const CHANGE = fc.record({
  before: fc.array(WORDS, { maxLength: 3 }),
  removed: fc.array(WORDS, { maxLength: 4 }),
  added: fc.array(WORDS, { maxLength: 4 }),
});

const HUNK = fc.record({
  start: fc.integer({ min: 1, max: 900 }),
  section: fc.constantFrom('', ' class A {', ' def f(x):'),
  changes: fc.array(CHANGE, { minLength: 1, maxLength: 3 }),
});

const FILE = fc.record({
  path: fc.constantFrom('src/a.ts', 'b/b.go', 'package-lock.json', 'with blank/é.md', 'Makefile'),
  hunks: fc.array(HUNK, { minLength: 1, maxLength: 4 }),
});

type Hunk = typeof HUNK extends fc.Arbitrary<infer T> ? T : never;

/** A diff of some files, ended by `end` (a line end). */
export function anyDiff(end = '\n'): fc.Arbitrary<string> {
  return fc.array(FILE, { minLength: 1, maxLength: 6 }).map((files) =>
    files
      .flatMap(({ path, hunks }, index) => [
        `diff --git a/${index}/${path} b/${index}/${path}`,
        `index ${(index + 4_096).toString(16)}abc..${(index + 8_192).toString(16)}def 100644`,
        `--- a/${index}/${path}`,
        `+++ b/${index}/${path}`,
        ...hunks.flatMap(printHunk),
      ])
      .map((line) => line + end)
      .join(''),
  );
}

function printHunk({ start, section, changes }: Hunk): string[] {
  const lines = changes.flatMap(({ before, removed, added }) => [
    ...before.map((line) => ` ${line}`),
    ...removed.map((line) => `-${line}`),
    ...added.map((line) => `+${line}`),
  ]);
  const old = lines.filter((line) => !line.startsWith('+')).length;
  const fresh = lines.filter((line) => !line.startsWith('-')).length;
  return [`@@ -${start},${old} +${start},${fresh} @@${section}`, ...lines];
}
