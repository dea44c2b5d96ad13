// Puts the head that neighbouring lines share (up to the second, say) on a line of its own, once.
import { endOfHead } from './line-head.ts';
import { LINE_HEAD, WHOLE_LINE } from './notation.ts';

/** A run of fewer lines costs as much with a heading as without. */
const LEAST_LINES = 3;
const SHORTEST_HEAD = 8;

/** Lines with their shared heads taken out; literal lines stay whole. Undefined when no head repeats. */
export function foldHeads(
  lines: readonly string[],
  literal: Uint8Array,
): readonly string[] | undefined {
  const heads = lines.map((line) => headOf(line));
  const folded: string[] = [];
  let open = '';
  let runs = 0;
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at] ?? '';
    const head = heads[at] ?? '';
    if (head !== open) {
      const isRun = head !== '' && isRepeated(heads, literal, at);
      if (isRun) runs++;
      if (isRun || open !== '') folded.push(LINE_HEAD + (isRun ? head.slice(0, -1) : ''));
      open = isRun ? head : '';
    }
    const isWhole = literal[at] === 1 || head !== open;
    folded.push(isWhole ? wholeLine(line, open) : shortLine(line, open));
  }
  return runs === 0 ? undefined : folded;
}

function headOf(line: string): string {
  const end = endOfHead(line);
  if (end < SHORTEST_HEAD || line.charAt(end - 1) !== ' ') return '';
  return line.slice(0, end);
}

/** Whether enough of the lines from here on have the same head and may lose it. */
function isRepeated(heads: readonly string[], literal: Uint8Array, from: number): boolean {
  let folded = 0;
  for (let at = from; folded < LEAST_LINES && heads[at] === heads[from]; at++) {
    if (literal[at] === 0) folded++;
  }
  return folded >= LEAST_LINES;
}

function wholeLine(line: string, open: string): string {
  return open === '' && !startsWithMark(line) ? line : WHOLE_LINE + line;
}

function shortLine(line: string, open: string): string {
  const rest = line.slice(open.length);
  return startsWithMark(rest) ? WHOLE_LINE + line : rest;
}

function startsWithMark(line: string): boolean {
  return line.startsWith(LINE_HEAD) || line.startsWith(WHOLE_LINE);
}
