// The tokens of pieces that came by before. Most of a text is made of few different pieces: looking one up by its characters costs no
// substring and no hashing of strings. Law: the answer is that of `count`, whatever is remembered.

/** Longer pieces are rare; only what repeats at once is worth remembering. */
const LONGEST_PIECE = 24;
const SLOTS = 1 << 15;
const MOST_LONG = 64;

/** Remembers in three megabytes what `count` says; of pieces that share a slot the latest. */
export function createPieceMemo(
  count: (piece: string) => number,
): (text: string, from: number, to: number) => number {
  const codes = new Uint16Array(SLOTS * LONGEST_PIECE);
  const lengths = new Uint8Array(SLOTS);
  const counts = new Uint8Array(SLOTS);
  const long = new Map<string, number>();

  function isKnown(slot: number, text: string, from: number): boolean {
    const start = slot * LONGEST_PIECE;
    const length = lengths[slot] ?? 0;
    for (let at = 0; at < length; at++) {
      if (codes[start + at] !== text.charCodeAt(from + at)) return false;
    }
    return true;
  }

  function remember(slot: number, piece: string, tokens: number): void {
    lengths[slot] = piece.length;
    counts[slot] = tokens;
    const start = slot * LONGEST_PIECE;
    for (let at = 0; at < piece.length; at++) codes[start + at] = piece.charCodeAt(at);
  }

  function countLong(piece: string): number {
    const tokens = long.get(piece) ?? count(piece);
    if (long.size >= MOST_LONG) long.clear();
    long.set(piece, tokens);
    return tokens;
  }

  return (text, from, to) => {
    const length = to - from;
    if (length > LONGEST_PIECE) return countLong(text.slice(from, to));
    let hash = 0x811c9dc5;
    for (let at = from; at < to; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
    const slot = (hash ^ (hash >>> 15)) & (SLOTS - 1);
    if (lengths[slot] === length && isKnown(slot, text, from)) return counts[slot] ?? 0;
    const piece = text.slice(from, to);
    const tokens = count(piece);
    remember(slot, piece, tokens);
    return tokens;
  };
}
