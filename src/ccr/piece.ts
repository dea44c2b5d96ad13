// What slices are made of, and the value they come as.
import type { Range } from './merge-ranges.ts';

/** A stretch of the original, or one line made from it, complete with its line end. */
export interface Piece {
  readonly text: string;
  /** The number of its line or row. */
  readonly number: number;
}

export interface Slice {
  readonly pieces: readonly Piece[];
  /** What a piece is called when the rest is offered. */
  readonly unit: 'line' | 'row' | 'match' | 'value';
  /** Less than the whole was asked for. */
  readonly isPart: boolean;
  /** What a reader must know to take the pieces for what they are. */
  readonly note?: string;
}
export type SliceResult = { readonly ok: true; readonly slice: Slice } | BadSlice;
export interface BadSlice {
  readonly ok: false;
  /** A whole sentence. */
  readonly message: string;
  readonly hint: string;
}

/** The pieces in these ranges, in order. */
export function choosePieces(pieces: readonly Piece[], ranges: readonly Range[]): readonly Piece[] {
  return ranges.flatMap(({ from, to }) => pieces.slice(from - 1, to));
}
