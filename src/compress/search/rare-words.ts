// How much of a text is found nowhere else: the hit that stands out among hits of one pattern.
import { scanWords } from '../relevance/scan-words.ts';

/** A word that occurs more often is nothing special. */
const FEW = 2;
/** More rare words than this add nothing. */
const MOST = 3;
/** Words are counted by slot; two that share one look more frequent than they are, which does no harm. */
const SLOTS = 1 << 18;

/** For each text 0 to 1: how many of its words occur hardly anywhere else. */
export function rareWords(texts: readonly string[]): Float64Array {
  const counts = new Uint8Array(SLOTS);
  for (const text of texts) {
    scanWords(text, (hash) => {
      const slot = slotOf(hash);
      if ((counts[slot] ?? 0) <= FEW) counts[slot] = (counts[slot] ?? 0) + 1;
    });
  }
  return Float64Array.from(texts, (text) => {
    let rare = 0;
    scanWords(text, (hash) => {
      if ((counts[slotOf(hash)] ?? 0) <= FEW) rare++;
    });
    return Math.min(MOST, rare) / MOST;
  });
}

function slotOf(hash: number): number {
  return (Math.imul(hash, 0x9e3779b1) >>> 14) & (SLOTS - 1);
}
