// A number for a text, to tell texts apart quickly. Two texts can share one.

/** FNV-1a over the UTF-16 of a text; 32 bits, signed. */
export function hashText(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) {
    hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  }
  return hash | 0;
}
