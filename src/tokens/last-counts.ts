// Exact counts of the last few texts: what was counted to choose between two texts is asked for again when the choice is measured.
import type { CountTokens } from './count.ts';

const MOST_TEXTS = 16;
/** Shorter texts are counted sooner than found, longer ones held in memory for nothing. */
const LEAST_CHARACTERS = 256;
const MOST_CHARACTERS = 200_000;

/** The same counts. Texts are compared, never hashed: most differ in length already. */
export function rememberCounts(count: CountTokens): CountTokens {
  const texts: string[] = [];
  const counts: number[] = [];
  let next = 0;
  return (text) => {
    if (text.length < LEAST_CHARACTERS || text.length > MOST_CHARACTERS) return count(text);
    const at = texts.indexOf(text);
    const known = at === -1 ? undefined : counts[at];
    if (known !== undefined) return known;
    const tokens = count(text);
    texts[next] = text;
    counts[next] = tokens;
    next = (next + 1) % MOST_TEXTS;
    return tokens;
  };
}
