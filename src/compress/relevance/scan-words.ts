// Walks the words of a text once, by character codes, and gives each as a 32-bit hash: no strings, no regular expressions.
// Words are lower-cased, split at camelCase, digits and punctuation, and stemmed lightly ("fails", "failed": "fail").

const OTHER = 0;
const LOWER = 1;
const UPPER = 2;
const DIGIT = 3;
/** Chinese, Japanese, Korean: no blanks between words, so each pair of neighbours counts as a word. */
const IDEOGRAPH = 4;

const CLASS_OF_ASCII = classesOfAscii();

/** Calls `visit` with the hash of every word, identifier part and, for split identifiers, the whole run. Gives their number. */
export function scanWords(text: string, visit: (hash: number) => void): number {
  let words = 0;
  let at = 0;
  while (at < text.length) {
    const kind = classOf(text.charCodeAt(at));
    if (kind === OTHER) {
      at++;
    } else if (kind === IDEOGRAPH) {
      visit(hashOfPair(text, at));
      words++;
      at++;
    } else {
      const end = visitRun(text, at, visit);
      words++;
      at = end;
    }
  }
  return words;
}

/** The hash under which `scanWords` reports a single word. */
export function hashOfWord(word: string): number {
  let last = 0;
  scanWords(word, (hash) => {
    last = hash;
  });
  return last;
}

function visitRun(text: string, start: number, visit: (hash: number) => void): number {
  let runHash = 0;
  let partHash = 0;
  let partStart = start;
  let parts = 0;
  let kind = classOf(text.charCodeAt(start));
  let at = start;
  while (kind !== OTHER && kind !== IDEOGRAPH) {
    const code = lowered(text.charCodeAt(at));
    runHash = grow(runHash, code);
    partHash = grow(partHash, code);
    at++;
    const next = at < text.length ? classOf(text.charCodeAt(at)) : OTHER;
    if ((next !== kind || kind === UPPER) && isPartEnd(text, at, kind, next)) {
      visit(stem(partHash, text, partStart, at));
      parts++;
      partStart = at;
      partHash = 0;
    }
    kind = next;
  }
  if (parts > 1) visit(runHash);
  return at;
}

/** "fooBar" ends a part before B, "HTTPServer" before S, "ts2345" before 2. */
// eslint-disable-next-line max-params -- called for every character; an options object would cost more than the work
function isPartEnd(text: string, at: number, kind: number, next: number): boolean {
  if (next === OTHER || next === IDEOGRAPH) return true;
  if ((kind === DIGIT) !== (next === DIGIT)) return true;
  if (next === UPPER && kind === LOWER) return true;
  return (
    next === UPPER &&
    kind === UPPER &&
    at + 1 < text.length &&
    classOf(text.charCodeAt(at + 1)) === LOWER
  );
}

/** The hash of a part without its ending. */
// eslint-disable-next-line max-params -- called for every word
function stem(hash: number, text: string, start: number, end: number): number {
  let stemmed = hash;
  const stop = end - suffixLength(text, start, end);
  for (let at = end - 1; at >= stop; at--) stemmed = shrink(stemmed, lowered(text.charCodeAt(at)));
  return stemmed;
}

const LETTER_S = 115;
const LETTER_E = 101;

/** Length of the ending that a light stemmer drops: -s, -es, -ed, -ing, -e. */
function suffixLength(text: string, start: number, end: number): number {
  const length = end - start;
  if (length < 4) return 0;
  const last = text.charCodeAt(end - 1) | 32;
  const before = text.charCodeAt(end - 2) | 32;
  if (last === LETTER_S) return lengthOfPlural(before, length);
  if (length < 5) return 0;
  if (last === LETTER_E) return 1;
  const third = text.charCodeAt(end - 3) | 32;
  if (last === 100 && before === LETTER_E && third !== LETTER_E) return 2;
  if (length > 5 && last === 103 && before === 110 && third === 105) return 3;
  return 0;
}

function lengthOfPlural(before: number, length: number): number {
  const isNoPlural = before === LETTER_S || before === 117 || before === 105;
  if (isNoPlural) return 0;
  return before === LETTER_E && length > 5 ? 2 : 1;
}

function grow(hash: number, code: number): number {
  return (Math.imul(hash, 31) + code + 1) | 0;
}

/** The inverse of 31 among 32-bit numbers. */
const INVERSE_31 = 0xbdef7bdf;

/** Takes back what `grow` added last. */
function shrink(hash: number, code: number): number {
  return Math.imul(hash - code - 1, INVERSE_31);
}

function lowered(code: number): number {
  if (code < 128) return code >= 65 && code <= 90 ? code + 32 : code;
  return String.fromCharCode(code).toLowerCase().charCodeAt(0);
}

function hashOfPair(text: string, at: number): number {
  const next = at + 1 < text.length ? text.charCodeAt(at + 1) : 0;
  const second = classOf(next) === IDEOGRAPH ? next : 0;
  return (Math.imul(text.charCodeAt(at), 65599) + second) | 0;
}

function classOf(code: number): number {
  if (code < 128) return CLASS_OF_ASCII[code] ?? OTHER;
  if (code < 0xc0) return OTHER;
  if (code < 0x2000) return LOWER;
  if (code < 0x3040) return OTHER;
  if (code <= 0x9fff || (code >= 0xac00 && code <= 0xd7a3)) return IDEOGRAPH;
  return OTHER;
}

function classesOfAscii(): Uint8Array {
  const classes = new Uint8Array(128);
  classes.fill(DIGIT, 48, 58);
  classes.fill(UPPER, 65, 91);
  classes.fill(LOWER, 97, 123);
  return classes;
}
