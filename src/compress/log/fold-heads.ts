// Puts the start that neighbouring lines share (a time, the name of a file) on a line of its own, once. Cuts fall behind a
// blank or "::" only, and within a time only where that was allowed: people quote a line with the whole of it.
import { estimateTokens } from '../../tokens/estimate.ts';
import { endOfHead } from './lines/line-head.ts';
import { headLine, LINE_HEAD, WHOLE_LINE } from './notation.ts';

const LEAST_LINES = 3;
const SHORTEST_HEAD = 8;
const LONGEST_HEAD = 400;
/** What a heading and the return to whole lines cost besides its text. */
const HEADING_TOKENS = 3;
const HEADING_LENGTH = 10;
const LONGER_RUN = 1.3;
/** So far ahead the best start is looked for. */
const LOOK_AHEAD = 64;
/** So few lines between two runs are marked one by one. */
const FEW_BETWEEN = 2;

export interface FoldOptions {
  /** 1 for each line that stays whole. */
  readonly literal: Uint8Array;
  /** Whether a date may be shared by lines with clocks of their own. */
  readonly cutsTimes?: boolean;
}

/** Lines with their shared starts taken out; literal lines stay whole. Undefined when no start repeats. */
export function foldHeads(
  lines: readonly string[],
  { literal, cutsTimes = false }: FoldOptions,
): readonly string[] | undefined {
  const foldable: number[] = [];
  for (let at = 0; at < lines.length; at++) if (literal[at] === 0) foldable.push(at);
  const runs = findRuns(lines, foldable, cutsTimes);
  return runs.length === 0 ? undefined : writeRuns(lines, literal, runs);
}

/** Lines [from, to) that share a start. */
interface Run {
  readonly from: number;
  readonly to: number;
  readonly head: string;
  readonly line: string;
}

function findRuns(
  lines: readonly string[],
  foldable: readonly number[],
  cutsTimes: boolean,
): readonly Run[] {
  const runs: Run[] = [];
  let at = 0;
  while (at + 1 < foldable.length) {
    const head = bestHead(lines, { foldable, from: at }, cutsTimes);
    const line = head === '' ? undefined : headLine(head);
    if (line === undefined) {
      at++;
      continue;
    }
    let end = at + 1;
    while (end < foldable.length && lines[foldable[end] ?? 0]?.startsWith(head) === true) end++;
    runs.push({ from: foldable[at] ?? 0, to: (foldable[end - 1] ?? 0) + 1, head, line });
    at = end;
  }
  return runs;
}

/** Lines that may be folded, from one on. */
interface Ahead {
  readonly foldable: readonly number[];
  readonly from: number;
}

/** The start worth most to the lines from here on; empty when none is. */
function bestHead(lines: readonly string[], { foldable, from }: Ahead, cutsTimes: boolean): string {
  const first = lines[foldable[from] ?? 0] ?? '';
  // Below an indented line stand details of what is above: they stay together.
  if (first.charCodeAt(0) <= SPACE) return '';
  const least = cutsTimes ? SHORTEST_HEAD : Math.max(SHORTEST_HEAD, endOfHead(first));
  const count = Math.min(LOOK_AHEAD, foldable.length - from);
  let best = '';
  let bestSaving = 0;
  let length = Math.min(first.length, LONGEST_HEAD);
  let cut = length;
  for (let next = 1; next <= count && cut >= least; next++) {
    const shared =
      next === count ? 0 : sharedLength(first, lines[foldable[from + next] ?? 0] ?? '', length);
    if (shared >= cut) continue;
    // The lines up to here shared more than the next one does.
    const saving = next < LEAST_LINES ? 0 : ((next - 1) * cut - HEADING_LENGTH) / next;
    // A short run that is only a little better leaves the lines behind it worse.
    if (saving * LONGER_RUN > bestSaving && isWorth(first.slice(0, cut), next)) {
      best = first.slice(0, cut);
      bestSaving = saving; // for each line: a longer run of less is no gain
    }
    length = shared;
    cut = cutBefore(first, shared, least);
  }
  return best;
}

function isWorth(head: string, lines: number): boolean {
  return (lines - 1) * estimateTokens(head) > HEADING_TOKENS + 1;
}

function sharedLength(one: string, other: string, most: number): number {
  const end = Math.min(most, other.length);
  let at = 0;
  while (at < end && one.charCodeAt(at) === other.charCodeAt(at)) at++;
  return at;
}

/** The last place up to `length` where a line may be cut. */
function cutBefore(line: string, length: number, least: number): number {
  for (let at = length; at >= least; at--) {
    const before = line.charCodeAt(at - 1);
    if (before === SPACE && line.charCodeAt(at) !== SPACE) return at;
    if (before === COLON && line.charCodeAt(at - 2) === COLON) return at;
    // Between the date and the clock of "2031-05-04T10:20:30".
    if (before === LETTER_T && isDigit(line, at - 2) && isDigit(line, at)) return at;
  }
  return 0;
}

const SPACE = 32;
const COLON = 58;
const LETTER_T = 84;

function isDigit(line: string, at: number): boolean {
  const code = line.charCodeAt(at);
  return code >= 48 && code <= 57;
}

function writeRuns(
  lines: readonly string[],
  literal: Uint8Array,
  runs: readonly Run[],
): readonly string[] {
  const written: string[] = [];
  let isOpen = false;
  let at = 0;
  for (const run of runs) {
    isOpen = writeBetween(written, lines.slice(at, run.from), isOpen);
    written.push(run.line);
    for (at = run.from; at < run.to; at++) {
      const line = lines[at] ?? '';
      const isWhole = literal[at] === 1 || startsWithMark(line.slice(run.head.length));
      written.push(isWhole ? WHOLE_LINE + line : line.slice(run.head.length));
    }
    isOpen = true;
  }
  writeBetween(written, lines.slice(at), isOpen);
  return written;
}

/** Whether a head is still open behind these lines. */
function writeBetween(written: string[], lines: readonly string[], wasOpen: boolean): boolean {
  const staysOpen = wasOpen && lines.length <= FEW_BETWEEN;
  if (wasOpen && !staysOpen) written.push(LINE_HEAD);
  for (const line of lines) {
    written.push(staysOpen || startsWithMark(line) ? WHOLE_LINE + line : line);
  }
  return staysOpen;
}

function startsWithMark(line: string): boolean {
  return line.startsWith(LINE_HEAD) || line.startsWith(WHOLE_LINE);
}
