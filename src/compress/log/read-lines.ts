// What every compressor of logs wants to know of a text's lines, found in one walk over its words.
import { findShapes, WordHashCollector, type Shapes } from './find-shapes.ts';
import { meaningOfLine } from './meaning.ts';
import { roomForWords, scanLogWords } from './scan-log-words.ts';

export interface LogLines extends Shapes {
  /** Without their line ends; a carriage return in front of one is still there. */
  readonly lines: readonly string[];
  /** What each line reports, as bits. */
  readonly meanings: Int32Array;
}

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
  return { lines, meanings, ...findShapes(collector.collected()) };
}
