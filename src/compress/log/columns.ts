// The columns of a log line: its words behind the head, cut at blanks, quotes, brackets and what stands between fields. And
// the groups of lines that have the same columns.
import { endOfHead } from './lines/line-head.ts';

/** The columns of one line. */
export interface Columns {
  count: number;
  readonly starts: Int32Array;
  readonly ends: Int32Array;
}

export interface LineGroup {
  /** In order. */
  readonly members: readonly number[];
  /** 1 for each column that hardly changes within the group. */
  readonly stable: Uint8Array;
}

/** Longer lines are not lines of a log that repeats itself. */
const LONGEST_LINE = 2_000;
const SHORTEST_LINE = 24;
export const LEAST_LINES = 5;
/** So many lines, spread over the group, show which of its columns change. */
const SAMPLE = 64;
/** A column with more values than this in the sample changes. */
const MOST_VALUES = 3;

const IS_SEPARATOR = separators();

const MOST_COLUMNS = LONGEST_LINE / 2 + 1;
const starts = new Int32Array(MOST_COLUMNS);
const ends = new Int32Array(MOST_COLUMNS);

/** The columns of the line that was read last: room that is used again for the next. */
export const COLUMNS: Columns = { count: 0, starts, ends };

/** Finds the columns of a line of a group. */
export function readColumns(line: string): void {
  const end = line.length;
  let count = 0;
  let at = endOfHead(line);
  for (;;) {
    while (at < end && isSeparator(line.charCodeAt(at))) at++;
    if (at >= end) break;
    starts[count] = at;
    while (at < end && !isSeparator(line.charCodeAt(at))) at++;
    ends[count++] = at;
  }
  COLUMNS.count = count;
}

/** Lines with the same shape and the same number of words between the same separators. */
export function groupLines(
  lines: readonly string[],
  about: { readonly shapes: Int32Array; readonly literal: Uint8Array },
): readonly LineGroup[] {
  const byLayout = new Map<number, number[]>();
  for (let index = 0; index < lines.length; index++) {
    const line = lines[index] ?? '';
    if (line.length < SHORTEST_LINE || line.length > LONGEST_LINE) continue;
    if (about.literal[index] === 1) continue;
    const layout = Math.imul(about.shapes[index] ?? 0, 0x85ebca6b) ^ layoutOf(line);
    const group = byLayout.get(layout);
    if (group === undefined) byLayout.set(layout, [index]);
    else group.push(index);
  }
  const groups: LineGroup[] = [];
  for (const members of byLayout.values()) {
    if (members.length < LEAST_LINES) continue;
    groups.push({ members, stable: stableColumns(members, lines) });
  }
  return groups;
}

function layoutOf(line: string): number {
  let layout = 0;
  let wasWord = false;
  for (let at = 0; at < line.length; at++) {
    const code = line.charCodeAt(at);
    const isWord = !isSeparator(code);
    if (isWord && wasWord) continue;
    layout = (Math.imul(layout, 31) + (isWord ? 1 : code)) | 0;
    wasWord = isWord;
  }
  return layout;
}

function stableColumns(members: readonly number[], lines: readonly string[]): Uint8Array {
  const values: Set<string>[] = [];
  const step = Math.max(1, Math.floor(members.length / SAMPLE));
  let sampled = 0;
  for (let at = 0; at < members.length; at += step) {
    const line = lines[members[at] ?? 0] ?? '';
    sampled++;
    readColumns(line);
    for (let column = 0; column < COLUMNS.count; column++) {
      const seen = (values[column] ??= new Set());
      if (seen.size <= MOST_VALUES) seen.add(line.slice(starts[column], ends[column]));
    }
  }
  const most = Math.min(MOST_VALUES, Math.ceil(sampled / LEAST_LINES));
  return Uint8Array.from(values, (seen) => (seen.size <= most ? 1 : 0));
}

function isSeparator(code: number): boolean {
  return code < 128 && IS_SEPARATOR[code] === 1;
}

/** Blank, quotes, brackets and what stands between fields. */
function separators(): Uint8Array {
  const table = new Uint8Array(128);
  table.fill(1, 0, 33);
  for (const mark of '"\'(),;<=>[]{|}') table[mark.charCodeAt(0)] = 1;
  return table;
}
