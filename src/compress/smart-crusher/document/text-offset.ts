// Where a place of the source lies in the text: itself, or the escape it was decoded from inside a string.
import type { JsonDocument } from './read-document.ts';
import type { Unfolded } from './unfold-strings.ts';

/** Finds the place in the text for a place in the source. */
export function textOffsets(document: JsonDocument): (offset: number) => number {
  const contents = document.unfolded.map((unfolded) => contentOffsets(document.source, unfolded));
  return (offset) => {
    let at = offset;
    // From the content of a string to its lexeme, which may lie in the content of another.
    for (let index = document.unfolded.length - 1; index >= 0 && at > document.end; index--) {
      const unfolded = document.unfolded[index];
      if (unfolded === undefined || at < unfolded.start || at > unfolded.end) continue;
      at = contents[index]?.(at - unfolded.start) ?? at;
    }
    return at;
  };
}

/** Characters between two places that are looked up without walking. */
const STEP = 512;

/** From a place in a string's content to the place in its lexeme. */
function contentOffsets(source: string, { string }: Unfolded): (offset: number) => number {
  /** Places of every so many characters, as far as anybody asked. */
  const places = [string.start + 1];
  return (offset) => {
    const step = Math.floor(offset / STEP);
    for (let known = places.length - 1; known < step; known++) {
      places.push(walk(source, places[known] ?? 0, STEP));
    }
    return walk(source, places[step] ?? 0, offset % STEP);
  };
}

function walk(source: string, from: number, characters: number): number {
  let at = from;
  for (let count = 0; count < characters; count++) {
    if (source.charCodeAt(at) !== 92) at++;
    else at += source.charCodeAt(at + 1) === 117 ? 6 : 2;
  }
  return at;
}
