// Keeps answers below the size at which agents cut or store tool results themselves. Law: what is cut is cut at a line
// end, and the last line says how to go on.
import { estimateTokens } from '../tokens/estimate.ts';

/** Every known client shows 20 kB whole; the rest is room for what they wrap around it. */
export const LARGEST_ANSWER_BYTES = 18_000;
/** Room for the last line. */
const NOTE_BYTES = 320;
const ROOM_BYTES = LARGEST_ANSWER_BYTES - NOTE_BYTES;

/** A limit on tokens that is never wider than an answer may be, in the terms of `retrieve`. */
export interface AnswerLimit {
  readonly maxTokens: number;
  readonly count: (text: string) => number;
}

/** The limit for one answer: bytes are counted, and tokens too where the model asked for fewer. */
export function answerLimit(maxTokens: number | undefined): AnswerLimit {
  if (maxTokens === undefined) return { maxTokens: ROOM_BYTES, count: Buffer.byteLength };
  const tokensPerByte = maxTokens / ROOM_BYTES;
  return {
    maxTokens,
    count: (text) => Math.max(estimateTokens(text), Buffer.byteLength(text) * tokensPerByte),
  };
}

/** The text itself when it is small enough, else its beginning and a line with what to do instead. */
export function pageOf(text: string, instead: string): string {
  const bytes = Buffer.from(text, 'utf8');
  if (bytes.length <= LARGEST_ANSWER_BYTES) return text;
  const lineEnd = bytes.lastIndexOf(10, ROOM_BYTES - 1);
  const end = lineEnd < 0 ? characterEnd(bytes, ROOM_BYTES) : lineEnd;
  const shown = bytes.subarray(0, end).toString('utf8');
  return `${shown}\n[headroom: more than fits one answer; ${instead}.]`;
}

/** Before a character that would not fit whole. */
function characterEnd(bytes: Buffer, room: number): number {
  let end = room;
  while (end > 0 && ((bytes[end] ?? 0) & 0xc0) === 0x80) end--;
  return end;
}
