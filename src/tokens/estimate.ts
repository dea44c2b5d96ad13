// A fast, deterministic estimate of o200k tokens: one pass over the characters, no tables. For ranking and budgets only.

const LOWER = 1;
const UPPER = 2;
const DIGIT = 3;
const SPACE = 4;
const NEWLINE = 5;
const MARK = 6;
const WIDE = 7;

const CLASS_OF_ASCII = classesOfAscii();

/** Estimated o200k tokens of a text: within about 15 % on tool outputs (4 % on average), far faster than counting. */
export function estimateTokens(text: string): number {
  let tokens = 0;
  let at = 0;
  while (at < text.length) {
    const first = classAt(text, at);
    let end = endOfRun(text, at, first);
    if (first === UPPER && end < text.length && classAt(text, end) === LOWER) {
      // "HTTPServer" reads as "HTTP" and "Server"; "Server" is one word.
      if (end - at > 1) tokens += WEIGHT.capitals;
      end = endOfRun(text, end, LOWER);
      tokens += wordCost(end - at);
    } else {
      tokens += runCost(first, end - at);
    }
    at = end;
  }
  return Math.round(tokens);
}

/** Fitted by least squares on relative error against o200k counts of some 200 pieces of real tool output. */
const WEIGHT = {
  word: 1,
  letterBeyondSix: 0.07,
  capitals: 1.7,
  digitTriple: 1.5,
  singleSpace: 0.19,
  spaces: 1.5,
  newlines: 0.34,
  marks: 0.55,
  markBeyondTwo: 0.32,
  wide: 0.76,
} as const;

function runCost(kind: number, length: number): number {
  if (kind === LOWER) return wordCost(length);
  if (kind === UPPER) return WEIGHT.capitals;
  if (kind === DIGIT) return WEIGHT.digitTriple * Math.ceil(length / 3);
  if (kind === SPACE) return length === 1 ? WEIGHT.singleSpace : WEIGHT.spaces;
  if (kind === NEWLINE) return WEIGHT.newlines;
  if (kind === MARK) return WEIGHT.marks + WEIGHT.markBeyondTwo * Math.max(0, length - 2);
  return WEIGHT.wide * length;
}

function wordCost(length: number): number {
  return WEIGHT.word + WEIGHT.letterBeyondSix * Math.max(0, length - 6);
}

function endOfRun(text: string, from: number, kind: number): number {
  let end = from + 1;
  while (end < text.length && classAt(text, end) === kind) end++;
  return end;
}

function classAt(text: string, index: number): number {
  const code = text.charCodeAt(index);
  return code < 128 ? (CLASS_OF_ASCII[code] ?? MARK) : WIDE;
}

function classesOfAscii(): Uint8Array {
  const classes = new Uint8Array(128).fill(MARK);
  classes.fill(SPACE, 0, 33);
  classes[10] = classes[13] = NEWLINE;
  classes.fill(DIGIT, 48, 58);
  classes.fill(UPPER, 65, 91);
  classes.fill(LOWER, 97, 123);
  return classes;
}
