// The inverse of a repeat: the later text from what was sent for it and the earlier text.
import { numberedLine, withGutter, type Gutter } from '../gutter.ts';
import { readLines, type NumberedLines } from './read-lines.ts';

const MARK =
  /^\[(lines )?(\d+)-(\d+) unchanged(?:, there (\d+)-\d+)?(?:; there \d+(?:-\d+)?(?:,\d+(?:-\d+)?)* gone)?(?:: .*)?\]$/;
const SHORT = /^([1-9]\d*)\t/;

/** Gives the later text back; something else for a text that only looks like a repeat of `earlier`. */
export function restoreRepeat(sent: string, earlier: string): string {
  const there = readLines(earlier);
  const indexOfPlace = new Map(there.places.map((place, index) => [place, index]));
  const lines = sent.split('\n');
  const isNumbered = lines.some((line) => MARK.exec(line)?.[1] === undefined && MARK.test(line));
  const gutter = there.gutter ?? firstGutter(lines);
  const out: string[] = [];
  for (const line of lines) {
    const mark = MARK.exec(line);
    if (mark === null) out.push(isNumbered ? widen(line, gutter) : line);
    else copy(out, { mark, there, indexOfPlace, gutter: isNumbered ? gutter : undefined });
  }
  return out.join('\n');
}

function firstGutter(lines: readonly string[]): Gutter | undefined {
  for (const line of lines) {
    const numbered = numberedLine(line);
    if (numbered !== undefined) return numbered.gutter;
  }
  return undefined;
}

function widen(line: string, gutter: Gutter | undefined): string {
  const short = SHORT.exec(line);
  if (short === null || gutter === undefined) return line;
  return withGutter(gutter, Number(short[1]), line.slice(short[0].length));
}

function copy(
  out: string[],
  from: {
    readonly mark: RegExpExecArray;
    readonly there: NumberedLines;
    readonly indexOfPlace: ReadonlyMap<number, number>;
    readonly gutter: Gutter | undefined;
  },
): void {
  const [, , first, last, place = first] = from.mark;
  const start = from.indexOfPlace.get(Number(place));
  const length = Number(last) - Number(first) + 1;
  if (start === undefined) return;
  for (const [index, text] of from.there.texts.slice(start, start + length).entries()) {
    const number = Number(first) + index;
    out.push(from.gutter === undefined ? text : withGutter(from.gutter, number, text));
  }
}
