// The titles of failed tests. What stands below one names the test ("with strict option", "should reject strings"), and its
// first report says why it failed: the same reason below another title is another failure.
import { hashText } from '../../hash-text.ts';
import { indentOf } from '../../indent.ts';
import { ERROR, FAILURE } from '../lines/meaning.ts';
import type { Log } from './log.ts';

/** "4) adds numbers", "● adds numbers", "____ test_adds ____", "=== FAILURES ===". */
const TITLE = /^\s{0,8}(?:\d{1,4}\) \S|● \S|_{3,} \S.* _{3,}$|={3,} (?:FAILURES|ERRORS) ={3,}$)/;
/** With more failures than this, one of each kind has to do. */
const MOST_TITLES = 40;
const LONGEST_NAME = 6;
const NAME = 0.7;
/** How far below its title a report may stand, behind the source of the test. */
const LONGEST_WAY = 60;

/** Whether a line is the title of a failed test. */
export function isTitle(line: string): boolean {
  return TITLE.test(line);
}

/** A number for what a line says, its digits aside. */
export function ownShape(line: string): number {
  return hashText(line.replace(/\d+/g, ''));
}

/** Keeps few titles apart from each other, with their names and reports; gives the lines of those reports. */
export function markTitles(log: Log): ReadonlySet<number> {
  const titles: number[] = [];
  log.lines.forEach((line, index) => {
    if (isTitle(line)) titles.push(index);
  });
  const headlines = new Set<number>();
  if (titles.length > MOST_TITLES) return headlines;
  titles.forEach((title, position) => {
    const next = titles[position + 1] ?? log.lines.length;
    const shape = Math.imul(title + 1, 0x9e3779b1) | 0;
    const end = Math.min(next, title + LONGEST_WAY);
    const nameEnd = markName(log, { title, end, shape });
    let head = nameEnd;
    while (head < end && ((log.read[head]?.meaning ?? 0) & (ERROR | FAILURE)) === 0) head++;
    const report = log.read[head];
    if (report === undefined || head >= end) return;
    report.shape = (shape + 1) | 0;
    report.parent = title;
    headlines.add(head);
  });
  return headlines;
}

/** The deeper lines right below a title; gives where they end. */
function markName(
  { lines, read }: Log,
  { title, end, shape }: { readonly title: number; readonly end: number; readonly shape: number },
): number {
  const head = read[title];
  if (head !== undefined) head.shape = shape;
  const indent = indentOf(lines[title] ?? '');
  let at = title + 1;
  for (; at < end && at - title <= LONGEST_NAME; at++) {
    const line = lines[at] ?? '';
    const own = read[at];
    const isPart = line.trim() !== '' && indentOf(line) > indent;
    if (!isPart || own === undefined || (own.meaning & (ERROR | FAILURE)) !== 0) break;
    own.importance = Math.max(own.importance, NAME);
    own.parent = title;
    own.shape = (shape + at) | 0;
  }
  return at;
}
