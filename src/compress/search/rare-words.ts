// How much of a text is found nowhere else: the hit that stands out among hits of one pattern.
import { scanTexts } from '../relevance/scan-words.ts';

/** A word that occurs more often is nothing special. */
const FEW = 2;
/** More rare words than this add nothing. */
const MOST = 3;
/** Words are counted by slot; two that share one look more frequent than they are, which does no harm. */
const SLOTS = 1 << 18;

/** For each text 0 to 1: how many of its words occur hardly anywhere else. */
export function rareWords(texts: readonly string[]): Float64Array {
  const counts = new Uint8Array(SLOTS);
  let slots = new Int32Array(1 << 12);
  let count = 0;
  const ends = new Int32Array(texts.length);
  scanTexts(texts, {
    visit(hash) {
      const slot = slotOf(hash);
      if ((counts[slot] ?? 0) <= FEW) counts[slot] = (counts[slot] ?? 0) + 1;
      if (count === slots.length) slots = grown(slots);
      slots[count++] = slot;
    },
    endText(index) {
      ends[index] = count;
    },
  });
  const rare = new Float64Array(texts.length);
  let at = 0;
  for (let index = 0; index < texts.length; index++) {
    let found = 0;
    for (const end = ends[index] ?? 0; at < end; at++) {
      if ((counts[slots[at] ?? 0] ?? 0) <= FEW) found++;
    }
    rare[index] = Math.min(MOST, found) / MOST;
  }
  return rare;
}

function grown(slots: Int32Array): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(slots.length * 2);
  larger.set(slots);
  return larger;
}

function slotOf(hash: number): number {
  return (Math.imul(hash, 0x9e3779b1) >>> 14) & (SLOTS - 1);
}
