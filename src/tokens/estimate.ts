// A fast, deterministic estimate of o200k tokens, without a table of tokens. For ranking and budgets only.
import {
  findShortRuns,
  KIND,
  kindOfCode,
  LONGEST_BLOCK,
  LONGEST_SHORT,
  RUNS,
  runsOf,
  type Found,
} from './runs.ts';

const { kinds, ends } = RUNS;
const NO_RUN = KIND.none;
const LOWER = KIND.lower;
const UPPER = KIND.upper;
const DIGIT = KIND.digit;
const SPACE = KIND.space;
const LINE_FEED = KIND.lineFeed;
const MARK = KIND.mark;

/** Runs of some kinds are one to the estimate: a line feed behind a carriage return, everything beyond ASCII. */
const WIDE = 9;
const GROUP_OF_KIND = groupOfKind();

function groupOfKind(): Uint8Array {
  const groups = Uint8Array.from(Object.values(KIND), (kind) => Math.min(kind, WIDE));
  groups[KIND.return] = LINE_FEED;
  groups[KIND.underscore] = MARK;
  return groups;
}

/** For fewer characters it does not pay to find the runs first. */
const LEAST_FOR_RUNS = 256;

/** Estimated o200k tokens of a text: within about 15 % on tool outputs (4 % on average), far faster than counting. */
export function estimateTokens(text: string): number {
  const { length } = text;
  if (length < LEAST_FOR_RUNS) return estimateByCharacter(text);
  const sum: Sum = { tokens: 0, group: NO_RUN, length: 0 };
  if (length <= LONGEST_BLOCK) {
    addRuns(length <= LONGEST_SHORT ? findShortRuns(text) : runsOf(text), sum);
  } else {
    for (let at = 0; at < length; at += LONGEST_SHORT)
      addRuns(findShortRuns(text.slice(at, at + LONGEST_SHORT)), sum);
  }
  return total(sum);
}

/** What was read so far, but for the group at the end, which may go on. */
interface Sum {
  tokens: number;
  group: number;
  length: number;
}

function total({ tokens, group, length }: Sum): number {
  return Math.round(tokens + costOf(group, length));
}

function addRuns({ first, last }: Found, sum: Sum): void {
  // Said to be integers of 32 bits, which makes the loop faster.
  const end = last | 0;
  let { tokens } = sum;
  let group = sum.group | 0;
  let length = sum.length | 0;
  let run = first | 0;
  let at = ends[run - 1] ?? 0;
  while (run <= end) {
    const next = GROUP_OF_KIND[kinds[run] ?? NO_RUN] ?? NO_RUN;
    const runEnd = ends[run] ?? 0;
    const added = (runEnd - at) | 0;
    if (next === group) {
      length = (length + added) | 0;
    } else if (group === UPPER && next === LOWER) {
      // "HTTPServer" reads as "HTTP" and "Server"; "Server" is one word.
      if (length > 1) tokens += WEIGHT.capitals;
      group = LOWER;
      length = (length + added) | 0;
    } else {
      tokens += costOf(group, length);
      group = next;
      length = added;
    }
    at = runEnd;
    run = (run + 1) | 0;
  }
  sum.tokens = tokens;
  sum.group = group;
  sum.length = length;
}

const GROUP_OF_ASCII = Uint8Array.from(
  { length: 128 },
  (_, code) => GROUP_OF_KIND[kindOfCode(code)] ?? NO_RUN,
);

/** The same sums in the same order. */
function estimateByCharacter(text: string): number {
  const { length } = text;
  let tokens = 0;
  let next = length > 0 ? groupAt(text, 0) : NO_RUN;
  for (let at = 0; at < length;) {
    const group = next;
    const start = at;
    do {
      at++;
      next = at < length ? groupAt(text, at) : NO_RUN;
    } while (next === group);
    if (group === UPPER && next === LOWER) {
      if (at - start > 1) tokens += WEIGHT.capitals;
      do {
        at++;
        next = at < length ? groupAt(text, at) : NO_RUN;
      } while (next === LOWER);
      tokens += costOf(LOWER, at - start);
    } else {
      tokens += costOf(group, at - start);
    }
  }
  return Math.round(tokens);
}

function groupAt(text: string, at: number): number {
  const code = text.charCodeAt(at);
  return code < 128 ? (GROUP_OF_ASCII[code] ?? NO_RUN) : WIDE;
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
const COSTS = knownCosts();

/** Estimated tokens of so many characters of one group; 0 for NO_RUN. */
function costOf(group: number, length: number): number {
  return length < LONGEST_KNOWN
    ? (COSTS[group * LONGEST_KNOWN + length] ?? 0)
    : costOfRun(group, length);
}

function costOfRun(group: number, length: number): number {
  if (group === LOWER) return WEIGHT.word + WEIGHT.letterBeyondSix * Math.max(0, length - 6);
  if (group === UPPER) return WEIGHT.capitals;
  if (group === DIGIT) return WEIGHT.digitTriple * Math.ceil(length / 3);
  if (group === SPACE) return length === 1 ? WEIGHT.singleSpace : WEIGHT.spaces;
  if (group === LINE_FEED) return WEIGHT.newlines;
  if (group === MARK) return WEIGHT.marks + WEIGHT.markBeyondTwo * Math.max(0, length - 2);
  return group === NO_RUN ? 0 : WEIGHT.wide * length;
}

function knownCosts(): Float64Array {
  const costs = new Float64Array((WIDE + 1) * LONGEST_KNOWN);
  for (let group = NO_RUN + 1; group <= WIDE; group++) {
    for (let length = 1; length < LONGEST_KNOWN; length++) {
      costs[group * LONGEST_KNOWN + length] = costOfRun(group, length);
    }
  }
  return costs;
}
