// Strings without their quotes: which may stand bare, and how a bare word is read back. Lexemes are never decoded.
import {
  endOfLiteral,
  endOfNumber,
  endOfString,
  jsonReader,
  parseValue,
} from '../document/parse-json.ts';

/** Where a string stands decides which characters would end it. */
export type Place = 'cell' | 'suffix' | 'inline' | 'line' | 'key';

/** What ends or confuses a bare string, by place. A quote anywhere is refused everywhere. */
const FORBIDDEN: Readonly<Record<Place, Uint8Array>> = {
  cell: forbidden(' '),
  suffix: forbidden(' '),
  inline: forbidden(' ,[]{}'),
  line: forbidden(''),
  key: forbidden(' ,:[]{}=?*#~&^'),
};

/** A string as it is written in some place: bare if it can be read back, else with its quotes. */
export function writeString(lexeme: string, place: Place): string {
  return writeStringAt(lexeme, { start: 0, end: lexeme.length }, place);
}

/** The string that stands in a text from quote to quote, as it is written in some place. */
export function writeStringAt(text: string, quoted: Span, place: Place): string {
  const { start, end } = quoted;
  return isBare(text, quoted, place) ? text.slice(start + 1, end - 1) : text.slice(start, end);
}

interface Span {
  readonly start: number;
  readonly end: number;
}

/** The lexeme that a bare word stands for: itself if it is a number or literal, else a string. */
export function readBare(word: string): string {
  const span = { start: 0, end: word.length };
  const isValue = isNumber(word, span) || endOfLiteral(word, 0) === word.length;
  return isValue ? word : `"${word}"`;
}

/** Of a string from quote to quote, as are those below: this runs for every cell, and makes no object for it. */
function isBare(text: string, quoted: Span, place: Place): boolean {
  const start = quoted.start + 1;
  const end = quoted.end - 1;
  if (end <= start) return false;
  const bad = FORBIDDEN[place];
  for (let index = start; index < end; index++) {
    const code = text.charCodeAt(index);
    if (code < 128 && bad[code] === 1) return false;
  }
  if (place === 'key') return true;
  if (isSign(text, quoted, place)) return false;
  if (endOfLiteral(text, start) === end) return false;
  return place === 'suffix' || !mayBeNumber(text, start) || endOfNumber(text, start) !== end;
}

/** Bare words that mean something else where they would stand. */
function isSign(text: string, quoted: Span, place: Place): boolean {
  const start = quoted.start + 1;
  const end = quoted.end - 1;
  const first = text.charCodeAt(start);
  if (first === CODE.brace || first === CODE.bracket) return true;
  if (place === 'line') {
    if (first === CODE.closingBracket || first === CODE.closingBrace) return true;
    if (first === CODE.apostrophe) return true;
    return first === CODE.space || text.charCodeAt(end - 1) === CODE.space;
  }
  if (place === 'inline') return false;
  if (first === CODE.ampersand || first === CODE.apostrophe) return true;
  if (first === CODE.tilde) return isMissing(text.slice(start, end));
  return end - start === 1 && (first === CODE.star || first === CODE.hash);
}

const CODE = {
  space: 32,
  hash: 35,
  ampersand: 38,
  apostrophe: 39,
  star: 42,
  bracket: 91,
  closingBracket: 93,
  brace: 123,
  closingBrace: 125,
  tilde: 126,
} as const;

/** `~`, or `~3` for three missing cells in a row. */
export function isMissing(word: string): boolean {
  if (word.charCodeAt(0) !== CODE.tilde) return false;
  for (let index = 1; index < word.length; index++) {
    const code = word.charCodeAt(index);
    if (code < 48 || code > 57) return false;
  }
  return true;
}

function isNumber(text: string, { start, end }: Span): boolean {
  return mayBeNumber(text, start) && endOfNumber(text, start) === end;
}

function mayBeNumber(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return code === 45 || (code >= 48 && code <= 57);
}

function forbidden(characters: string): Uint8Array {
  const table = new Uint8Array(128);
  table.fill(1, 0, 32);
  for (const character of `${characters}"`) table[character.charCodeAt(0)] = 1;
  return table;
}

/** JSON inside a string, without its escapes; undefined if the string holds something else or would not come back. */
export function unescapeJson(lexeme: string): string | undefined {
  const second = lexeme.charCodeAt(1);
  if (second !== CODE.brace && second !== CODE.bracket) return undefined;
  if (!lexeme.includes('\\"')) return undefined;
  const content = lexeme.slice(1, -1).replace(/\\(["\\])/g, '$1');
  return escapeJson(content) === lexeme && endOfJson(content, 0) === content.length
    ? content
    : undefined;
}

/** The inverse of `unescapeJson`. */
export function escapeJson(content: string): string {
  return `"${content.replace(/["\\]/g, '\\$&')}"`;
}

/** Where the JSON value that starts at `at` ends; -1 if it does not. */
export function endOfJson(text: string, at: number): number {
  const reader = jsonReader(text);
  reader.at = at;
  const value = parseValue(reader);
  return value === undefined || value.open > 0 ? -1 : value.node.end;
}

/** The end of the quoted string at `at`, or the end of the text if it never ends. */
export function endOfQuoted(text: string, at: number): number {
  const end = endOfString(text, at);
  return end < 0 ? text.length : end;
}
