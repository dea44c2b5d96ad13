import { describe, expect, test } from 'vitest';
import { readDiff } from '../../../src/compress/diff/read-diff.ts';
import { renderHunks } from '../../../src/compress/diff/render-hunks.ts';

function headsOf(hunks: readonly string[], shown: RegExp): readonly string[] {
  const lines = ['diff --git a/pot.ts b/pot.ts', ...hunks];
  const [file] = readDiff(lines)[0]?.files ?? [];
  if (file === undefined) throw new Error('no file');
  return renderHunks(lines, file, (line) => shown.test(lines[line] ?? '')).filter((line) =>
    line.startsWith('@@'),
  );
}

describe('the head of a hunk of which only one side is shown', () => {
  const hunk = ['@@ -10,4 +20,5 @@ fill()', ' lid', '-cup', '+jug', '+mug', ' tea', ' pot'];

  test('names the line in front, as git does for a side without lines', () => {
    expect(headsOf(hunk, /^\+/)).toEqual(['@@ -11,0 +21,2 @@ fill()']);
    expect(headsOf(hunk, /^-/)).toEqual(['@@ -11 +20,0 @@ fill()']);
  });

  test('reads such heads, and those of files that are new or gone', () => {
    const bare = ['@@ -10,0 +21,2 @@', '+jug', '+mug', '@@ -30,2 +40,0 @@', '-cup', '-lid'];
    expect(headsOf(bare, /mug|lid/)).toEqual(['@@ -10,0 +22 @@', '@@ -31 +40,0 @@']);
    expect(headsOf(['@@ -0,0 +1,2 @@', '+jug', '+mug'], /mug/)).toEqual(['@@ -0,0 +2 @@']);
    expect(headsOf(['@@ -1,2 +0,0 @@', '-jug', '-mug'], /mug/)).toEqual(['@@ -2 +0,0 @@']);
  });
});

describe('a file without git above it', () => {
  test('has the name that is not that of no file, and shows it', () => {
    const lines = ['--- /dev/null', '+++ b/src/pot.ts', '@@ -0,0 +1 @@', '+pot', '--- a/lid.ts'];
    const text = [...lines, '+++ /dev/null', '@@ -1 +0,0 @@', '-lid'];
    const files = readDiff(text)[0]?.files ?? [];
    expect(files.map(({ path }) => path)).toEqual(['b/src/pot.ts', 'a/lid.ts']);
    expect(files.map(({ facts }) => facts)).toEqual([[1], []]);
  });
});
