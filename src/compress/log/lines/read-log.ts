// Reads what each line of a log is: a report with its details, a success, a summary, chatter; and how much it weighs.
import { weighStatuses } from '../access-status.ts';
import { markLargest } from '../largest-counts.ts';
import { detailWeights } from './detail-weights.ts';
import { isAboveFrame, isFrame } from './frame.ts';
import { indentOf } from '../../indent.ts';
import { endOfHead } from './line-head.ts';
import { findPlace } from './place.ts';
import type { LogLines } from './read-lines.ts';
import { ONLY_VALUES } from './find-shapes.ts';
import { markRecords, markTimed } from './record-heads.ts';
import { findRepeatedTraces } from './repeated-traces.ts';
import { markCommits } from './mark-commits.ts';
import { isTitle, markTitles, ownShape } from './titles.ts';
import {
  CHATTER,
  ERROR,
  FAILURE,
  PROGRESS,
  START,
  SUCCESS,
  SUMMARY,
  TROUBLE,
  WARNING,
} from './meaning.ts';

export interface LogLine {
  meaning: number;
  importance: number;
  /** The report this line belongs to. */
  parent?: number;
  /** Lines with the same shape repeat each other. */
  shape: number;
  /** For a frame of a trace that stands further up as well: the report it belongs to there. */
  sameAs?: number;
  /** There it has other addresses or arguments. */
  hasOtherValues?: boolean;
}

export interface Log {
  /** Without stamps. */
  readonly lines: readonly string[];
  readonly read: readonly LogLine[];
  readonly isAccessLog?: boolean;
  /** Each line stands for itself: its neighbours have nothing to do with it. */
  readonly standAlone?: boolean;
}

const REPORT = ERROR | FAILURE | WARNING;
const SUCCESS_SHAPE = 1;
const START_SHAPE = 2;
const PROGRESS_SHAPE = 3;
/** So many lines after a report may belong to it. */
const LONGEST_REPORT = 14;
const LONGEST_TRACE = 60;
const LONGEST_DIFFERENCE = 40;

/** Weighs a log line by line. */
export function readLog(log: LogLines): Log {
  const rare = rareShapeWeight(log);
  const success = areFewSuccesses(log.meanings) ? FEW_SUCCESSES.importance : 0;
  const read = log.bodies.map((line, index): LogLine => {
    const meaning = log.meanings[index] ?? 0;
    if (isOnlySuccess(meaning)) return { meaning, importance: success, shape: SUCCESS_SHAPE };
    if (meaning === START) return { meaning, importance: 0, shape: START_SHAPE };
    if (meaning === PROGRESS) return { meaning, importance: 0, shape: PROGRESS_SHAPE };
    const shape = shapeOf(line, log.shapes[index] ?? 0, meaning);
    const base = importanceOf(line, meaning);
    const rarity = Math.max(
      (log.rareWords[index] ?? 0) * RARE_WORD,
      rarityOf(log.sizes[index] ?? 0) * rare,
      (log.rareHeads[index] ?? 0) * RARE_HEAD,
    );
    return { meaning, importance: shape === 0 ? base : joinWeights(base, rarity), shape };
  });
  const weighed = { lines: log.bodies, read };
  const headlines = markTitles(weighed);
  const isAccessLog = weighStatuses(weighed);
  for (const index of log.slow) {
    const line = read[index];
    if (line !== undefined) line.importance = Math.max(line.importance, SLOW);
  }
  markReports(weighed, log.sizes);
  markHeadings(weighed);
  markThreads(weighed);
  markTimed(weighed);
  markRecords(weighed);
  findRepeatedTraces(weighed);
  markEchoes(weighed, headlines);
  return {
    ...weighed,
    isAccessLog,
    standAlone: isAccessLog || markCommits(weighed) || markLargest(weighed),
  };
}

/** Reports and totals without a word that other lines hold do not say the same: "1 passed", "3 failed". */
function shapeOf(line: string, shape: number, meaning: number): number {
  if ((meaning & (REPORT | SUMMARY)) === 0) return shape;
  return shape === ONLY_VALUES || LABELLED_PLACE.test(line) ? ownShape(line) : shape;
}

/** "Error Trace:  cart/cart_test.go:12": all it says is where. */
const LABELLED_PLACE = /^\s*[A-Z][A-Za-z ]{0,30}:\s+[^\s:]+:\d+(?::\d+)?\s*$/;

/** Among diagnostics of the same weight the rare ones come first; a report weighs enough without it. */
function joinWeights(base: number, rarity: number): number {
  const most = Math.max(base, rarity);
  if (base === 0 || most >= MOST_JOINED) return most;
  return Math.min(MOST_JOINED, most + Math.min(base, rarity) * 0.3);
}

const MOST_JOINED = 0.6;

/** The details of rare reports come before those of frequent ones, which are known by then. */
const COMMON = { most: 0.06, doublings: 8 };

function rareness(size: number): number {
  return 1 - COMMON.most * Math.min(1, Math.log2(Math.max(1, size)) / COMMON.doublings);
}

/** Whether a line only says that something went well. */
export function isOnlySuccess(meaning: number): boolean {
  return (meaning & (SUCCESS | SUMMARY | ERROR | FAILURE)) === SUCCESS;
}

/** So few among other lines say how far it came. */
const FEW_SUCCESSES = { most: 12, share: 0.05, importance: 0.5 };

function areFewSuccesses(meanings: Int32Array): boolean {
  let count = 0;
  for (const meaning of meanings) if (isOnlySuccess(meaning)) count++;
  return count <= Math.min(FEW_SUCCESSES.most, meanings.length * FEW_SUCCESSES.share);
}

const RARE_WORD = 0.5;
const RARE_HEAD = 0.5;
const SLOW = 0.6;

/** Lines of a kind seen once or a few times stand out, if most lines are of kinds seen often. */
function rarityOf(size: number): number {
  if (size > 4) return 0;
  return [0, 0.45, 0.4, 0.32, 0.25][size] ?? 0;
}

function rareShapeWeight({ shapes, sizes }: LogLines): number {
  let rare = 0;
  let all = 0;
  for (let index = 0; index < shapes.length; index++) {
    if (shapes[index] === 0) continue;
    all++;
    if ((sizes[index] ?? 0) <= 4) rare++;
  }
  return Math.max(0.2, 1 - rare / Math.max(1, all));
}

function importanceOf(line: string, meaning: number): number {
  const isChatter = (meaning & CHATTER) !== 0;
  if ((meaning & SUMMARY) !== 0) return 0.95;
  if ((meaning & ERROR) !== 0) return isChatter ? 0.5 : 1;
  if ((meaning & FAILURE) !== 0) return isChatter ? 0.5 : 0.95;
  if ((meaning & WARNING) !== 0) return isChatter ? 0.3 : 0.62;
  if ((meaning & SUCCESS) !== 0) return 0;
  if ((meaning & TROUBLE) !== 0) return isChatter ? 0.2 : 0.45;
  if (isTitle(line)) return 0.8;
  if (isPrinted(line)) return PRINTED;
  if (TEX_PLACE.test(line)) return PRINTED;
  if (RESET.test(line)) return PRINTED;
  if (RELEASE.test(line)) return RELEASED;
  const isDiagnostic = (findPlace(line)?.message ?? '') !== '';
  return isDiagnostic ? DIAGNOSTIC : 0;
}

/** "Kafka version: 3.7.1": which release of a program wrote the log. */
const RELEASE = /\b[Vv]ersion ?[:=]? ?["']?v?\d+\.\d/;
const RELEASED = 0.5;

/** "cart_test.go:12: got 4, want 5" reports something even without a word for it. */
const DIAGNOSTIC = 0.5;

/** `write(2, "no such cup")` in a trace of system calls: what the traced program itself said. */
function isPrinted(line: string): boolean {
  const at = line.indexOf('write(');
  if (at === -1) return false;
  const stream = line.charCodeAt(at + 6);
  return (stream === 49 || stream === 50) && /^[,<]/.test(line.slice(at + 7, at + 8));
}

const PRINTED = 0.6;

/** "l.14 \\[ x^2^": the line of the source at which TeX stopped, some lines below the error. */
const TEX_PLACE = /^l\.\d+ /;

/** A connection that was refused or cut off, as tcpdump prints it. */
const RESET = /: Flags \[R\.?\],/;

/** Gives the lines after a report (source, caret, difference, trace) a share of its weight. */
function markReports(log: Log, sizes: Int32Array): void {
  const { lines, read } = log;
  for (let head = 0; head < lines.length; head++) {
    const report = read[head];
    if (report === undefined) continue;
    if (isAssertion(log, head)) report.importance = Math.max(report.importance, ASSERTION);
    else if ((report.meaning & REPORT) === 0 || report.importance < LEAST_REPORT) continue;
    const weigh = detailWeights();
    const weight = report.importance * rareness(sizes[head] ?? 1);
    for (let at = head + 1, end = endOfReport(log, head); at < end; at++) {
      const detail = read[at];
      const line = lines[at] ?? '';
      if (detail === undefined || isBlank(line) || PASSED.test(line)) continue;
      detail.parent = head;
      detail.importance = Math.max(detail.importance, weight * weigh(line, lines[at + 1] ?? ''));
      // Details repeat as their reports do.
      detail.shape = (Math.imul(report.shape, 31) + (at - head)) | 0;
    }
  }
}

/**
 * "PLAY RECAP ******", "TASK [copy the settings] ****": the banner above the counts it announces, the nearest one above what
 * went wrong, and the last one, which heads how it all ended.
 */
function markHeadings({ lines, read }: Log): void {
  let banner: number | undefined;
  for (let at = 0; at < lines.length; at++) {
    const line = read[at];
    if (line === undefined) continue;
    if (isBanner(lines[at] ?? '')) {
      banner = at;
      if (((read[at + 1]?.meaning ?? 0) & SUMMARY) !== 0) raise(line, HEADING);
    } else if (banner !== undefined && (line.meaning & (ERROR | FAILURE)) !== 0) {
      raise(read[banner], HEADING);
      if (((read[banner]?.meaning ?? 0) & REPORT) === 0) line.parent ??= banner;
    }
  }
  if (banner !== undefined) raise(read[banner], HEADING);
}

function raise(line: LogLine | undefined, least: number): void {
  if (line !== undefined) line.importance = Math.max(line.importance, least);
}

const HEADING = 0.8;
const RULE_SIGNS = '*=_~#-';
const SHORTEST_RULE = 5;

/** Whether a line ends in a rule, and is more than that. */
function isBanner(line: string): boolean {
  const sign = line.charAt(line.length - 1);
  if (sign === '' || !RULE_SIGNS.includes(sign)) return false;
  return line.endsWith(sign.repeat(SHORTEST_RULE)) && /\w\w/.test(line.slice(0, 200));
}

/** "Thread 7 (LWP 11453):", "goroutine 1 [running]:", "\"pool-1\" #12 prio=5": a frame says little without its thread. */
function markThreads({ lines, read }: Log): void {
  for (let head = 0; head < lines.length; head++) {
    if (!THREAD.test(lines[head] ?? '')) continue;
    for (let at = head + 1; at < lines.length; at++) {
      const line = lines[at] ?? '';
      const isPart = line.charCodeAt(0) <= 32 || isFrame(line);
      if (isBlank(line) || !(isPart || isAboveFrame(line, lines[at + 1] ?? ''))) break;
      const frame = read[at];
      if (frame !== undefined && frame.parent === undefined) frame.parent = head;
    }
  }
}

const THREAD = /^(?:Thread \d+ \(.*\):|goroutine \d+ \[[^\]]*\]:|"[^"]+" #\d+ .*\[0x[\da-f]+\])$/;

/** What passed within a group of tests is no detail of what failed there. */
const PASSED = /^\s*(?:--- (?:PASS|SKIP)|[✓✔√]|PASS\b|ok \d)/;

const ASSERTION = 0.9;

/** "cart_test.go:12: mismatch (-want +got):" without a word for an error, but with lines of its own below. */
function isAssertion({ lines, read }: Log, head: number): boolean {
  const line = lines[head] ?? '';
  if (((read[head]?.meaning ?? 0) & REPORT) !== 0 || !line.includes(':')) return false;
  const next = lines[head + 1] ?? '';
  if (isBlank(next) || indentOf(next) <= indentOf(line)) return false;
  const message = findPlace(line)?.message ?? '';
  return message !== '' && COMPARES.test(message);
}

const COMPARES = /\b(?:want|wanted|got|expected|actual|mismatch|differs?|diff|not equal)\b/i;

const LEAST_REPORT = 0.6;

/** The line after the last one that belongs to a report. */
function endOfReport(log: Log, head: number): number {
  const { lines, read } = log;
  const indent = indentOf(lines[head] ?? '');
  const hasHead = endOfHead(lines[head] ?? '') > 0;
  let at = head + 1;
  let frames = 0;
  let differences = 0;
  for (; at < lines.length && at - head - frames - differences <= LONGEST_REPORT; at++) {
    const line = lines[at] ?? '';
    if (isFrame(line) || isAboveFrame(line, lines[at + 1] ?? '')) {
      frames++;
      if (frames > LONGEST_TRACE) break;
      continue;
    }
    if (DIFFERENCE.test(line) && differences < LONGEST_DIFFERENCE) {
      differences++;
      continue;
    }
    if (isBlank(line)) {
      if (!continuesAfterBlank(lines, at, indent)) break;
      continue;
    }
    if (hasHead && endOfHead(line) > 0) break;
    if (((read[at]?.meaning ?? 0) & REPORT) !== 0 && indentOf(line) <= indent) break;
    if (indentOf(line) <= indent && !DETAIL.test(line) && !isFrame(lines[at + 1] ?? '')) break;
  }
  return at;
}

/** Carets, differences, notes, causes; also unindented source lines, as javac prints them, are followed by a caret. */
const DETAIL =
  /^\s*(?:[\^~|>+-]|@@ |l\.\d+ |<to be read|\d+ \||E {2}|note\b|help\b|hint\b|Caused by|During handling|The above|Expected\b|Actual\b|Received\b|goroutine \d+ \[|import |= )/;

/** A line of an assertion's difference; such a block stays whole, within reason. */
const DIFFERENCE = /^\s*[-+](?:\s|$)/;

function continuesAfterBlank(lines: readonly string[], blank: number, indent: number): boolean {
  const next = lines[blank + 1] ?? '';
  return !isBlank(next) && (indentOf(next) > indent || DETAIL.test(next) || isFrame(next));
}

/** A report word for word the same again is worth little, but for the last one, which tells how long it went on. */
function markEchoes(log: Log, headlines: ReadonlySet<number>): void {
  const seen = new Map<string, { last: number; count: number }>();
  log.read.forEach((line, index) => {
    if ((line.meaning & (REPORT | SUMMARY)) === 0 || headlines.has(index)) return;
    if (POINTER.test(log.lines[index + 1] ?? '')) return;
    const text = log.lines[index] ?? '';
    const key = text.slice(endOfHead(text)).trim();
    const before = seen.get(key);
    if (before === undefined) {
      seen.set(key, { last: index, count: 1 });
      return;
    }
    if (before.count > 1) lower(log.read[before.last]);
    before.last = index;
    before.count++;
  });
}

/** "  --> src/cup.rs:3:5": equal words above such a line are reports of their own, each at its place. */
const POINTER = /^\s*--> \S/;

function lower(line: LogLine | undefined): void {
  if (line !== undefined) line.importance *= 0.3;
}

function isBlank(line: string): boolean {
  for (let at = 0; at < line.length; at++) {
    if (line.charCodeAt(at) > 32) return false;
  }
  return true;
}
