// Lines that begin with another word than almost all others: "delete mode ..." among hundreds of "create mode ...".
import type { WordHashes } from './find-shapes.ts';

/** Fewer lines do not tell what is usual. */
const FEWEST_LINES = 40;
/** A word that so many lines begin with is a usual one, and so many of the lines must begin with such words. */
const USUAL_SHARE = 0.05;
const USUAL_TOGETHER = 0.8;
/** So few lines begin with a rare word. */
const MOST_RARE = 3;
const RARE_SHARE = 0.01;

/** Words that share a slot count together: fewer are rare then, and the same every time. */
const SLOTS = 1 << 10;

/** 1 for each line whose first word is rare, where most lines begin with a few words. */
export function findRareHeads(words: WordHashes): Uint8Array {
  const lineCount = words.starts.length - 1;
  const rare = new Uint8Array(lineCount);
  if (lineCount < FEWEST_LINES) return rare;
  const slots = new Int32Array(lineCount).fill(-1);
  const counts = new Int32Array(SLOTS);
  let all = 0;
  for (let line = 0; line < lineCount; line++) {
    const head = headOf(words, line);
    if (head === 0) continue;
    const slot = head & (SLOTS - 1);
    slots[line] = slot;
    counts[slot] = (counts[slot] ?? 0) + 1;
    all++;
  }
  let usual = 0;
  for (const count of counts) {
    if (count >= lineCount * USUAL_SHARE) usual += count;
  }
  if (usual < all * USUAL_TOGETHER) return rare;
  const most = Math.max(MOST_RARE, lineCount * RARE_SHARE);
  for (let line = 0; line < lineCount; line++) {
    const slot = slots[line] ?? -1;
    if (slot !== -1 && (counts[slot] ?? 0) <= most) rare[line] = 1;
  }
  return rare;
}

/** The first word of a line that is no value; 0 for a line without any. */
function headOf(words: WordHashes, line: number): number {
  const end = words.starts[line + 1] ?? 0;
  for (let at = words.starts[line] ?? 0; at < end; at++) {
    const hash = words.hashes[at] ?? 0;
    if (hash !== 0) return hash;
  }
  return 0;
}
