// Which members say the same.
import type { Entry, Outline } from '../outline.ts';
import { isName, LONGEST_PHRASE } from './about-member.ts';
import { hashOf, hashOfMask, SPREAD } from './hash-of-mask.ts';

const SHOWS_SHAPE = 24;

/** A member that stands so often in the document says nothing new wherever it stands. */
const OFTEN = 4;

/** Shapes of members: of one container those whose values look alike, in all of them those that are written alike. */
export function memberShapes({ entries }: Outline): (entry: Entry) => number {
  const counts = new Map<number, number>();
  for (const entry of entries) {
    if (entry.kind !== 'line' || entry.text.length > LONGEST_PHRASE) continue;
    const hash = hashOf(entry.text);
    counts.set(hash, (counts.get(hash) ?? 0) + 1);
  }
  return ({ parent, text, lead }) => {
    if (lead !== '' && text.length <= LONGEST_PHRASE) {
      const hash = hashOf(text);
      if ((counts.get(hash) ?? 0) >= OFTEN) return hash;
    }
    const start = lead.length;
    // What something is called, or how it is, says no other member.
    if (lead !== '' && isName(text.slice(start)))
      return hashOf(lead) ^ Math.imul(parent + 1, SPREAD);
    return hashOfMask(text.slice(start, start + SHOWS_SHAPE), parent);
  };
}
