// Keeps an answer below the size at which agents cut or store tool results themselves. Law: what is cut is cut at a line
// end, and the last line says how to go on.

/** Every known client shows 20 kB whole; the rest is room for what they wrap around it. */
export const LARGEST_ANSWER_BYTES = 18_000;
/** Room for the last line. */
const NOTE_BYTES = 320;

export interface PagedText {
  readonly text: string;
  /** Number of the first line in the original, counted from 1, when the lines of the text are lines of the original. */
  readonly firstLine?: number;
  /** What to ask for instead, where positions do not say it. */
  readonly more?: string;
}

/** The text itself when it is small enough, else its first part and a line that names what to ask for next. */
export function pageOf(answer: PagedText): string {
  const bytes = Buffer.from(answer.text, 'utf8');
  if (bytes.length <= LARGEST_ANSWER_BYTES) return answer.text;
  const room = LARGEST_ANSWER_BYTES - NOTE_BYTES;
  const lineEnd = bytes.lastIndexOf(10, room - 1);
  if (lineEnd < 0) return `${wholeCharacters(bytes, room)}\n${longLineNote(answer)}`;
  const shown = bytes.subarray(0, lineEnd).toString('utf8');
  return `${shown}\n${nextNote(answer, countLines(shown))}`;
}

/** Cuts before a character that would not fit whole. */
function wholeCharacters(bytes: Buffer, room: number): string {
  let end = room;
  while (end > 0 && ((bytes[end] ?? 0) & 0xc0) === 0x80) end--;
  return bytes.subarray(0, end).toString('utf8');
}

function countLines(text: string): number {
  let lines = 1;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) lines++;
  return lines;
}

function nextNote({ text, firstLine, more }: PagedText, shown: number): string {
  if (firstLine === undefined) {
    return `[headroom: more than fits one answer; ${more ?? 'ask for less, or read by lines'}.]`;
  }
  const next = firstLine + shown;
  return `[headroom: lines ${firstLine}-${next - 1} are above; the next are lines "${next}-${lastLine(text, firstLine)}".]`;
}

function longLineNote({ text, firstLine, more }: PagedText): string {
  const part = more ?? 'use grep or json_path for a part of it';
  const start = `[headroom: this line is longer than one answer; ${part}`;
  if (firstLine === undefined || lastLine(text, firstLine) === firstLine) return `${start}.]`;
  return `${start}, or go on with lines "${firstLine + 1}-${lastLine(text, firstLine)}".]`;
}

/** A line end at the very end does not begin another line. */
function lastLine(text: string, firstLine: number): number {
  return firstLine + countLines(text) - (text.endsWith('\n') ? 2 : 1);
}
