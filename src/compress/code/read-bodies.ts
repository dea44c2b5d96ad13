// The bodies of all sources of a text: by brackets or, in Python, by indentation; in other languages a parser is asked, and
// where there is none, indentation tells as well as it can.
import type { CompressContext } from '../compressor.ts';
import { findBodiesByBrackets } from './bracket-bodies.ts';
import { findBodies, type Body, type FoundBodies, type Rows } from './find-bodies.ts';
import { findBodiesByIndent } from './indent-bodies.ts';
import { lexisOf } from './lexis.ts';
import { findBodiesOfPython } from './python-bodies.ts';
import type { Source } from './read-sources.ts';
import type { CodeLanguage } from './syntax.ts';

/** A parser takes up to a second per megabyte; longer files are read by indentation. */
const LONGEST_PARSED = 60_000;
/** Of all files of a dump. */
const MOST_PARSED = 150_000;

/** In order, none inside another. */
export async function readBodies(
  sources: readonly Source[],
  lines: readonly string[],
  context: CompressContext,
): Promise<readonly Body[]> {
  const bodies: Body[] = [];
  let left = MOST_PARSED;
  for (const { language, from: base, to: end } of sources) {
    const own = end - base + 1 === lines.length ? lines : lines.slice(base, end + 1);
    const read = language && readerOf(language);
    const length = read === undefined ? lengthOf(own) : 0;
    const isParsed = read === undefined && length <= Math.min(LONGEST_PARSED, left);
    if (isParsed) left -= length;
    const found =
      read === undefined
        ? await bodiesInTree(own, isParsed ? language : undefined, context)
        : bodiesRead(own, read);
    for (const { head, from, to } of found) {
      bodies.push({ head: head + base, from: from + base, to: to + base });
    }
  }
  return bodies;
}

type ReadLines = (lines: readonly string[]) => FoundBodies;

/** What finds the same bodies as a parser, many times as fast. */
function readerOf(language: CodeLanguage): ReadLines | undefined {
  if (language === 'python') return findBodiesOfPython;
  const lexis = lexisOf(language);
  return lexis && ((lines) => findBodiesByBrackets(lines, lexis));
}

/** If indentation shows so many times more, the text is not in the language it is taken for. */
const MUCH_MORE = 2;
const FEW_ROWS = 20;

function bodiesRead(lines: readonly string[], read: ReadLines): readonly Body[] {
  const bodies = repaired(read(lines), lines);
  const indented = findBodiesByIndent(lines, allOf(lines));
  return rowsIn(indented) > rowsIn(bodies) * MUCH_MORE + FEW_ROWS ? indented : bodies;
}

async function bodiesInTree(
  lines: readonly string[],
  language: CodeLanguage | undefined,
  { readSyntax }: CompressContext,
): Promise<readonly Body[]> {
  const found =
    language &&
    (await readSyntax?.(lines.join('\n'), language, (cursor) => findBodies(cursor, lines)));
  return found === undefined ? findBodiesByIndent(lines, allOf(lines)) : repaired(found, lines);
}

/** Where a reader gave up, indentation may tell. */
function repaired({ bodies, broken }: FoundBodies, lines: readonly string[]): readonly Body[] {
  const more = broken.flatMap((rows) => findBodiesByIndent(lines, rows));
  return more.length === 0 ? bodies : withoutOverlap([...bodies, ...more]);
}

function withoutOverlap(bodies: readonly Body[]): readonly Body[] {
  const result: Body[] = [];
  for (const next of bodies.toSorted((one, other) => one.from - other.from)) {
    if (next.from > (result.at(-1)?.to ?? -1)) result.push(next);
  }
  return result;
}

function lengthOf(lines: readonly string[]): number {
  return lines.reduce((sum, line) => sum + line.length + 1, 0);
}

function allOf(lines: readonly string[]): Rows {
  return { from: 0, to: lines.length - 1 };
}

function rowsIn(bodies: readonly Body[]): number {
  return bodies.reduce((sum, { from, to }) => sum + to - from + 1, 0);
}
