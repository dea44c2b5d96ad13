// A few words on lines of a log that are left out: what failed among them first of all, else how much went well. They are
// counted as a reader would: a report with its details is one, a finding is as bad as it says.
import { placesOf } from './gap-places.ts';
import { isRuleInFront, severityOf } from './lines/finding-rule.ts';
import { CHATTER, ERROR, FAILURE, meaningOf, WARNING } from './lines/meaning.ts';
import { findPlace } from './lines/place.ts';
import { countStatuses } from './weigh/access-status.ts';
import { isOnlySuccess, type Log, type LogLine } from './weigh/log.ts';

/** So few that went well are not worth a word, nor are they among many lines that say something else. */
const FEW_SUCCESSES = 2;
const SUCCESS_SHARE = 1 / 3;

interface Gap {
  readonly start: number;
  readonly end: number;
  /** Lines of the whole text above the log. */
  readonly above?: number;
}

/** Of the lines from `start` up to `end`; those whose places are `named` elsewhere are nothing to tell by themselves. */
export function describeGap(
  log: Log,
  { start, end, above = 0 }: Gap,
  named: ReadonlySet<number>,
): string | undefined {
  const counts = { error: 0, warning: 0 };
  const unnamed: string[] = [];
  let successes = 0;
  let repeated: LogLine | undefined;
  for (let index = start; index < end; index++) {
    const line = log.read[index];
    if (line === undefined) continue;
    if (line.sameAs !== undefined) repeated ??= line;
    const report = isOnlySuccess(line.meaning) ? undefined : reportIn(log, index);
    if (isOnlySuccess(line.meaning)) successes++;
    if (report === undefined) continue;
    counts[report]++;
    if (!named.has(index)) unnamed.push(log.lines[index] ?? '');
  }
  const words = [
    log.isAccessLog === true ? countStatuses(log.lines.slice(start, end)) : '',
    unnamed.length === 0 ? '' : countFindings(counts, unnamed),
    successes > Math.max(FEW_SUCCESSES, (end - start) * SUCCESS_SHARE) ? `${successes} ok` : '',
    repeated === undefined ? '' : traceAsBelow(repeated, above),
  ].filter(Boolean);
  return words.length === 0 ? undefined : words.join(', ');
}

interface Counts {
  readonly error: number;
  readonly warning: number;
}

/** "3 warnings, at cup.c:3,9 too": all of them, and where those are that are named nowhere else. */
function countFindings({ error, warning }: Counts, unnamed: readonly string[]): string {
  const count = [countOf(error, 'error'), countOf(warning, 'warning')].filter(Boolean).join(', ');
  const places = placesOf(unnamed);
  if (places === '') return count;
  return unnamed.length === error + warning
    ? `${count} at ${places}`
    : `${count}, at ${places} too`;
}

function traceAsBelow({ sameAs = 0, hasOtherValues }: LogLine, above: number): string {
  return `trace as below line ${sameAs + 1 + above}${hasOtherValues === true ? ', with other values' : ''}`;
}

function countOf(count: number, what: string): string {
  return count === 0 ? '' : `${count} ${what}${count === 1 ? '' : 's'}`;
}

const BAD = ERROR | FAILURE;
/** Announces what the last line of the trace says; source that is quoted below a message; what only goes on with a level in front. */
const NO_REPORT =
  /^\s*(?:Traceback \(most recent call last\)|\d+ \||\[(?:ERROR|WARNING)\](?: {2}|\s*$))/;
/** How pytest begins every line of what went wrong. */
const PART_OF_REPORT = 'E  ';

/** What a line reports by itself; undefined for details of another report and for what only has such a word in it. */
function reportIn({ lines, read }: Log, index: number): 'error' | 'warning' | undefined {
  const { meaning = 0, parent } = read[index] ?? {};
  if ((meaning & (BAD | WARNING)) === 0 || (meaning & CHATTER) !== 0) return undefined;
  if (parent !== undefined && ((read[parent]?.meaning ?? 0) & (BAD | WARNING)) !== 0)
    return undefined;
  const line = lines[index] ?? '';
  if (NO_REPORT.test(line)) return undefined;
  if (line.startsWith(PART_OF_REPORT) && lines[index - 1]?.startsWith(PART_OF_REPORT) === true)
    return undefined;
  const severity = severityOf(line);
  if (severity !== undefined) return severity;
  const message = findPlace(line)?.message ?? '';
  // Behind a place stands what was found there, and any word may be in that.
  const told = message === '' ? meaning : meaningOfFinding(message);
  if ((told & BAD) !== 0) return 'error';
  return (told & WARNING) === 0 ? undefined : 'warning';
}

/** "AssertionError: ..." says it with its first word; "W0707: Consider ..." and "Catching too general exception" say nothing. */
function meaningOfFinding(message: string): number {
  return isRuleInFront(message) ? 0 : meaningOf(message.split(/[\s:]/, 1)[0] ?? '');
}
