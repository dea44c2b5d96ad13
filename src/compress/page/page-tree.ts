// Finds the accessibility tree in a tool's answer and reads it.
import { devTools } from './dev-tools.ts';
import { isElement, type Dialect, type PageLine } from './page-line.ts';
import { playwright } from './playwright.ts';
import { readPage } from './read-page.ts';

export const DIALECTS: readonly Dialect[] = [playwright, devTools, readPage];

/** A line of the tree and where it stands in the text. */
export interface PlacedLine {
  readonly line: PageLine;
  /** Index of its first line. */
  readonly start: number;
  /** Behind its last one. */
  readonly end: number;
}

export interface PageTree {
  readonly dialect: Dialect;
  readonly above: readonly string[];
  readonly lines: readonly PlacedLine[];
  readonly below: readonly string[];
}

/** Fewer are not worth a notation. */
const FEWEST_LINES = 10;
/** What is mostly something else, as a list in Markdown, is no tree. */
const MOST_OTHERS = 0.2;

/** The largest tree in the lines of a text. Undefined: there is none. */
export function readPageTree(lines: readonly string[]): PageTree | undefined {
  for (const dialect of DIALECTS) {
    const { start, end } = dialect.hasLongNames
      ? firstToLast(lines, dialect)
      : longestRun(lines, dialect);
    if (end - start < FEWEST_LINES) continue;
    const placed = readLines(lines.slice(0, end), start, dialect);
    const others = placed.filter(({ line }) => !isElement(line) && line.goesOn !== true).length;
    if (others > placed.length * MOST_OTHERS || !hasRefs(placed)) continue;
    return { dialect, above: lines.slice(0, start), lines: placed, below: lines.slice(end) };
  }
  return undefined;
}

interface Stretch {
  readonly start: number;
  readonly end: number;
}

function firstToLast(lines: readonly string[], dialect: Dialect): Stretch {
  const start = lines.findIndex(dialect.isOfTree);
  return start < 0
    ? { start: 0, end: 0 }
    : { start, end: lines.findLastIndex(dialect.isOfTree) + 1 };
}

function longestRun(lines: readonly string[], dialect: Dialect): Stretch {
  let longest = { start: 0, end: 0 };
  let start = 0;
  for (let at = 0; at <= lines.length; at++) {
    if (at < lines.length && dialect.isOfTree(lines[at] ?? '')) continue;
    if (at - start > longest.end - longest.start) longest = { start, end: at };
    start = at + 1;
  }
  return longest;
}

function readLines(
  lines: readonly string[],
  start: number,
  dialect: Dialect,
): readonly PlacedLine[] {
  const placed: PlacedLine[] = [];
  for (let at = start; at < lines.length;) {
    const raw = lines[at] ?? '';
    const depth = placed.at(-1)?.line.depth ?? 0;
    const { line, next } = dialect.isOfTree(raw)
      ? dialect.read(lines, at)
      : { line: { depth, raw, goesOn: true as const }, next: at + 1 };
    placed.push({ line, start: at, end: next });
    at = next;
  }
  return placed;
}

const LEAST_REFS = 0.3;

/** A tree that nobody can click in is some other outline. */
function hasRefs(lines: readonly PlacedLine[]): boolean {
  const named = lines.filter(({ line }) => isElement(line) && line.ref !== '').length;
  return named >= lines.length * LEAST_REFS;
}

/** The index of the line that each stands in; -1 at the top. */
export function parentsOf(lines: readonly PageLine[]): Int32Array {
  const parents = new Int32Array(lines.length);
  const open: number[] = [];
  lines.forEach(({ depth }, at) => {
    while (open.length > 0 && (lines[open.at(-1) ?? 0]?.depth ?? 0) >= depth) open.pop();
    parents[at] = open.at(-1) ?? -1;
    open.push(at);
  });
  return parents;
}
