// A fast, deterministic estimate of o200k tokens: one pass over the characters, no tables. For ranking and budgets only.

/** Behind the last character. */
const END = 0;
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
  const { length } = text;
  let tokens = 0;
  let next = length > 0 ? classAt(text, 0) : END;
  for (let at = 0; at < length;) {
    const kind = next;
    const start = at;
    do {
      at++;
      next = at < length ? classAt(text, at) : END;
    } while (next === kind);
    // "HTTPServer" reads as "HTTP" and "Server"; "Server" is one word.
    if (kind === UPPER && next === LOWER) {
      if (at - start > 1) tokens += WEIGHT.capitals;
      do {
        at++;
        next = at < length ? classAt(text, at) : END;
      } while (next === LOWER);
      tokens += costOf(LOWER, at - start);
    } else {
      tokens += costOf(kind, at - start);
    }
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

/** Longer runs are rare. */
const LONGEST_KNOWN = 32;
const KINDS = 8;
const COSTS = knownCosts();

function costOf(kind: number, length: number): number {
  return length < LONGEST_KNOWN
    ? (COSTS[kind * LONGEST_KNOWN + length] ?? 0)
    : costOfRun(kind, length);
}

function costOfRun(kind: number, length: number): number {
  if (kind === LOWER) return WEIGHT.word + WEIGHT.letterBeyondSix * Math.max(0, length - 6);
  if (kind === UPPER) return WEIGHT.capitals;
  if (kind === DIGIT) return WEIGHT.digitTriple * Math.ceil(length / 3);
  if (kind === SPACE) return length === 1 ? WEIGHT.singleSpace : WEIGHT.spaces;
  if (kind === NEWLINE) return WEIGHT.newlines;
  if (kind === MARK) return WEIGHT.marks + WEIGHT.markBeyondTwo * Math.max(0, length - 2);
  return WEIGHT.wide * length;
}

function knownCosts(): Float64Array {
  const costs = new Float64Array(KINDS * LONGEST_KNOWN);
  for (let kind = 1; kind < KINDS; kind++) {
    for (let length = 1; length < LONGEST_KNOWN; length++) {
      costs[kind * LONGEST_KNOWN + length] = costOfRun(kind, length);
    }
  }
  return costs;
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
