// The numbers that a read tool prints before the lines of a file: nobody quotes a page by line.
import { numberedLine, withGutter } from '../gutter.ts';

export interface NumberedLines {
  /** Without their numbers; those that follow behind the last number are as they were. */
  readonly lines: readonly string[];
  /** What gives the numbers back, in words; absent: there were none. */
  readonly note?: string;
}

/** Takes the numbers off lines that are numbered from the first on. */
export function takeNumbers(lines: readonly string[]): NumberedLines {
  const first = numberedLine(lines[0] ?? '');
  if (first === undefined) return { lines };
  const headOf = (at: number): string => withGutter(first.gutter, first.number + at, '');
  const isNumbered = (line: string, at: number): boolean => line.startsWith(headOf(at));
  const unnumbered = lines.findIndex((line, at) => !isNumbered(line, at));
  const count = unnumbered < 0 ? lines.length : unnumbered;
  if (count < 2) return { lines };
  const last = first.number + count - 1;
  return {
    lines: lines.map((line, at) => (at < count ? line.slice(headOf(at).length) : line)),
    note: `line numbers up to ${last} left out: "${headOf(0).replace('\t', TAB)}"`,
  };
}

/** Stands for the sign itself. */
const TAB = '\\t';
const NOTE = /, line numbers up to (\d+) left out: "([^"]*)"/;

/** The inverse; `head` is the line that holds the note. */
export function giveNumbers(lines: readonly string[], head: string): readonly string[] {
  const [, last, shown = ''] = NOTE.exec(head) ?? [];
  const first = numberedLine(shown.replace(TAB, '\t'));
  if (first === undefined) return lines;
  const count = Number(last) - first.number + 1;
  return lines.map((line, at) =>
    at < count ? withGutter(first.gutter, first.number + at, line) : line,
  );
}
