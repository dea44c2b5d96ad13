// Strings without their quotes: which may stand bare, and how a bare word is read back. Lexemes are never decoded.
import {
  endOfNumber,
  endOfString,
  jsonReader,
  LITERALS,
  parseValue,
} from '../document/parse-json.ts';

/** Where a string stands decides which characters would end it. */
export type Place = 'cell' | 'suffix' | 'inline' | 'line' | 'key';

/** What ends or confuses a bare string, by place. A quote anywhere is refused everywhere. */
const FORBIDDEN: Readonly<Record<Place, readonly boolean[]>> = {
  cell: forbidden(' '),
  suffix: forbidden(' '),
  inline: forbidden(' ,[]{}'),
  line: forbidden(''),
  key: forbidden(' ,:[]{}=?*#~&^'),
};

/** A string as it is written in some place: bare if it can be read back, else with its quotes. */
export function writeString(lexeme: string, place: Place): string {
  const bare = lexeme.slice(1, -1);
  return isBare(bare, place) ? bare : lexeme;
}

/** The lexeme that a bare word stands for: itself if it is a number or literal, else a string. */
export function readBare(word: string): string {
  return isValueWord(word) ? word : `"${word}"`;
}

function isBare(content: string, place: Place): boolean {
  if (content.length === 0) return false;
  const bad = FORBIDDEN[place];
  for (let index = 0; index < content.length; index++) {
    const code = content.charCodeAt(index);
    if (code < 128 && bad[code]) return false;
  }
  if (place === 'key') return true;
  if (isSign(content, place)) return false;
  return place === 'suffix' ? !LITERALS.has(content) : !isValueWord(content);
}

/** Bare words that mean something else where they would stand. */
function isSign(content: string, place: Place): boolean {
  const first = content.charCodeAt(0);
  if (first === CODE.brace || first === CODE.bracket) return true;
  if (place === 'line') {
    if (first === CODE.closingBracket || first === CODE.closingBrace) return true;
    if (first === CODE.apostrophe) return true;
    return first === CODE.space || content.charCodeAt(content.length - 1) === CODE.space;
  }
  if (place === 'inline') return false;
  if (first === CODE.ampersand || first === CODE.apostrophe) return true;
  if (first === CODE.tilde) return isMissing(content);
  return content === '*' || content === '#';
}

const CODE = {
  space: 32,
  ampersand: 38,
  apostrophe: 39,
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

function isValueWord(word: string): boolean {
  const code = word.charCodeAt(0);
  if (code === 45 || (code >= 48 && code <= 57)) {
    if (endOfNumber(word, 0) === word.length) return true;
  }
  return word.length <= 9 && LITERALS.has(word);
}

function forbidden(characters: string): readonly boolean[] {
  const table = new Array<boolean>(128).fill(false);
  for (let code = 0; code < 32; code++) table[code] = true;
  for (const character of `${characters}"`) table[character.charCodeAt(0)] = true;
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
