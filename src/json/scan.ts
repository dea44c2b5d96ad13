// Where one JSON token ends, in bytes: RFC 8259 to the letter. Every scanner answers -1 when the bytes are not that token.

export const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const LETTER_U = 0x75;
const MINUS = 0x2d;
const PLUS = 0x2b;
const POINT = 0x2e;
const DIGIT_ZERO = 0x30;
const DIGIT_NINE = 0x39;
/** Clears the bit that tells an ASCII capital from its small letter. */
const SMALL = 0x20;
const LETTER_E = 0x65;

/** 1 for bytes that stand for themselves inside a string: not a quote, a backslash or a control character. */
const PLAIN = tableOf((byte) => byte >= 0x20 && byte !== QUOTE && byte !== BACKSLASH);
const SIMPLE_ESCAPE = tableOf((byte) => '"\\/bfnrt'.includes(String.fromCharCode(byte)));
const HEX = tableOf((byte) => /[0-9a-fA-F]/.test(String.fromCharCode(byte)));
const SPACE = tableOf((byte) => byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09);

/** The first byte at or after `at` that is not white space. */
export function skipSpace(bytes: Buffer, at: number): number {
  const length = bytes.length;
  while (at < length && SPACE[bytes[at] ?? 0] === 1) at++;
  return at;
}

/** The end of the string whose opening quote is at `start`; `words` shows the same bytes. */
export function scanString(bytes: Buffer, words: DataView, start: number): number {
  const length = bytes.length;
  let at = start + 1;
  while (at < length) {
    at = skipPlain(bytes, words, at);
    const byte = bytes[at];
    if (byte === QUOTE) return at + 1;
    if (byte !== BACKSLASH) return -1;
    at = scanEscape(bytes, at + 1);
    if (at === -1) return -1;
  }
  return -1;
}

/** The first byte at or after `at` that does not stand for itself. */
function skipPlain(bytes: Buffer, words: DataView, at: number): number {
  const length = bytes.length;
  while (at + 4 <= length && isPlainWord(words.getUint32(at, true))) at += 4;
  while (at < length && PLAIN[bytes[at] ?? 0] === 1) at++;
  return at;
}

/**
 * Whether none of four bytes is below 0x20, a quote or a backslash: what a subtraction borrows shows in the highest bit of a
 * byte ("Determine if a word has a byte less than n", Bit Twiddling Hacks). Never says yes wrongly.
 */
function isPlainWord(word: number): boolean {
  const quotes = word ^ 0x22222222;
  const backslashes = word ^ 0x5c5c5c5c;
  const isBelow = (word - 0x20202020) & ~word;
  const isQuote = (quotes - 0x01010101) & ~quotes;
  const isBackslash = (backslashes - 0x01010101) & ~backslashes;
  return ((isBelow | isQuote | isBackslash) & 0x80808080) === 0;
}

function scanEscape(bytes: Buffer, at: number): number {
  const byte = bytes[at] ?? 0;
  if (SIMPLE_ESCAPE[byte] === 1) return at + 1;
  if (byte !== LETTER_U) return -1;
  for (let digit = at + 1; digit <= at + 4; digit++) {
    if (HEX[bytes[digit] ?? 0] !== 1) return -1;
  }
  return at + 5;
}

/** The end of the number that starts at `start`: no leading zeros, digits on both sides of a point. */
export function scanNumber(bytes: Buffer, start: number): number {
  let at = bytes[start] === MINUS ? start + 1 : start;
  at = bytes[at] === DIGIT_ZERO ? at + 1 : scanDigits(bytes, at);
  if (at !== -1 && bytes[at] === POINT) at = scanDigits(bytes, at + 1);
  if (at !== -1 && ((bytes[at] ?? 0) | SMALL) === LETTER_E) {
    const sign = bytes[at + 1];
    at = scanDigits(bytes, sign === MINUS || sign === PLUS ? at + 2 : at + 1);
  }
  return at;
}

function scanDigits(bytes: Buffer, start: number): number {
  let at = start;
  while (isDigit(bytes[at] ?? 0)) at++;
  return at === start ? -1 : at;
}

/** Whether a byte is an ASCII digit. */
export function isDigit(byte: number): boolean {
  return byte >= DIGIT_ZERO && byte <= DIGIT_NINE;
}

/** The end of `word` (`true`, `false` or `null`) if it stands at `start`. */
export function scanWord(bytes: Buffer, start: number, word: string): number {
  for (let index = 0; index < word.length; index++) {
    if (bytes[start + index] !== word.charCodeAt(index)) return -1;
  }
  return start + word.length;
}

function tableOf(accepts: (byte: number) => boolean): Uint8Array {
  return Uint8Array.from({ length: 256 }, (_, byte) => (accepts(byte) ? 1 : 0));
}
