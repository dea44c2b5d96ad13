// A `git blame` of a file that was read before: which commit each range of lines is from. Only lines that do not stand in the
// earlier text are written out. Law: `restoreBlameRepeat` gives the blame back from this and the earlier text.
import { headOf, readHead, readWidths, statedWidths, type Commit } from '../diff/blame.ts';
import { printBlame, widthsOf, type BlameLine } from '../diff/blame-line.ts';
import type { LineRun } from './match-lines.ts';
import type { NumberedLines } from './read-lines.ts';

interface Sides {
  readonly later: NumberedLines;
  readonly earlier: NumberedLines;
}

/**
 * `0ec7f713d (Ada 2031-05-04) 12-98`, `0ec7f713d 101` for a commit met before, `0ec7f713d 12-98, there 10-96` where numbers have
 * shifted; lines of a commit that are new stand below it as `12<tab>code`.
 */
export function writeBlameRepeat(text: string, runs: readonly LineRun[], sides: Sides): string {
  const { blame = [], texts } = sides.later;
  const widths = statedWidths(
    blame.filter((line) => line !== undefined),
    text.split('\n', 1)[0] ?? '',
  );
  const out = widths === undefined ? [] : [widths];
  const known = new Map<string, string>();
  let open: string | undefined;
  for (const stretch of stretchesOf(blame, runs)) {
    const line = blame[stretch.at];
    if (line === undefined) {
      out.push(texts[stretch.at] ?? '');
      open = undefined;
      continue;
    }
    const head = headOf(line);
    const shown = known.get(line.commit) === head ? line.commit : head;
    known.set(line.commit, head);
    if (stretch.from !== undefined) out.push(`${shown} ${rangesOf(stretch, sides)}`);
    else if (open === head) out.push(`${line.number}\t${line.text}`);
    else out.push(shown, `${line.number}\t${line.text}`);
    open = stretch.from === undefined ? head : undefined;
  }
  return out.join('\n');
}

/** Lines of one commit, counting on. Without `from`: a single line that does not stand in the earlier text. */
type Stretch = Pick<LineRun, 'at' | 'length'> & { readonly from: number | undefined };

function stretchesOf(
  blame: readonly (BlameLine | undefined)[],
  runs: readonly LineRun[],
): readonly Stretch[] {
  const stretches: Stretch[] = [];
  let next = 0;
  for (let at = 0; at < blame.length;) {
    while ((runs[next]?.at ?? Infinity) + (runs[next]?.length ?? 0) <= at) next++;
    const run = runs[next];
    const isIn = run !== undefined && run.at <= at;
    const length = isIn ? lengthOfCommit(blame, at, run.at + run.length) : 1;
    stretches.push({ at, length, from: isIn ? run.from + at - run.at : undefined });
    at += length;
  }
  return stretches;
}

function lengthOfCommit(
  blame: readonly (BlameLine | undefined)[],
  start: number,
  end: number,
): number {
  let at = start + 1;
  for (; at < end; at++) {
    const [previous, line] = [blame[at - 1], blame[at]];
    if (previous === undefined || line === undefined) break;
    if (headOf(line) !== headOf(previous) || line.number !== previous.number + 1) break;
  }
  return at - start;
}

function rangesOf({ at, length, from = 0 }: Stretch, { later, earlier }: Sides): string {
  const [here, there] = [rangeOf(later.places[at], length), rangeOf(earlier.places[from], length)];
  return here === there ? here : `${here}, there ${there}`;
}

function rangeOf(first = 0, length: number): string {
  return length === 1 ? String(first) : `${first}-${first + length - 1}`;
}

const RANGE = /^(.+?) (\d+)(?:-(\d+))?(?:, there (\d+)(?:-\d+)?)?$/;
const NUMBERED = /^(\d+)\t/;

/** Gives the blame back; something else for a text that only looks like one of a file that was read. */
export function restoreBlameRepeat(sent: string, earlier: NumberedLines): string {
  const lines = sent.split('\n');
  const stated = readWidths(lines[0] ?? '');
  const indexOfPlace = new Map(earlier.places.map((place, index) => [place, index]));
  const known = new Map<string, Commit>();
  const rows: (BlameLine | string)[] = [];
  let open: Commit | undefined;
  for (const line of stated === undefined ? lines : lines.slice(1)) {
    const [, head = '', first, last = first, there = first] = RANGE.exec(line) ?? [];
    const commit = readHead(first === undefined ? line : head, known);
    const numbered = NUMBERED.exec(line);
    if (commit !== undefined && first !== undefined) {
      const from = indexOfPlace.get(Number(there)) ?? 0;
      for (let number = Number(first); number <= Number(last); number++)
        rows.push({
          ...commit,
          number,
          text: earlier.texts[from + number - Number(first)] ?? '',
        });
      open = undefined;
    } else if (commit !== undefined) open = commit;
    else if (open !== undefined && numbered !== null)
      rows.push({
        ...open,
        number: Number(numbered[1]),
        text: line.slice(numbered[0].length),
      });
    else {
      rows.push(line);
      open = undefined;
    }
  }
  const widths = stated ?? widthsOf(rows.filter((row) => typeof row !== 'string'));
  return rows.map((row) => (typeof row === 'string' ? row : printBlame(row, widths))).join('\n');
}
