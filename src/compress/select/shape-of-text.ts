// The shape of a unit of text, for choosing: units of one shape say the same with other numbers.

/** What stands further behind tells no shapes apart. */
const LONGEST = 200;

/** A number for what a text says, its digits and blanks aside. */
export function shapeOfText(text: string): number {
  let hash = 0;
  const end = Math.min(text.length, LONGEST);
  for (let at = 0; at < end; at++) {
    const code = text.charCodeAt(at);
    if (code > 32 && (code < 48 || code > 57)) hash = (Math.imul(hash, 31) + code) | 0;
  }
  return hash;
}
