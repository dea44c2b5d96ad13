// What every compressor of logs wants to know of a text's lines, found in one walk over its words.
import { findSlow } from './find-slow.ts';
import { findShapes, WordHashCollector, type Shapes } from './find-shapes.ts';
import { meaningOfLine, SUCCESS } from './meaning.ts';
import { roomForWords, scanLogWords } from './scan-log-words.ts';

export interface LogLines extends Shapes {
  /** Without their line ends; a carriage return in front of one is still there. */
  readonly lines: readonly string[];
  /** What each line reports, as bits. */
  readonly meanings: Int32Array;
  /** Lines that took much longer than others of their kind. */
  readonly slow: ReadonlySet<number>;
}

/** All that went well are of one kind, whatever they are called. */
const WENT_WELL = 1;

/** Reads the lines of a log. */
export function readLines(text: string): LogLines {
  const lines = text.split('\n');
  const meanings = new Int32Array(lines.length);
  const collector = new WordHashCollector(lines.length);
  const words = roomForWords();
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at] ?? '';
    scanLogWords(line, words);
    meanings[at] = meaningOfLine(line, words);
    collector.add(line, words);
  }
  const found = findShapes(collector.collected());
  const kindOf = (at: number): number =>
    ((meanings[at] ?? 0) & SUCCESS) === 0 ? (found.shapes[at] ?? 0) : WENT_WELL;
  return { lines, meanings, ...found, slow: findSlow(lines, kindOf) };
}
