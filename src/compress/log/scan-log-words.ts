// Walks the words of a log line by character codes. A word is a run of letters, digits and `_`; case does not matter.

/** How a word stands in its line. */
export const HAS_DIGIT = 1;
/** Part of a path, a file name, an option or an identifier: "src/error.ts" does not report an error. */
export const GLUED = 2;
/** Written like a type: "TypeError", "NullPointerException". */
export const CAMEL = 4;
export const CAPITALS = 8;

/** The words of one line, in order; room for one line, used again for the next. */
export interface LineWords {
  count: number;
  readonly hashes: Int32Array;
  readonly starts: Int32Array;
  readonly ends: Int32Array;
  readonly flags: Uint8Array;
}

/** Of a very long line only so many characters are read. */
const LONGEST_SCAN = 2_000;

/** Room for the words of any line. */
export function roomForWords(): LineWords {
  // A word and the blank behind it are two characters at least.
  const most = LONGEST_SCAN / 2 + 1;
  return {
    count: 0,
    hashes: new Int32Array(most),
    starts: new Int32Array(most),
    ends: new Int32Array(most),
    flags: new Uint8Array(most),
  };
}

const LETTER = 1;
const DIGIT = 2;
const CLASS_OF_ASCII = classesOfAscii();

/** Finds each word of a line: its hash, where it stands and how. */
export function scanLogWords(text: string, words: LineWords): void {
  const end = Math.min(text.length, LONGEST_SCAN);
  let count = 0;
  let at = 0;
  while (at < end) {
    if (classAt(text, at) === 0) {
      at++;
      continue;
    }
    const start = at;
    let hash = 0;
    let flags = 0;
    let uppers = 0;
    for (; at < end; at++) {
      const code = text.charCodeAt(at);
      const kind = code < 128 ? (CLASS_OF_ASCII[code] ?? 0) : wideClassOf(code);
      if (kind === 0) break;
      if (kind === DIGIT) flags |= HAS_DIGIT;
      if (code >= 65 && code <= 90) {
        uppers++;
        hash = (Math.imul(hash, 31) + code + 33) | 0;
      } else {
        hash = (Math.imul(hash, 31) + code + 1) | 0;
      }
    }
    if (uppers > 1) flags |= uppers === at - start ? CAPITALS : CAMEL;
    if (isGlued(text, start, at)) flags |= GLUED;
    words.hashes[count] = hash;
    words.starts[count] = start;
    words.ends[count] = at;
    words.flags[count] = flags;
    count++;
  }
  words.count = count;
}

/** The hash under which a word of ASCII letters is reported. */
export function hashOfLogWord(word: string): number {
  const words = roomForWords();
  scanLogWords(word, words);
  return words.hashes[words.count - 1] ?? 0;
}

/** Joined to another word by a mark that file names, options and identifiers hold. */
function isGlued(text: string, start: number, end: number): boolean {
  const before = text.charCodeAt(start - 1);
  if (isJoint(before) && (isDash(before) || classAt(text, start - 2) !== 0)) return true;
  const after = text.charCodeAt(end);
  return isJoint(after) && classAt(text, end + 1) !== 0;
}

/** One of . / \ - + $ @ */
function isJoint(code: number): boolean {
  return (code >= 45 && code <= 47) || code === 92 || code === 36 || code === 64 || code === 43;
}

function isDash(code: number): boolean {
  return code === 45 || code === 47 || code === 92 || code === 46;
}

function classAt(text: string, at: number): number {
  const code = text.charCodeAt(at);
  if (Number.isNaN(code)) return 0;
  return code < 128 ? (CLASS_OF_ASCII[code] ?? 0) : wideClassOf(code);
}

/** Letters of other scripts; typographic marks, box drawing and symbols are none. */
function wideClassOf(code: number): number {
  return (code >= 0xc0 && code < 0x2000) || (code >= 0x3040 && code < 0xd7b0) ? LETTER : 0;
}

function classesOfAscii(): Uint8Array {
  const classes = new Uint8Array(128);
  classes.fill(DIGIT, 48, 58);
  classes.fill(LETTER, 65, 91);
  classes.fill(LETTER, 97, 123);
  classes[95] = LETTER;
  return classes;
}
