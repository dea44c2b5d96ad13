// The `---` and `+++` lines of a git diff: they say again what `diff --git` and the mode lines above them say.

const DIFF_GIT = /^diff --git a\/(.+) b\/(.+)$/;
/** Lines between `diff --git` and `---`. */
const BETWEEN =
  /^(?:index |old mode |new mode |new file mode |deleted file mode |similarity |dissimilarity |rename |copy )/;
const MOST_BETWEEN = 8;

/** Whether lines `at` and `at + 1` are file lines that `fileLines` gives back. */
export function isDerivable(lines: readonly string[], at: number): boolean {
  if (!lines[at]?.startsWith('--- ') || !lines[at + 2]?.startsWith('@@ ')) return false;
  const derived = fileLines(lines.slice(Math.max(0, at - MOST_BETWEEN - 1), at));
  return derived.length === 2 && derived[0] === lines[at] && derived[1] === lines[at + 1];
}

/** The file lines that belong below these lines; none if the last of them is not the head of a file. */
export function fileLines(above: readonly string[]): readonly string[] {
  let at = above.length - 1;
  let isNew = false;
  let isDeleted = false;
  for (; at >= 0 && above.length - at <= MOST_BETWEEN; at--) {
    const line = above[at] ?? '';
    if (!BETWEEN.test(line)) break;
    if (line.startsWith('new file')) isNew = true;
    if (line.startsWith('deleted file')) isDeleted = true;
  }
  const [, from, to] = DIFF_GIT.exec(above[at] ?? '') ?? [];
  if (from === undefined || to === undefined || at === above.length - 1) return [];
  // With blanks in a path the two names cannot be told apart, and git ends the lines with a tab.
  if (/\s/.test(from + to)) return [];
  return [isNew ? '--- /dev/null' : `--- a/${from}`, isDeleted ? '+++ /dev/null' : `+++ b/${to}`];
}
