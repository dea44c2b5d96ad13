// Where the pieces end that o200k merges tokens in. For plain ASCII a scan of the characters says it, some ten times faster than the
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

const CLASS_OF_ASCII = classesOfAscii();

function classesOfAscii(): Uint8Array {
  const classes = new Uint8Array(128);
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

/** The end of the piece that begins at `at`. */
export function endOfPiece(text: string, at: number): number {
  const end = endInAscii(text, at);
  if (end !== UNKNOWN) return end;
  PATTERN.lastIndex = at;
  // Every character fits one of the alternatives.
  return PATTERN.test(text) ? PATTERN.lastIndex : at + 1;
}

const UNKNOWN = -1;

function endInAscii(text: string, at: number): number {
  const first = classAt(text, at);
  if (first === LOWER || first === UPPER) return endOfWord(text, at);
  if (first === DIGIT) return endOfDigits(text, at);
  if (first === WIDE) return UNKNOWN;
  const second = classAt(text, at + 1);
  if (second === WIDE) return UNKNOWN;
  if (first !== LINE_END && (second === LOWER || second === UPPER)) return endOfWord(text, at + 1);
  if (first === OTHER) return endOfMarks(text, at + 1);
  if (second === OTHER && text.charCodeAt(at) === SPACE) return endOfMarks(text, at + 2);
  return endOfSpace(text, at);
}

function classAt(text: string, at: number): number {
  if (at >= text.length) return NOTHING;
  const code = text.charCodeAt(at);
  return code < 128 ? (CLASS_OF_ASCII[code] ?? OTHER) : WIDE;
}

/** "HTTPserver", "Server", "server's": capitals, then small letters, then what is left out of a word in English. */
function endOfWord(text: string, from: number): number {
  let at = from;
  let now = classAt(text, at);
  while (now === UPPER) now = classAt(text, ++at);
  while (now === LOWER) now = classAt(text, ++at);
  if (now === WIDE) return UNKNOWN;
  return text.charCodeAt(at) === APOSTROPHE ? at + contractionAt(text, at) : at;
}

/** The length of "'s" or "'re", if it stands there. */
function contractionAt(text: string, at: number): number {
  const [first, second] = [smallAt(text, at + 1), smallAt(text, at + 2)];
  if (first === 's' || first === 'd' || first === 'm' || first === 't') return 2;
  if (first === 'l') return second === 'l' ? 3 : 0;
  return (first === 'v' || first === 'r') && second === 'e' ? 3 : 0;
}

function smallAt(text: string, at: number): string {
  const now = classAt(text, at);
  return now === LOWER || now === UPPER ? text.charAt(at).toLowerCase() : '';
}

function endOfDigits(text: string, from: number): number {
  let at = from + 1;
  while (at < from + 3) {
    const now = classAt(text, at);
    if (now === WIDE) return UNKNOWN;
    if (now !== DIGIT) break;
    at++;
  }
  return at;
}

function endOfMarks(text: string, from: number): number {
  let at = from;
  let now = classAt(text, at);
  while (now === OTHER) now = classAt(text, ++at);
  if (now === WIDE) return UNKNOWN;
  while (now === LINE_END || text.charCodeAt(at) === SLASH) now = classAt(text, ++at);
  return at;
}

/** Up to its last line end; without one up to the blank that the next word begins with. */
function endOfSpace(text: string, from: number): number {
  let at = from;
  let lineEnd = UNKNOWN;
  let now = classAt(text, at);
  while (now === BLANK || now === LINE_END) {
    if (now === LINE_END) lineEnd = at + 1;
    now = classAt(text, ++at);
  }
  if (now === WIDE) return UNKNOWN;
  if (lineEnd !== UNKNOWN) return lineEnd;
  return now === NOTHING || at === from + 1 ? at : at - 1;
}
