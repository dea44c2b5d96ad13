// Numbers for texts that are the same, and for values that look alike.

/** A number for a text, the same for the same text. */
export function hashOf(text: string): number {
  let hash = 17;
  for (let at = 0; at < text.length; at++) hash = (Math.imul(hash, 31) + text.charCodeAt(at)) | 0;
  return hash;
}

/** Spreads small numbers over all bits. */
export const SPREAD = 0x9e3779b1;

/** The same number for values that look alike: letters and digits by class, so that versions look like versions and times like times. */
export function hashOfMask(value: string, seed: number): number {
  let hash = Math.imul(seed + 1, SPREAD);
  let previous = 0;
  for (let at = 0; at < value.length; at++) {
    const kind = classOf(value.charCodeAt(at));
    if (kind !== previous || kind > DIGIT) hash = (Math.imul(hash, 31) + kind) | 0;
    previous = kind;
  }
  return hash;
}

const LETTER = 1;
const DIGIT = 2;

function classOf(code: number): number {
  if (code >= 48 && code <= 57) return DIGIT;
  const lower = code | 32;
  return lower >= 97 && lower <= 122 ? LETTER : code;
}
