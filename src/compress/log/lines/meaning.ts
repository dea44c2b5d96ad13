// What a log line reports, by its words: an error, a warning, a success, a summary. Words inside paths, options and
// identifiers do not count, and neither does "0 errors".
import { hashOfLogWord, placeByItself, readWords, WORD_FLAG, WORDS } from './scan-log-words.ts';

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
/** Only says how far something came: a bar, a file that arrived. */
export const PROGRESS = 256;

const LISTED: readonly (readonly [number, string])[] = [
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
    illegal malformed unsupported unavailable interrupted lost stale retrying expected violation wrong overcommit
    terminated trapped sigterm sigint eacces eperm econnrefused econnreset econnaborted etimedout ehostunreach enetunreach
    epipe eaddrinuse enospc enomem emfile enfile erofs edquot`,
  ],
  [SUCCESS, 'passed passes ok success succeeded successful successfully'],
  [
    SUMMARY,
    `passing pending skipped xfailed total totals ran found finished done completed tests suites examples assertions
    problems warnings errors failures failed passed failing exit exited code status summary elapsed build stop
    packages package added removed changed audited upgraded installed built compiled complete plan offenses
    vulnerabilities`,
  ],
  [CHATTER, 'info debug trace verbose notice'],
];

const CAMEL_TYPE = 1 << 12;
const NEGATION = 1 << 13;
/** Stands beside a number where outcomes are counted: "3 failed", "Tests: 5". Means nothing by itself. */
const COUNTED = 1 << 14;
const COUNTED_WORDS = `passed passing failed failing failure failures error errors warning warnings skipped pending test tests
  suite suites examples assertions problem problems xfailed total`;
/** Stands in what says how it all ended. Means nothing by itself. */
const ENDING = 1 << 15;
const ENDING_WORDS = `build exit exited code status built compiled completed complete finished offense offenses audited changed
  vulnerabilities plan upgraded`;
/** "pass" judges a line that it begins or ends, or in capitals; else it is a statement or a verb. */
const JUDGES = 1 << 16;
/** Must be larger than the number of words by far, and a power of two. */
const TABLE_SIZE = 2_048;
const { hashes: listedHashes, meanings: listedMeanings } = tableOfWords();
/** Where the words of a very long line may still say what it is about. */
const LONGEST_HEADLINE = 1_000;

const { hashes, starts, ends, flags: flagsOf } = WORDS;
const HAS_DIGIT = WORD_FLAG.hasDigit;
const GLUED = WORD_FLAG.glued;
const CAMEL = WORD_FLAG.camel;
const CAPITALS = WORD_FLAG.capitals;

/** The meanings of a line, as bits. */
export function meaningOf(line: string): number {
  readWords(placeByItself(line));
  return meaningOfWords(line);
}

/** The meanings of a line whose words were found last. */
export function meaningOfWords(line: string): number {
  const { count } = WORDS;
  let found = 0;
  let wasNegated = false;
  let countsOutcomes = false;
  let isJudged = false;
  let asides = 0;
  for (let at = 0; at < count; at++) {
    const start = starts[at] ?? 0;
    if (start >= LONGEST_HEADLINE) break;
    const flags = flagsOf[at] ?? 0;
    // No word of the table has a digit.
    const known = (flags & HAS_DIGIT) === 0 ? meaningOfWord(hashes[at] ?? 0, flags) : 0;
    const listed = known & ~(COUNTED | ENDING | JUDGES);
    asides |= known;
    const isNegated = wasNegated;
    wasNegated = (listed & NEGATION) !== 0;
    const meaning =
      listed !== 0 || (flags & CAMEL) === 0 ? listed : meaningOfType(line, ends[at] ?? 0);
    if (meaning === 0 || wasNegated) continue;
    if ((known & JUDGES) !== 0 && at > 0 && !isVerdict(line, at)) continue;
    if ((meaning & SUCCESS) !== 0 && !isNegated && isVerdict(line, at)) isJudged = true;
    if ((meaning & SUMMARY) !== 0) countsOutcomes = true;
    if ((flags & GLUED) !== 0 && (meaning & CAMEL_TYPE) === 0) continue;
    if (isNegated && (meaning & SUCCESS) !== 0) {
      // "not ok 3 - adds numbers"
      found |= FAILURE;
      continue;
    }
    if ((meaning & BAD) !== 0 && isZeroBehind(line, ends[at] ?? 0)) continue;
    const isDenied = (meaning & BAD) !== 0 && (isNegated || isZeroBefore(line, start));
    found |= isDenied ? SUMMARY : meaning & ~SUMMARY;
  }
  const mark = meaningOfMarks(line);
  if (mark === START || mark === SUMMARY || mark === PROGRESS) return mark;
  if (countsOutcomes && isSummary(line, asides)) return found | mark | SUMMARY;
  if (found !== 0 && NAMED.test(line)) return START;
  // "✔ reports an error": the words are the name of a test that passed.
  const hasPassed =
    mark === SUCCESS || (isJudged && (found & FAILURE) === 0) || (found !== 0 && PASSED.test(line));
  // "ok 13 - reads a zone # SKIP needs tz data": neither passed nor failed, and the reason is written nowhere else.
  if ((found & SUCCESS) !== 0 && DIRECTIVE.test(line)) return found & ~SUCCESS;
  return hasPassed ? SUCCESS : found | mark;
}

const DIRECTIVE = /# (?:SKIP|TODO)\b/;
/** "ok 1 - should not error", "# Subtest: reports an error": the words are the name of a test. */
const PASSED = /^\s*ok \d/;
const NAMED = /^\s*# Subtest: /;

/** "PASSED" or a closing "ok" judges the line; "passes" in a sentence does not. */
function isVerdict(line: string, at: number): boolean {
  if (((flagsOf[at] ?? 0) & CAPITALS) !== 0) return true;
  const end = ends[at] ?? 0;
  const isShort = end - (starts[at] ?? 0) === 2;
  return end === line.length || (isShort && line.charCodeAt(end) === 13);
}

const BAD = ERROR | FAILURE | WARNING | TROUBLE;

function meaningOfWord(hash: number, flags: number): number {
  let slot = hash & (TABLE_SIZE - 1);
  while (listedHashes[slot] !== hash) {
    if (listedMeanings[slot] === 0) return 0;
    slot = (slot + 1) & (TABLE_SIZE - 1);
  }
  const meaning = listedMeanings[slot] ?? 0;
  // "info" and "notice" in a sentence are words; in capitals or brackets they are levels. Near enough: capitals only.
  return meaning === CHATTER && (flags & CAPITALS) === 0 ? 0 : meaning;
}

/** "TypeError", "NullPointerException", also at the end of a dotted name. */
function meaningOfType(line: string, end: number): number {
  if (line.endsWith('Warning', end)) return WARNING | CAMEL_TYPE;
  const isError = line.endsWith('Error', end) || line.endsWith('Exception', end);
  return isError ? ERROR | CAMEL_TYPE : 0;
}

function isZeroBefore(line: string, start: number): boolean {
  return (
    line.charCodeAt(start - 1) === 32 &&
    line.charCodeAt(start - 2) === 48 &&
    !isWordCode(line.charCodeAt(start - 3)) &&
    line.charCodeAt(start - 3) !== 46 &&
    line.charCodeAt(start - 3) !== 61
  );
}

/** "failed=0" */
function isZeroBehind(line: string, end: number): boolean {
  const isZero = line.charCodeAt(end) === 61 && line.charCodeAt(end + 1) === 48;
  return isZero && !isWordCode(line.charCodeAt(end + 2)) && line.charCodeAt(end + 2) !== 46;
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

/** How Go, googletest and ctest announce a test. */
const STARTS = [
  '=== RUN ',
  '=== PAUSE ',
  '=== CONT ',
  '=== NAME ',
  '[ RUN ',
  '[-----',
  '[==========] Running',
  'Start ',
];

/** "# pass 139", "ℹ fail 3", as Node's own test runner counts. */
const TALLY = /^\s*[#ℹ] (?:tests|suites|pass|fail|cancelled|skipped|todo) \d+\s*$/;

/** "[INFO] Downloading from central: https://...", and then the same "Downloaded", as Maven says of each file. */
const TRANSFER = /^\[INFO\] Download(ing|ed) from [\w.-]+: \S+/;
/** "━━━━━━━━━━━━ 3.9/3.9 MB 10.7 MB/s", as pip draws it. */
const BAR = /^[━╸╺█▏▎▍▌▋▊▉ ]{10,}\S* *\d/;
/** "      Start 12: parses" */
const STARTED = /^ {4,8}Start +\d/;

function meaningOfMarks(line: string): number {
  let at = 0;
  while (at < line.length && line.charCodeAt(at) <= 32) at++;
  const first = line.charCodeAt(at);
  if ((first === 35 || first === 0x2139) && TALLY.test(line)) return SUMMARY;
  if (first > 0x2000) return MARKS[line.charAt(at)] ?? (BAR.test(line.slice(at)) ? PROGRESS : 0);
  const transfer = first === 91 ? TRANSFER.exec(line) : null;
  if (transfer !== null) return transfer[1] === 'ing' ? START : PROGRESS;
  if (first === 33 && at === 0) return TEX_ERROR.test(line) ? ERROR : 0;
  if (first === 61 || first === 91 || (first === 83 && STARTED.test(line)))
    return STARTS.some((one) => line.startsWith(one, at)) ? START : 0;
  if (line.startsWith('E  ', at)) return FAILURE;
  return line.startsWith('***', at) && STARRED.test(line.slice(at)) ? FAILURE : 0;
}

/** "! Double superscript.": how TeX begins an error. */
const TEX_ERROR = /^! [A-Z\\]/;

/** "*** [all] Error 2", "*** glibc detected": words, no rule of stars and no number in a list. */
const STARRED = /^\*{3} ?[A-Za-z[(]/;

/**
 * "3 failed, 41 passed", "Tests: 5": what counts outcomes holds one of the words that are counted. "7/213 Test #7: parses" is
 * about one of them.
 */
const COUNTING_FORMS: readonly RegExp[] = [
  /\b\d+ (?!tests? +#\d)(?:\w+ )?(?:passed|passing|failed|failing|failures?|errors?|warnings?|skipped|pending|tests?|suites?|examples|assertions|problems?|xfailed)\b/i,
  /\b(?:tests?|suites|failures?|errors?|passed|failed|skipped|total|assertions|warnings?)(?: run)?: *\d/i,
];
/** "BUILD FAILED", "exit code 1", "built in 3.2s": a line that holds one of the words that say how it all ended. */
const ENDING_FORMS: readonly RegExp[] = [
  /\bBUILD (?:FAILED|SUCCESS|SUCCESSFUL|FAILURE)\b|\bbuild (?:failed|succeeded)\b/i,
  /\bexit(?:ed)?(?: with)?(?: status| code)?:? +-?\d+\b|\b(?:code|status) \d+$/,
  /\b(?:built|compiled|completed|finished) in \d|\bcompiled (?:with \d|successfully)|, \d+ offenses?\b/,
  /^(?:up to date, audited|\d+ files? changed|\d+ vulnerabilities|Plan: \d+ to|(?:Apply|Destroy) complete!)/,
  /^\d+ upgraded, \d+ newly installed\b/,
];
/** "Found 82 errors": what such a line may begin with. */
const TOTAL_FORMS: readonly RegExp[] = [
  /^(?:added|removed|changed|audited) \d+ packages?\b/,
  /^Successfully (?:installed|built|tagged|uninstalled) \S/,
  /^(?:total|ran \d+|found \d+|finished|done in|completed in|summary)\b/i,
];
/** Longer lines tell a story rather than a total. */
const LONGEST_SUMMARY = 300;

/** `asides`: which words that mean nothing by themselves are in the line. */
function isSummary(line: string, asides: number): boolean {
  if (line.length > LONGEST_SUMMARY) return false;
  const trimmed = line.trimStart();
  const says = (form: RegExp): boolean => form.test(trimmed);
  if ((asides & ENDING) !== 0 && ENDING_FORMS.some(says)) return true;
  if (isLetter(trimmed.charCodeAt(0)) && TOTAL_FORMS.some(says)) return true;
  return (asides & COUNTED) !== 0 && COUNTING_FORMS.some(says);
}

function isLetter(code: number): boolean {
  const lower = code | 32;
  return lower >= 97 && lower <= 122;
}

function isWordCode(code: number): boolean {
  const lower = code | 32;
  return (lower >= 97 && lower <= 122) || (code >= 48 && code <= 57) || code === 95;
}

interface WordTable {
  readonly hashes: Int32Array;
  /** 0 where the table is empty. */
  readonly meanings: Int32Array;
}

function tableOfWords(): WordTable {
  const table = { hashes: new Int32Array(TABLE_SIZE), meanings: new Int32Array(TABLE_SIZE) };
  for (const [meaning, words] of LISTED) {
    for (const word of words.split(/\s+/).filter(Boolean)) addWord(table, word, meaning);
  }
  for (const word of ['no', 'without', 'zero', 'not']) addWord(table, word, NEGATION);
  addWord(table, 'pass', SUCCESS | JUDGES);
  for (const word of COUNTED_WORDS.split(/\s+/)) addWord(table, word, COUNTED);
  for (const word of ENDING_WORDS.split(/\s+/)) addWord(table, word, ENDING);
  return table;
}

function addWord({ hashes, meanings }: WordTable, word: string, meaning: number): void {
  const hash = hashOfLogWord(word);
  let slot = hash & (TABLE_SIZE - 1);
  while (meanings[slot] !== 0 && hashes[slot] !== hash) slot = (slot + 1) & (TABLE_SIZE - 1);
  hashes[slot] = hash;
  meanings[slot] = (meanings[slot] ?? 0) | meaning;
}
