// Long stretches that many lines of one kind share, so that they can be listed once. Cuts fall between words only, never
// inside a path, an identifier or the head of a line.
import { estimateTokens } from '../../tokens/estimate.ts';
import { COLUMNS, LEAST_LINES, readColumns, type LineGroup } from './columns.ts';
import { MOST_SEGMENTS, segmentMark } from './notation.ts';

export interface Segmented {
  readonly lines: readonly string[];
  readonly segments: readonly string[];
}

const SHORTEST_SEGMENT = 24;
const MARK_TOKENS = 2;
const LEAST_SAVING_TOKENS = 12;

/** Puts marks for shared stretches into the lines, and lists the stretches. */
export function findSegments(
  lines: readonly string[],
  groups: readonly LineGroup[],
  sign: string,
): Segmented {
  const stretches = new Map<number, readonly Stretch[]>();
  for (const { members, stable } of groups) {
    for (const index of members) {
      const found = stretchesOf(lines[index] ?? '', stable);
      if (found.length > 0) stretches.set(index, found);
    }
  }
  const segments = worthListing(lines, stretches);
  const letters = new Map(segments.map((text, index) => [text, index]));
  const written = [...lines];
  if (segments.length > 0) {
    for (const [index, found] of stretches)
      written[index] = markLine(lines[index] ?? '', found, { letters, sign });
  }
  return { segments, lines: written };
}

interface Stretch {
  readonly start: number;
  readonly end: number;
}

const NONE: readonly Stretch[] = [];

/** Neighbouring words of a line that hardly change within its group. */
function stretchesOf(line: string, stable: Uint8Array): readonly Stretch[] {
  readColumns(line);
  let found: Stretch[] | undefined;
  let first = -1;
  for (let column = 0; column <= COLUMNS.count; column++) {
    const end = COLUMNS.ends[column] ?? 0;
    // "id=3": the name stays with its value.
    const isName = line.charCodeAt(end) === EQUALS && stable[column + 1] === 0;
    const isShared = column < COLUMNS.count && stable[column] === 1 && !isName;
    if (isShared && first === -1) first = column;
    if (isShared || first === -1) continue;
    const stretch = tidy(line, COLUMNS.starts[first] ?? 0, COLUMNS.ends[column - 1] ?? 0);
    if (stretch !== undefined) (found ??= []).push(stretch);
    first = -1;
  }
  return found ?? NONE;
}

const EQUALS = 61;

/** The stretch with the quotes or the bracket that belong to it; undefined when too short. */
function tidy(line: string, start: number, end: number): Stretch | undefined {
  if (end - start < SHORTEST_SEGMENT - 2) return undefined;
  const before = line.charAt(start - 1);
  const after = line.charAt(end);
  if ((before === '"' || before === "'") && after === before) {
    return longEnough({ start: start - 1, end: end + 1 });
  }
  const opening = OPENINGS.get(after);
  const isOpen = opening !== undefined && line.slice(start, end).lastIndexOf(opening) !== -1;
  return longEnough({ start, end: end + (isOpen ? 1 : 0) });
}

const OPENINGS = new Map([
  ['>', '<'],
  [')', '('],
  [']', '['],
  ['}', '{'],
]);

function longEnough(stretch: Stretch): Stretch | undefined {
  return stretch.end - stretch.start >= SHORTEST_SEGMENT ? stretch : undefined;
}

/** The stretches that save most when they are listed once. */
function worthListing(
  lines: readonly string[],
  stretches: ReadonlyMap<number, readonly Stretch[]>,
): string[] {
  const counts = new Map<string, number>();
  for (const [index, found] of stretches) {
    for (const stretch of found) {
      const text = (lines[index] ?? '').slice(stretch.start, stretch.end);
      counts.set(text, (counts.get(text) ?? 0) + 1);
    }
  }
  return [...counts]
    .filter(([, count]) => count >= LEAST_LINES)
    .map(([text, count]) => {
      const tokens = estimateTokens(text);
      return { text, saving: count * (tokens - MARK_TOKENS) - tokens - MARK_TOKENS };
    })
    .filter(({ saving }) => saving >= LEAST_SAVING_TOKENS)
    .sort((one, other) => other.saving - one.saving)
    .slice(0, MOST_SEGMENTS)
    .map(({ text }) => text);
}

function markLine(
  line: string,
  stretches: readonly Stretch[],
  list: { readonly letters: ReadonlyMap<string, number>; readonly sign: string },
): string {
  let marked = '';
  let from = 0;
  for (const stretch of stretches) {
    const letter = list.letters.get(line.slice(stretch.start, stretch.end));
    if (letter === undefined) continue;
    marked += line.slice(from, stretch.start) + segmentMark(list.sign, letter);
    from = stretch.end;
  }
  return marked + line.slice(from);
}
