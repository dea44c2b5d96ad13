// A text as lines that can be compared with another text's: line numbers of a read tool are told from what they number, because
// an edit further up shifts every number.
import { parseBlame, parseBlames, type BlameLine } from '../diff/blame-line.ts';
import { numberedLine, withGutter, type Gutter } from '../gutter.ts';

export interface NumberedLines {
  /** Without their numbers. */
  readonly texts: readonly string[];
  /** What a reader calls each line: its printed number, else its count from 1. Zero: a line between numbered ones. */
  readonly places: readonly number[];
  /** How the numbers are printed; absent in a text without numbers. */
  readonly gutter?: Gutter;
  /** Of what `git blame` prints: what stands before each text; undefined for a line of another shape. */
  readonly blame?: readonly (BlameLine | undefined)[];
}

/** Fewer numbered lines than this share: the numbers are part of the text. */
const LEAST_SHARE = 0.5;
/** Something may stand above the first numbered line. */
const LATEST_FIRST = 10;

/** The lines of a text, split at line feeds only. */
export function readLines(text: string): NumberedLines {
  const lines = text.split('\n');
  return (
    readNumbered(lines) ??
    readBlame(lines) ?? { texts: lines, places: lines.map((_, index) => index + 1) }
  );
}

function readBlame(lines: readonly string[]): NumberedLines | undefined {
  if (parseBlame(lines[0] ?? '') === undefined) return undefined;
  const blame = parseBlames(lines);
  return (
    blame && {
      texts: lines.map((line, index) => blame[index]?.text ?? line),
      places: blame.map((line) => line?.number ?? 0),
      blame,
    }
  );
}

function readNumbered(lines: readonly string[]): NumberedLines | undefined {
  const first = lines.slice(0, LATEST_FIRST).map(numberedLine);
  const start = first.find((line) => line !== undefined);
  if (start === undefined) return undefined;
  const { gutter } = start;
  const texts: string[] = [];
  const places: number[] = [];
  let next = start.number;
  let filled = 0;
  let numbered = 0;
  for (const line of lines) {
    if (line !== '') filled++;
    const head = withGutter(gutter, next, '');
    if (line.startsWith(head)) {
      texts.push(line.slice(head.length));
      places.push(next++);
      numbered++;
    } else {
      texts.push(line);
      places.push(0);
    }
  }
  return numbered < filled * LEAST_SHARE || numbered < 2 ? undefined : { texts, places, gutter };
}
