// Byte pair encoding of one piece, counted: of all neighbours those with the lowest rank are merged, until none make a token.
import type { CountPiece } from './piece-memo.ts';
import { NO_RANK, type TokenTable } from './token-table.ts';

/** Counts the tokens of a piece, given as its bytes. */
export function createPieceCounter(table: TokenTable): CountPiece {
  return (bytes, from, to) =>
    table.rankOf(bytes, from, to) === NO_RANK ? countMerged(bytes.subarray(from, to), table) : 1;
}

/** Quadratic in the length of the piece. */
function countMerged(bytes: Uint8Array, table: TokenTable): number {
  const { length } = bytes;
  /** Where each part begins, and the rank of it with the next. */
  const starts = new Int32Array(length + 1);
  const ranks = new Int32Array(length);
  for (let at = 0; at <= length; at++) starts[at] = at;
  let parts = length;
  const rankAt = (part: number): number =>
    part + 2 > parts ? NO_RANK : table.rankOf(bytes, starts[part] ?? 0, starts[part + 2] ?? 0);
  for (let part = 0; part < parts; part++) ranks[part] = rankAt(part);
  for (;;) {
    let lowest = NO_RANK;
    let merged = -1;
    for (let part = 0; part + 1 < parts; part++) {
      const rank = ranks[part] ?? NO_RANK;
      if (rank < lowest) [lowest, merged] = [rank, part];
    }
    if (merged === -1) return parts;
    starts.copyWithin(merged + 1, merged + 2, parts + 1);
    ranks.copyWithin(merged + 1, merged + 2, parts);
    parts--;
    ranks[merged] = rankAt(merged);
    if (merged > 0) ranks[merged - 1] = rankAt(merged - 1);
  }
}
