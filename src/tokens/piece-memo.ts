// The tokens of pieces that came by before. Most of a text is made of few different pieces: looking one up by its bytes makes no
// strings. Law: the answer is that of `count`, whatever is remembered.

export type CountPiece = (bytes: Uint8Array, from: number, to: number) => number;

/** Longer pieces are rare; only what repeats at once is worth remembering. */
const LONGEST_PIECE = 24;
const SLOTS = 1 << 15;
const LONGEST_REPEATED = 2048;

/** Remembers in one megabyte what `count` says; of pieces that share a slot the latest. */
export function createPieceMemo(count: CountPiece): CountPiece {
  const known = new Uint8Array(SLOTS * LONGEST_PIECE);
  const lengths = new Uint8Array(SLOTS);
  const counts = new Uint8Array(SLOTS);
  const countLong = rememberLast(count);
  return (bytes, from, to) => {
    const length = to - from;
    if (length > LONGEST_PIECE) return countLong(bytes, from, to);
    let hash = 0x811c9dc5;
    for (let at = from; at < to; at++) hash = Math.imul(hash ^ (bytes[at] ?? 0), 0x01000193);
    const slot = (hash ^ (hash >>> 15)) & (SLOTS - 1);
    const start = slot * LONGEST_PIECE;
    if (lengths[slot] === length) {
      let same = 0;
      while (same < length && known[start + same] === bytes[from + same]) same++;
      if (same === length) return counts[slot] ?? 0;
    }
    const tokens = count(bytes, from, to);
    known.set(bytes.subarray(from, to), start);
    lengths[slot] = length;
    counts[slot] = tokens;
    return tokens;
  };
}

/** A megabyte of one letter is cut into pieces that are all the same. */
function rememberLast(count: CountPiece): CountPiece {
  const last = new Uint8Array(LONGEST_REPEATED);
  let length = 0;
  let tokens = 0;
  return (bytes, from, to) => {
    let same = 0;
    while (same < length && last[same] === bytes[from + same]) same++;
    if (to - from === length && same === length) return tokens;
    tokens = count(bytes, from, to);
    length = to - from;
    if (length > LONGEST_REPEATED) length = 0;
    else last.set(bytes.subarray(from, to));
    return tokens;
  };
}
