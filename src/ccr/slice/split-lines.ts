// A text in lines, each with its own line end: joined again they are the text.
import type { Piece } from '../piece.ts';

/** Lines end at "\n"; a "\r" before it belongs to the line end. A text that ends with one has no empty line after it. */
export function splitLines(text: string): readonly Piece[] {
  const pieces: Piece[] = [];
  for (let start = 0; start < text.length;) {
    const newline = text.indexOf('\n', start);
    const end = newline < 0 ? text.length : newline + 1;
    pieces.push({ text: text.slice(start, end), number: pieces.length + 1 });
    start = end;
  }
  return pieces;
}
