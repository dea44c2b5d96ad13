// Whether what our parser has read is JSON for every other reader too.

const QUOTE = 34;
const BACKSLASH = 92;
const SMALL_U = 117;
/** Of `NaN` and `Infinity`: no other word outside a string has these letters. */
const LARGE_N = 78;
const LARGE_I = 73;
/** What a backslash may stand before, besides the `u` of a code. */
const ESCAPED: ReadonlySet<number> = new Set(
  [...'"\\/bfnrt'].map((character) => character.charCodeAt(0)),
);
const CODE = /[0-9a-fA-F]{4}/y;

/** Whether the value from `start` to `end`, which our parser has read, has no words, escapes or bare characters of its own. */
export function isStrict(text: string, start: number, end: number): boolean {
  for (let at = start; at < end; at++) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) {
      at = strictEnd(text, at);
      if (at < 0) return false;
    } else if (code === LARGE_N || code === LARGE_I) {
      return false;
    }
  }
  return true;
}

/** The closing quote of a string; -1 if something in it is no JSON. */
function strictEnd(text: string, start: number): number {
  for (let at = start + 1; ; at++) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) return at;
    // NaN behind the end of the text is not less than anything.
    if (!(code >= 32)) return -1;
    if (code !== BACKSLASH) continue;
    at++;
    if (text.charCodeAt(at) !== SMALL_U) {
      if (!ESCAPED.has(text.charCodeAt(at))) return -1;
      continue;
    }
    CODE.lastIndex = at + 1;
    if (!CODE.test(text)) return -1;
  }
}
