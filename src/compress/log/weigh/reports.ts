// Which lines belong to a report of something wrong: source, caret, difference, trace.
import { indentOf } from '../../indent.ts';
import { isAboveFrame, isFrame } from '../lines/frame.ts';
import { endOfHead } from '../lines/line-head.ts';
import { findPlace } from '../lines/place.ts';
import { detailWeights } from './detail-weights.ts';
import { isBlank, REPORT, type Log } from './log.ts';

/** So many lines after a report may belong to it. */
const LONGEST_REPORT = 14;
const LONGEST_TRACE = 60;
const LONGEST_DIFFERENCE = 40;

/** Gives the lines after a report (source, caret, difference, trace) a share of its weight. */
export function markReports(log: Log, sizes: Int32Array): void {
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

/** The details of rare reports come before those of frequent ones, which are known by then. */
const COMMON = { most: 0.06, doublings: 8 };

function rareness(size: number): number {
  return 1 - COMMON.most * Math.min(1, Math.log2(Math.max(1, size)) / COMMON.doublings);
}

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
