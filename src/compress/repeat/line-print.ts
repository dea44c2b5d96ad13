// The lines of a text as numbers: what it takes to see how much two texts share, without keeping either.
import { hashText } from '../hash-text.ts';
import { readLines } from './read-lines.ts';

export interface LinePrint {
  /** Of each line, without its number. */
  readonly hashes: Int32Array;
  readonly lengths: Int32Array;
}

/** Equal lines have equal hashes, in every text. */
export function printOf(text: string): LinePrint {
  const { texts } = readLines(text);
  const hashes = new Int32Array(texts.length);
  const lengths = new Int32Array(texts.length);
  for (const [index, line] of texts.entries()) {
    // Two lines with one hash are found out when the result is expanded and compared.
    hashes[index] = hashText(line);
    lengths[index] = line.length;
  }
  return { hashes, lengths };
}
