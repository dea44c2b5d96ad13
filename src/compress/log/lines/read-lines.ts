// What every compressor of logs wants to know of a text's lines, found in one walk over its words.
import { RUNS } from '../../../tokens/runs.ts';
import { eachBlockOfLines, type TextBlock } from '../../../tokens/text-blocks.ts';
import { findSlow, timeTaken } from './find-slow.ts';
import { findShapes, WordHashCollector, type Shapes } from './find-shapes.ts';
import { findRareHeads } from './rare-heads.ts';
import { withoutStamps } from './line-stamps.ts';
import { meaningOfWords, SUCCESS } from './meaning.ts';
import { LONGEST_SCAN, placeByItself, readWords, type LinePlace } from './scan-log-words.ts';

const { ends } = RUNS;

export interface LogLines extends Shapes {
  /** Without their line ends; a carriage return in front of one is still there. */
  readonly lines: readonly string[];
  /** What stands behind the stamps of a runner or builder; the lines themselves where there are none. */
  readonly bodies: readonly string[];
  /** What each line reports, as bits. */
  readonly meanings: Int32Array;
  /** What each line says that something took, in seconds where it says so; NaN where it says nothing. */
  readonly times: Float64Array;
  /** Lines that took much longer than others of their kind. */
  readonly slow: ReadonlySet<number>;
  /** 1 for lines that begin with another word than almost all others. */
  readonly rareHeads: Uint8Array;
}

/** All that went well are of one kind, whatever they are called. */
const WENT_WELL = 1;

/** Reads the lines of a log. */
export function readLines(text: string): LogLines {
  const lines = text.split('\n');
  const bodies = withoutStamps(lines);
  const meanings = new Int32Array(lines.length);
  const times = new Float64Array(lines.length);
  const collector = new WordHashCollector(lines.length);
  const readLine = (at: number, place: LinePlace): void => {
    const line = bodies[at] ?? '';
    times[at] = timeTaken(line, place);
    readWords(place);
    meanings[at] = meaningOfWords(line);
    collector.add(line);
  };
  const read = { text: bodies === lines ? text : bodies.join('\n'), lines: bodies };
  eachBlockOfLines(read, (block) => {
    eachLine(bodies, block, readLine);
  });
  const words = collector.collected();
  const found = findShapes(words);
  const kindOf = (at: number): number =>
    ((meanings[at] ?? 0) & SUCCESS) === 0 ? (found.shapes[at] ?? 0) : WENT_WELL;
  return {
    lines,
    bodies,
    meanings,
    ...found,
    times,
    slow: findSlow(times, kindOf),
    rareHeads: findRareHeads(words),
  };
}

function eachLine(
  lines: readonly string[],
  { first, end, runs }: TextBlock,
  readLine: (index: number, place: LinePlace) => void,
): void {
  const start = ends[(runs?.first ?? 0) - 1] ?? 0;
  const place = { run: runs?.first ?? 0, start, end: start };
  for (let index = first; index < end; index++) {
    const line = lines[index] ?? '';
    place.end = place.start + line.length;
    const isOwn = runs === undefined || line.length > LONGEST_SCAN;
    readLine(index, isOwn ? placeByItself(line) : place);
    if (runs === undefined) continue;
    while (place.run <= runs.last && (ends[place.run] ?? 0) <= place.end) place.run++;
    place.start = place.end + 1;
  }
}
