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

/** Whether the hunks of a diff mark words. */
export function isWordDiff(lines: readonly string[]): boolean {
  return (
    lines.some((line) => HUNK.test(line)) &&
    !lines.some((line) => SIGNED.test(line)) &&
    lines.some((line) => MARKED.test(line))
  );
}

/** A line of a hunk, without its marks; undefined for what comes behind the hunk. */
export function readWordLine(line: number, text: string): HunkLine | undefined {
  if (HEAD.test(text)) return undefined;
  const isAdded = text.replace(ADDED, '').trim() === '' && text.trim() !== '';
  const isRemoved = text.replace(REMOVED, '').trim() === '' && text.trim() !== '';
  const words = text.replace(ADDED, '$1').replace(REMOVED, isRemoved ? '$1' : '');
  const isPart = !isAdded && !isRemoved && MARKED.test(text);
  return { line, sign: isAdded ? '+' : isRemoved ? '-' : isPart ? REWORDED : ' ', text: words };
}
