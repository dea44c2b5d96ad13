// What a log line reports, by its words: an error, a warning, a success, a summary. Words inside paths, options and
// identifiers do not count, and neither does "0 errors".
import { CAMEL, CAPITALS, GLUED, hashOfLogWord, scanLogWords } from './scan-log-words.ts';

export const ERROR = 1;
export const FAILURE = 2;
export const WARNING = 4;
/** Words that often go with trouble: "denied", "timeout", "missing". */
export const TROUBLE = 8;
export const SUCCESS = 16;
export const SUMMARY = 32;
/** Says itself that it is only information or for debugging. */
export const CHATTER = 64;
/** Only says that something begins: "=== RUN TestAdd". */
export const START = 128;

const WORDS: readonly (readonly [number, string])[] = [
  [
    ERROR,
    `error errors err fatal panic panicked critical crit emerg alert severe exception exceptions traceback segfault
    sigsegv sigabrt sigkill sigbus oom abort aborted aborting crash crashed corrupt corrupted corruption killed`,
  ],
  [FAILURE, 'fail failed fails failing failure failures errored broken unhandled uncaught'],
  [WARNING, 'warn warning warnings deprecated deprecation'],
  [
    TROUBLE,
    `denied refused timeout timeouts cannot unable unexpected invalid missing unreachable rejected forbidden
    unauthorized mismatch overflow leak leaked deadlock unresolved undefined conflict conflicts exceeded exhausted bad
    illegal malformed unsupported unavailable interrupted lost stale retrying expected violation wrong overcommit`,
  ],
  [SUCCESS, 'pass passed passes ok success succeeded successful successfully'],
  [
    SUMMARY,
    `passing pending skipped xfailed total totals ran found finished done completed tests suites examples assertions
    problems warnings errors failures failed passed failing exit exited code status summary elapsed build stop`,
  ],
  [CHATTER, 'info debug trace verbose notice'],
];

const WORD_MEANINGS = meaningsOfWords();
const NEGATIONS = new Set(['no', 'without', 'zero', 'not'].map(hashOfLogWord));
/** Where the words of a very long line may still say what it is about. */
const LONGEST_HEADLINE = 1_000;

/** The meanings of a line, as bits. */
export function meaningOf(line: string): number {
  const state = { found: 0, wasNegated: false, summaryWords: 0, isVerdict: false };
  const end = Math.min(line.length, LONGEST_HEADLINE);
  scanLogWords(line, { start: 0, end }, (hash, start, flags) => {
    const meaning = meaningOfWord(hash, flags) || meaningOfType(line, start, flags);
    const isNegated = state.wasNegated || isZeroBefore(line, start);
    state.wasNegated = NEGATIONS.has(hash);
    if (meaning === 0) return;
    if ((meaning & SUCCESS) !== 0 && isVerdict(line, start, flags)) state.isVerdict = true;
    if ((meaning & SUMMARY) !== 0) state.summaryWords++;
    if ((flags & GLUED) === 0 || (meaning & CAMEL_TYPE) !== 0) {
      state.found |= isNegated && (meaning & BAD) !== 0 ? SUMMARY : meaning & ~SUMMARY;
    }
  });
  const mark = meaningOfMarks(line);
  if (state.summaryWords > 0 && isSummary(line)) return state.found | mark | SUMMARY;
  // "✔ reports an error": the words are the name of a test that passed.
  if (mark === START) return START;
  const hasPassed = mark === SUCCESS || (state.isVerdict && (state.found & FAILURE) === 0);
  return hasPassed ? SUCCESS : state.found | mark;
}

/** "PASSED" or a closing "ok" judges the line; "passes" in a sentence does not. */
function isVerdict(line: string, start: number, flags: number): boolean {
  if ((flags & CAPITALS) !== 0) return true;
  const end = endOfWord(line, start);
  return end === line.length || (end - start === 2 && line.charCodeAt(end) === 13);
}

const BAD = ERROR | FAILURE | WARNING | TROUBLE;
const CAMEL_TYPE = 1 << 12;

function meaningOfWord(hash: number, flags: number): number {
  const meaning = WORD_MEANINGS.get(hash) ?? 0;
  // "info" and "notice" in a sentence are words; in capitals or brackets they are levels. Near enough: capitals only.
  if (meaning === CHATTER && (flags & CAPITALS) === 0) return 0;
  return meaning;
}

/** "TypeError", "NullPointerException", also at the end of a dotted name. */
function meaningOfType(line: string, start: number, flags: number): number {
  if ((flags & CAMEL) === 0) return 0;
  const end = endOfWord(line, start);
  const isType =
    line.endsWith('Error', end) || line.endsWith('Exception', end) || line.endsWith('Warning', end);
  if (!isType) return 0;
  return (line.endsWith('Warning', end) ? WARNING : ERROR) | CAMEL_TYPE;
}

function endOfWord(line: string, start: number): number {
  let end = start;
  while (end < line.length && isWordCode(line.charCodeAt(end))) end++;
  return end;
}

function isZeroBefore(line: string, start: number): boolean {
  return (
    line.charCodeAt(start - 1) === 32 &&
    line.charCodeAt(start - 2) === 48 &&
    !isWordCode(line.charCodeAt(start - 3)) &&
    line.charCodeAt(start - 3) !== 46
  );
}

/** Marks that test reporters put in front: a tick, a cross. */
const MARKS: Readonly<Record<string, number>> = {
  '✓': SUCCESS,
  '✔': SUCCESS,
  '√': SUCCESS,
  '✗': FAILURE,
  '✖': FAILURE,
  '✘': FAILURE,
  '✕': FAILURE,
  '⚠': WARNING,
};

/** How Go and googletest announce a test. */
const STARTS = ['=== RUN ', '=== PAUSE ', '=== CONT ', '=== NAME ', '[ RUN '];

function meaningOfMarks(line: string): number {
  let at = 0;
  while (at < line.length && line.charCodeAt(at) <= 32) at++;
  const first = line.charCodeAt(at);
  if (first > 0x2000) return MARKS[line.charAt(at)] ?? 0;
  if (first === 61 || first === 91)
    return STARTS.some((one) => line.startsWith(one, at)) ? START : 0;
  if (line.startsWith('***', at) || line.startsWith('E  ', at)) return FAILURE;
  return 0;
}

/** "3 failed, 41 passed", "Tests: 5", "BUILD FAILED", "exit code 1", "Found 82 errors": a line that counts outcomes. */
const SUMMARY_FORMS: readonly RegExp[] = [
  /\b\d+ (?:\w+ )?(?:passed|passing|failed|failing|failures?|errors?|warnings?|skipped|pending|tests?|suites?|examples|assertions|problems?|xfailed)\b/i,
  /\b(?:tests?|suites|failures?|errors?|passed|failed|skipped|total|assertions|warnings?)(?: run)?: *\d/i,
  /\bBUILD (?:FAILED|SUCCESS|SUCCESSFUL|FAILURE)\b|\bbuild (?:failed|succeeded)\b/i,
  /\bexit(?:ed)?(?: with)?(?: status| code)?:? +-?\d+\b|\b(?:code|status) \d+$/,
  /^(?:total|ran \d+|found \d+|finished|done in|completed in|summary)\b/i,
];
/** Longer lines tell a story rather than a total. */
const LONGEST_SUMMARY = 300;

function isSummary(line: string): boolean {
  if (line.length > LONGEST_SUMMARY) return false;
  const trimmed = line.trimStart();
  return SUMMARY_FORMS.some((form) => form.test(trimmed));
}

function isWordCode(code: number): boolean {
  const lower = code | 32;
  return (lower >= 97 && lower <= 122) || (code >= 48 && code <= 57) || code === 95;
}

function meaningsOfWords(): ReadonlyMap<number, number> {
  const meanings = new Map<number, number>();
  for (const [meaning, words] of WORDS) {
    for (const word of words.split(/\s+/).filter(Boolean)) {
      const hash = hashOfLogWord(word);
      meanings.set(hash, (meanings.get(hash) ?? 0) | meaning);
    }
  }
  return meanings;
}
