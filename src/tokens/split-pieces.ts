// Where the pieces end that o200k merges tokens in. For plain ASCII a scan of the bytes says it, some ten times faster than the
// pattern; beside anything else the pattern itself is asked.

/** o200k's own pattern, from the place where a piece begins. */
const PATTERN = patternOf(
  String.raw`[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]*[\p{Ll}\p{Lm}\p{Lo}\p{M}]+CONTRACTION`,
  String.raw`[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]+[\p{Ll}\p{Lm}\p{Lo}\p{M}]*CONTRACTION`,
  String.raw`\p{N}{1,3}`,
  String.raw` ?[^\s\p{L}\p{N}]+[\r\n/]*`,
  String.raw`\s*[\r\n]+`,
  String.raw`\s+(?!\S)`,
  String.raw`\s+`,
);

function patternOf(...alternatives: readonly string[]): RegExp {
  const contraction = `(?:'(?:[sS]|[dD]|[mM]|[tT]|[lL][lL]|[vV][eE]|[rR][eE]))?`;
  return new RegExp(alternatives.join('|').replaceAll('CONTRACTION', contraction), 'uy');
}

const OTHER = 0;
const LOWER = 1;
const UPPER = 2;
const DIGIT = 3;
const BLANK = 4;
const LINE_END = 5;
/** Beyond ASCII: only the pattern knows. */
const WIDE = 6;
const NOTHING = 7;

const CLASSES = classesOfBytes();

function classesOfBytes(): Uint8Array {
  const classes = new Uint8Array(256).fill(WIDE, 128);
  classes[9] = classes[11] = classes[12] = classes[32] = BLANK;
  classes[10] = classes[13] = LINE_END;
  classes.fill(DIGIT, 48, 58);
  classes.fill(UPPER, 65, 91);
  classes.fill(LOWER, 97, 123);
  return classes;
}

const SPACE = 32;
const APOSTROPHE = 39;
const SLASH = 47;

/** The end of the piece that begins at this byte, or UNKNOWN where only the pattern can tell. `length`: bytes that hold text. */
export function endOfPiece(bytes: Uint8Array, at: number, length: number): number {
  const first = classAt(bytes, at, length);
  if (first === LOWER || first === UPPER) return endOfWord(bytes, at, length);
  if (first === DIGIT) return endOfDigits(bytes, at, length);
  if (first === WIDE) return UNKNOWN;
  const second = classAt(bytes, at + 1, length);
  if (second === WIDE) return UNKNOWN;
  if (first !== LINE_END && (second === LOWER || second === UPPER))
    return endOfWord(bytes, at + 1, length);
  if (first === OTHER) return endOfMarks(bytes, at + 1, length);
  if (second === OTHER && bytes[at] === SPACE) return endOfMarks(bytes, at + 2, length);
  return endOfSpace(bytes, at, length);
}

export const UNKNOWN = -1;

/** The end of the piece that begins at this character, in characters. */
export function endByPattern(text: string, at: number): number {
  PATTERN.lastIndex = at;
  // Every character fits one of the alternatives.
  return PATTERN.test(text) ? PATTERN.lastIndex : at + 1;
}

function classAt(bytes: Uint8Array, at: number, length: number): number {
  return at < length ? (CLASSES[bytes[at] ?? 0] ?? WIDE) : NOTHING;
}

/** "HTTPserver", "Server", "server's": capitals, then small letters, then what is left out of a word in English. */
function endOfWord(bytes: Uint8Array, from: number, length: number): number {
  let at = from;
  let now = classAt(bytes, at, length);
  while (now === UPPER) now = classAt(bytes, ++at, length);
  while (now === LOWER) now = classAt(bytes, ++at, length);
  if (now === WIDE) return UNKNOWN;
  return bytes[at] === APOSTROPHE && at < length ? at + contractionAt(bytes, at, length) : at;
}

/** The length of "'s" or "'re", if it stands there. */
function contractionAt(bytes: Uint8Array, at: number, length: number): number {
  const [first, second] = [smallAt(bytes, at + 1, length), smallAt(bytes, at + 2, length)];
  if (first === 's' || first === 'd' || first === 'm' || first === 't') return 2;
  if (first === 'l') return second === 'l' ? 3 : 0;
  return (first === 'v' || first === 'r') && second === 'e' ? 3 : 0;
}

function smallAt(bytes: Uint8Array, at: number, length: number): string {
  const now = classAt(bytes, at, length);
  return now === LOWER || now === UPPER ? String.fromCharCode((bytes[at] ?? 0) | 32) : '';
}

function endOfDigits(bytes: Uint8Array, from: number, length: number): number {
  let at = from + 1;
  while (at < from + 3) {
    const now = classAt(bytes, at, length);
    if (now === WIDE) return UNKNOWN;
    if (now !== DIGIT) break;
    at++;
  }
  return at;
}

function endOfMarks(bytes: Uint8Array, from: number, length: number): number {
  let at = from;
  let now = classAt(bytes, at, length);
  while (now === OTHER) now = classAt(bytes, ++at, length);
  if (now === WIDE) return UNKNOWN;
  while (now === LINE_END || (now === OTHER && bytes[at] === SLASH))
    now = classAt(bytes, ++at, length);
  return at;
}

/** Up to its last line end; without one up to the blank that the next word begins with. */
function endOfSpace(bytes: Uint8Array, from: number, length: number): number {
  let at = from;
  let lineEnd = UNKNOWN;
  let now = classAt(bytes, at, length);
  while (now === BLANK || now === LINE_END) {
    if (now === LINE_END) lineEnd = at + 1;
    now = classAt(bytes, ++at, length);
  }
  if (now === WIDE) return UNKNOWN;
  if (lineEnd !== UNKNOWN) return lineEnd;
  return now === NOTHING || at === from + 1 ? at : at - 1;
}
