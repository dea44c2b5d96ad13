// `git diff --word-diff`: what changed is marked within the lines, `[-old-]{+new+}`, and no sign stands in front of them.
import type { HunkLine } from './read-diff.ts';

/** Of a line of which a part was changed. */
export const REWORDED = '±';

const MARKED = /\{\+[^]*?\+\}|\[-[^]*?-\]/;
const ADDED = /\{\+([^]*?)\+\}/g;
const REMOVED = /\[-([^]*?)-\]/g;
const SIGNED = /^(?:\+(?!\+\+ )|-(?!-- ))/;
const HUNK = /^@@ -/;
/** What comes behind a hunk; its lines are not counted by their signs. */
const HEAD = /^(?:@@ -|diff --|commit [0-9a-f]{7,64}\b)/;

/** Where marks may stand in a very long line. */
const LONGEST_SEARCHED = 2_000;

function isMarked(line: string): boolean {
  const hasEnd = line.includes('+}') || line.includes('-]');
  return hasEnd && MARKED.test(line.slice(0, LONGEST_SEARCHED));
}

/** Whether the hunks of a diff mark words. */
export function isWordDiff(lines: readonly string[]): boolean {
  return (
    lines.some((line) => HUNK.test(line)) &&
    !lines.some((line) => SIGNED.test(line)) &&
    lines.some(isMarked)
  );
}

/** A line of a hunk, without its marks; undefined for what comes behind the hunk. */
export function readWordLine(line: number, text: string): HunkLine | undefined {
  if (HEAD.test(text)) return undefined;
  if (!isMarked(text)) return { line, sign: ' ', text };
  const searched = text.slice(0, LONGEST_SEARCHED);
  const isAdded = searched.replace(ADDED, '').trim() === '';
  const isRemoved = searched.replace(REMOVED, '').trim() === '';
  const words = searched.replace(ADDED, '$1').replace(REMOVED, isRemoved ? '$1' : '');
  return { line, sign: isAdded ? '+' : isRemoved ? '-' : REWORDED, text: words };
}
