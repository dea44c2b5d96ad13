// The short form of a log, and its exact inverse. Its marks:
//   line ×3     the line stands three times
//   &a          a text listed under the first line (another sign if the log uses this one)
//   &a 3 x      the same, with values for the slots in it, up to the end of the line
//   @head       the lines below start with this and a blank, up to the next such line; a bare @ ends it
//   @head…      the same without a blank
//   =line       this line is whole, whatever stands above
import { isDigit } from './lines/digits.ts';

const OPENING = '[in short form';
const SIGNS = ['&', '§', '~', '^', '¤'] as const;
const LETTERS = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ';
export const MOST_SEGMENTS = LETTERS.length;
export const LINE_HEAD = '@';
export const WHOLE_LINE = '=';
const TIMES = ' ×';
/** At the end of a head: no blank follows. */
const GLUED = '…';
const SLOTS = ['*', '□', '▪', '◦'] as const;

export interface ShortForm {
  readonly lines: readonly string[];
  /** Texts that lines refer to by the sign and a letter. */
  readonly segments: readonly string[];
  readonly sign: string;
  /** What stands for a value in a listed text; empty when there are only fixed texts. */
  readonly slot: string;
  readonly hasHeads: boolean;
  readonly hasRepeats: boolean;
  readonly lineEnd: string;
}

/** Whether a text holds nothing that could be taken for a mark of the short form. */
export function isFreeOfMarks(lines: readonly string[]): boolean {
  if (lines[0]?.startsWith(OPENING) === true) return false;
  return lines.every((line) => timesOf(line) === undefined);
}

/** A sign that never stands before a letter in the text; undefined when all of them do. */
export function findSign(text: string): string | undefined {
  return SIGNS.find((sign) => !hasSignedLetter(text, sign));
}

function hasSignedLetter(text: string, sign: string): boolean {
  for (let at = text.indexOf(sign); at !== -1; at = text.indexOf(sign, at + 1)) {
    if (isLetter(text.charCodeAt(at + 1))) return true;
  }
  return false;
}

/** A character that the text does not hold, to stand for values. */
export function findSlot(text: string): string | undefined {
  return SLOTS.find((slot) => !text.includes(slot));
}

/** The line that says how the lines below it start; undefined for a start that cannot be told from another. */
export function headLine(head: string): string | undefined {
  if (head.endsWith(' '))
    return head.endsWith(GLUED + ' ') ? undefined : LINE_HEAD + head.slice(0, -1);
  return LINE_HEAD + head + GLUED;
}

function headIn(line: string): string {
  const head = line.slice(LINE_HEAD.length);
  return head.endsWith(GLUED) ? head.slice(0, -GLUED.length) : head + ' ';
}

/** The mark that stands for a segment. */
export function segmentMark(sign: string, index: number): string {
  return sign + LETTERS.charAt(index);
}

/** The line that says how often it stands. */
export function repeatedLine(line: string, times: number): string {
  return times === 1 ? line : line + TIMES + times;
}

const SLOT_MEANING = 'are the values behind the mark';

/** Writes the short form: what its marks mean, the listed texts, the lines. */
export function writeShortForm(form: ShortForm): string {
  const meanings = [
    form.hasRepeats ? '×3 = line stands 3 times' : '',
    form.segments.length > 0
      ? `${segmentMark(form.sign, 0)} = text listed first${form.slot && `, its ${form.slot} ${SLOT_MEANING}`}`
      : '',
    form.hasHeads
      ? `${LINE_HEAD}… = start of the lines below it, ${WHOLE_LINE}… = line as it is`
      : '',
  ];
  const opening = [OPENING, ...meanings.filter(Boolean)].join('; ') + ']';
  const list = form.segments.map((text, index) => `${segmentMark(form.sign, index)} ${text}`);
  return [opening, ...list, ...form.lines].join(form.lineEnd);
}

/** The text whose short form this is; a text that is none comes back as it is. */
export function expandShortForm(text: string): string {
  const openingEnd = text.indexOf('\n');
  if (!text.startsWith(OPENING) || openingEnd === -1) return text;
  const lineEnd = text.charAt(openingEnd - 1) === '\r' ? '\r\n' : '\n';
  const [opening = '', ...rest] = text.split(lineEnd);
  const sign = SIGNS.find((one) => opening.includes(`; ${one}a = `));
  const segments = sign === undefined ? [] : readSegments(rest, sign);
  const slot = SLOTS.find((one) => opening.includes(`, its ${one} ${SLOT_MEANING}`));
  const body = rest.slice(segments.length);
  const whole = opening.includes(`; ${LINE_HEAD}… = `) ? undoHeads(body) : body;
  const lines: string[] = [];
  for (const line of whole) {
    const repeated = timesOf(line);
    const bare = repeated?.line ?? line;
    const full = sign === undefined ? bare : putSegments(bare, { sign, segments, slot });
    for (let times = repeated?.times ?? 1; times > 0; times--) lines.push(full);
  }
  return lines.join(lineEnd);
}

function readSegments(lines: readonly string[], sign: string): string[] {
  const segments: string[] = [];
  for (const line of lines) {
    const mark = segmentMark(sign, segments.length) + ' ';
    if (segments.length >= MOST_SEGMENTS || !line.startsWith(mark)) break;
    segments.push(line.slice(mark.length));
  }
  return segments;
}

/** Puts the heads back in front of their lines. */
function undoHeads(lines: readonly string[]): string[] {
  const whole: string[] = [];
  let head = '';
  for (const line of lines) {
    if (line.startsWith(WHOLE_LINE)) whole.push(line.slice(1));
    else if (line === LINE_HEAD) head = '';
    else if (line.startsWith(LINE_HEAD)) head = headIn(line);
    else whole.push(head + line);
  }
  return whole;
}

function timesOf(line: string): { readonly line: string; readonly times: number } | undefined {
  let at = line.length;
  while (at > 0 && isDigit(line.charCodeAt(at - 1))) at--;
  if (at === line.length || line.length - at > 7) return undefined;
  if (!line.endsWith(TIMES, at)) return undefined;
  return { line: line.slice(0, at - TIMES.length), times: Number(line.slice(at)) };
}

interface List {
  readonly sign: string;
  readonly segments: readonly string[];
  readonly slot: string | undefined;
}

function putSegments(line: string, { sign, segments, slot }: List): string {
  let full = '';
  let from = 0;
  for (let at = line.indexOf(sign); at !== -1; at = line.indexOf(sign, at + 1)) {
    const segment = segments[LETTERS.indexOf(line.charAt(at + 1))];
    if (segment === undefined || !isLetter(line.charCodeAt(at + 1))) continue;
    full += line.slice(from, at);
    if (slot !== undefined) return full + fillSlots(segment, slot, line.slice(at + 3));
    full += segment;
    from = at + 2;
  }
  return full + line.slice(from);
}

function fillSlots(template: string, slot: string, values: string): string {
  const parts = template.split(slot);
  const given = values.split(' ');
  return parts
    .map((part, index) => (index === 0 ? part : (given[index - 1] ?? '') + part))
    .join('');
}

function isLetter(code: number): boolean {
  const lower = code | 32;
  return lower >= 97 && lower <= 122;
}
