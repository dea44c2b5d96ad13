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

/** Characters of those lines of `print`, each counted once, that are among `wanted`. */
export function sharedCharacters(print: LinePrint, wanted: ReadonlySet<number>): number {
  const counted = new Set<number>();
  let characters = 0;
  for (const [index, hash] of print.hashes.entries()) {
    if (!wanted.has(hash) || counted.has(hash)) continue;
    counted.add(hash);
    characters += print.lengths[index] ?? 0;
  }
  return characters;
}
