// Keeps an answer below a number of tokens. Law: cut at a line end, and the last line says how much follows and where.
import type { CountTokens } from '../tokens/count.ts';
import type { Piece, Slice } from './piece.ts';

/** Room for the last line. */
const NOTE_TOKENS = 40;
const MOST_RANGES_SHOWN = 5;

/** The text of a slice, whole when it fits. */
export function cutToTokens(
  slice: Slice,
  limit: { readonly maxTokens: number | undefined; readonly count: CountTokens },
): string {
  const { pieces } = slice;
  const { maxTokens, count } = limit;
  if (maxTokens === undefined) return joined(pieces);
  const room = Math.max(1, maxTokens - NOTE_TOKENS);
  let tokens = 0;
  let fitting = 0;
  for (const [index, piece] of pieces.entries()) {
    // The sum over lines is never below the count of the whole by more than rounding; one pass, and it can stop early.
    tokens += count(piece.text);
    if (tokens > maxTokens) return cutText(slice, fitting, { room, count });
    if (tokens <= room) fitting = index + 1;
  }
  return joined(pieces);
}

function cutText(
  slice: Slice,
  fitting: number,
  limit: { readonly room: number; readonly count: CountTokens },
): string {
  const rest = slice.pieces.slice(fitting);
  const shown = joined(slice.pieces.slice(0, fitting));
  const [next] = rest;
  if (fitting > 0 || next === undefined)
    return `${ended(shown)}[headroom: ${followNote(slice, rest)}]`;
  const start = startOf(next.text, limit);
  const cut = `${start.length} of ${next.text.length} characters of this ${slice.unit} are shown`;
  const following = rest.slice(1);
  const follows = following.length === 0 ? '' : `; ${followNote(slice, following)}`;
  return `${ended(start)}[headroom: ${cut}${follows}]`;
}

function joined(pieces: readonly Piece[]): string {
  return pieces.map((piece) => piece.text).join('');
}

function ended(text: string): string {
  return text === '' || text.endsWith('\n') ? text : `${text}\n`;
}

/** "340 more lines follow: lines 61-400". */
function followNote(slice: Slice, rest: readonly Piece[]): string {
  const { unit } = slice;
  const plural = rest.length === 1 ? unit : unit === 'match' ? 'matches' : `${unit}s`;
  const verb = rest.length === 1 ? 'follows' : 'follow';
  const start = `${rest.length} more ${plural} ${verb}`;
  if (unit === 'value') return `${start}; a narrower path gives them`;
  if (unit === 'match') return `${start}: the same pattern with lines ${rest[0]?.number ?? 1}-`;
  return `${start}: ${unit}s ${rangesOf(rest)}`;
}

function rangesOf(pieces: readonly Piece[]): string {
  const ranges: Array<{ from: number; to: number }> = [];
  for (const { number } of pieces) {
    const last = ranges.at(-1);
    if (last !== undefined && number === last.to + 1) last.to = number;
    else ranges.push({ from: number, to: number });
  }
  const shown = ranges
    .slice(0, MOST_RANGES_SHOWN)
    .map(({ from, to }) => (from === to ? String(from) : `${from}-${to}`));
  return shown.join(',') + (ranges.length > MOST_RANGES_SHOWN ? ' and more' : '');
}

/** The longest beginning that fits, found by halving; never half a character. */
function startOf(
  text: string,
  limit: { readonly room: number; readonly count: CountTokens },
): string {
  // A token is rarely longer than this many characters, so that a text of megabytes is not counted again and again.
  let longest = Math.min(text.length, limit.room * 16);
  let fits = 0;
  while (fits < longest) {
    const middle = Math.ceil((fits + longest) / 2);
    if (limit.count(text.slice(0, middle)) <= limit.room) fits = middle;
    else longest = middle - 1;
  }
  const last = text.charCodeAt(fits - 1);
  return text.slice(0, last >= 0xd800 && last <= 0xdbff ? fits - 1 : fits);
}
