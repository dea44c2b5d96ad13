// The lines of a text that may hold a table, without line ends and without the numbers that a file read puts before them.
import { areNumbersCells } from '../without-gutter.ts';
import type { TableLines } from './table-text.ts';

/** The lines; where only some end with a return, returns belong to the texts. */
export function readTableLines(text: string): TableLines {
  const isEnded = text.endsWith('\n');
  const lines = (isEnded ? text.slice(0, -1) : text).split('\n');
  const bare = withoutReturns(lines, isEnded);
  const ended = bare ?? lines;
  const lineEnd = bare === undefined ? '\n' : '\r\n';
  const gutter = gutterOf(ended);
  const texts = gutter === undefined ? undefined : withoutGutter(ended, gutter);
  if (gutter === undefined || texts === undefined) return { texts: ended, lineEnd, isEnded };
  return { texts, lineEnd, isEnded, gutter };
}

function withoutReturns(lines: readonly string[], isEnded: boolean): readonly string[] | undefined {
  const ended = isEnded ? lines : lines.slice(0, -1);
  if (ended.length === 0 || !ended.every((line) => line.endsWith('\r'))) return undefined;
  const bare = ended.map((line) => line.slice(0, -1));
  return isEnded ? bare : [...bare, lines.at(-1) ?? ''];
}

const GUTTER = /^( *\d{1,7})(→|\t| *│|\|)/;

function gutterOf(lines: readonly string[]): string | undefined {
  const [first = '', second = ''] = lines;
  const found = GUTTER.exec(first);
  const next = GUTTER.exec(second);
  if (found === null || Number(next?.[1]) !== Number(found[1]) + 1) return undefined;
  if (areNumbersCells(lines)) return undefined;
  return found[0];
}

/** What stands before a line, given what stands before the first one. */
function gutterFor(gutter: string, index: number): string {
  const [, number = '', separator = ''] = GUTTER.exec(gutter) ?? [];
  return String(Number(number) + index).padStart(number.length) + separator;
}

function withoutGutter(lines: readonly string[], gutter: string): readonly string[] | undefined {
  const bare: string[] = [];
  for (const [index, line] of lines.entries()) {
    const own = gutterFor(gutter, index);
    if (!line.startsWith(own)) return undefined;
    bare.push(line.slice(own.length));
  }
  return bare;
}

/** The inverse of `readTableLines`. */
export function joinTableLines({ texts, lineEnd, isEnded, gutter }: TableLines): string {
  const lines =
    gutter === undefined ? texts : texts.map((line, index) => gutterFor(gutter, index) + line);
  return lines.join(lineEnd) + (isEnded ? lineEnd : '');
}
