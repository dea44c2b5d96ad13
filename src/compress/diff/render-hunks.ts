// The hunks of a file with some lines left out: heads counted anew, marks for gaps.
import type { FileDiff, Hunk, HunkLine } from './read-diff.ts';
import { REWORDED } from './word-diff.ts';

/** The kept lines with heads and marks, and at the end a count of the changes that are not shown. */
export function renderHunks(
  lines: readonly string[],
  file: FileDiff,
  isKept: (line: number) => boolean,
): readonly string[] {
  const out: string[] = [];
  const hidden: HunkLine[] = [];
  for (const hunk of file.hunks) {
    const first = hunk.lines.findIndex(({ line }) => isKept(line));
    const end = hunk.lines.findLastIndex(({ line }) => isKept(line)) + 1;
    hidden.push(...hunk.lines.slice(0, Math.max(0, first)), ...hunk.lines.slice(end));
    if (first >= 0) out.push(...renderHunk(lines, { hunk, first, end }, isKept));
  }
  const { added, removed } = countChanges(hidden);
  return added + removed === 0 ? out : [...out, `[… ${sayCounts(hidden)} more]`];
}

/** How many lines were added and removed. */
export function countChanges(lines: readonly HunkLine[]): {
  readonly added: number;
  readonly removed: number;
} {
  let added = 0;
  let removed = 0;
  for (const { sign } of lines) {
    if (sign === '+' || sign === REWORDED) added++;
    if (sign === '-' || sign === REWORDED) removed++;
  }
  return { added, removed };
}

function sayCounts(lines: readonly HunkLine[]): string {
  const { added, removed } = countChanges(lines);
  return `+${added} -${removed}`;
}

interface Stretch {
  readonly hunk: Hunk;
  readonly first: number;
  readonly end: number;
}

function renderHunk(
  lines: readonly string[],
  stretch: Stretch,
  isKept: (line: number) => boolean,
): readonly string[] {
  const out = [headOf(lines, stretch)];
  let gap: HunkLine[] = [];
  for (const line of stretch.hunk.lines.slice(stretch.first, stretch.end)) {
    if (!isKept(line.line)) {
      gap.push(line);
      continue;
    }
    if (gap.length > 0) out.push(markOf(gap));
    out.push(lines[line.line] ?? '');
    gap = [];
  }
  return out;
}

function markOf(gap: readonly HunkLine[]): string {
  const { added, removed } = countChanges(gap);
  return added + removed === 0 ? '…' : `[… +${added} -${removed}]`;
}

/** The head for a stretch of the hunk. */
function headOf(lines: readonly string[], { hunk, first, end }: Stretch): string {
  if (hunk.starts === undefined) return lines[hunk.line] ?? '';
  const before = countSides(hunk.lines.slice(0, first));
  const inside = countSides(hunk.lines.slice(first, end));
  const [oldStart, newStart] = hunk.starts;
  const section = hunk.section === '' ? '' : ` ${hunk.section}`;
  const old = sayRange(oldStart + before.old, inside.old);
  return `@@ -${old} +${sayRange(newStart + before.new, inside.new)} @@${section}`;
}

function countSides(lines: readonly HunkLine[]): { readonly old: number; readonly new: number } {
  let old = 0;
  let fresh = 0;
  for (const { sign } of lines) {
    if (sign === '-' || sign === ' ') old++;
    if (sign === '+' || sign === ' ') fresh++;
  }
  return { old, new: fresh };
}

/** As in git: a count of 1 goes without saying, and a side without lines names the line in front of its place. */
function sayRange(start: number, count: number): string {
  if (count === 0) return `${start - 1},0`;
  return count === 1 ? String(start) : `${start},${count}`;
}
