// Kinds that carry unmistakable marks: JSON, HTML, diffs and the other outputs of version control.
import type { CompressContext } from '../compressor.ts';
import { readOnce } from '../read-once.ts';
import { readJson } from '../smart-crusher/reading.ts';
import { isShareAbove, type Sample } from './sample.ts';
import {
  BLAME,
  COMMIT,
  DIFF_HEAD,
  HUNK,
  ONE_LINE_COMMIT,
  STAT,
  STATUS,
  STATUS_ROW,
  TABLE_RULE,
} from './signs.ts';

const JSON_SAMPLE = 65_536;
/** A sample that is cut off must be JSON up to about where it was cut. */
const LEAST_OF_SAMPLE = 0.9;
/** A few brackets in a short text mean nothing. */
const SHORTEST_JSON = 200;

/** JSON, whole or broken off, one value or several, with a few other lines around it. */
export function isJson(text: string, context: Pick<CompressContext, 'readOnce'>): boolean {
  // A text that is no longer than a sample is read as its compressors read it.
  const reading = readOnce(context, readJson, text.slice(0, JSON_SAMPLE));
  if (reading === undefined) return false;
  const { start, end } = reading.document;
  if (text.length > JSON_SAMPLE) return end > JSON_SAMPLE * LEAST_OF_SAMPLE;
  return end - start >= SHORTEST_JSON;
}

/** JSON that our reader cannot read but others can, or lines of which most are. */
export function isOddJson(text: string, sample: Sample): boolean {
  const first = sample.head[0];
  if (first !== '{' && first !== '[') return false;
  return isDocument(text) || isLineJson(sample);
}

function isDocument(text: string): boolean {
  const last = text.trimEnd().at(-1);
  return (last === '}' || last === ']') && parses(text);
}

/** Lines are tried, not the whole: one bad line among many does not make it something else. */
function isLineJson(sample: Sample): boolean {
  const lines = sample.lines.slice(0, MOST_TRIED);
  const objects = lines.filter((line) => /^\{.*\}\s*$/.test(line));
  if (lines.length < 2 || objects.length < lines.length * 0.9) return false;
  return objects.filter(parses).length >= objects.length * 0.9;
}

const MOST_TRIED = 40;

function parses(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object';
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof RangeError) return false;
    throw error;
  }
}

/** A document that was cut off: nothing that reads JSON can read it. */
export function isBrokenJson(sample: Sample): boolean {
  if (!/^[[{]\s*["{[\]}]/.test(sample.head)) return false;
  return isShareAbove(sample.lines, 0.6, (line) =>
    /^\s*(?:"[^"]*"\s*:|[\]}[{],?\s*$|"|\{")|"[\w-]+":/.test(line),
  );
}

const HTML_START =
  /^(?:<\?xml[^>]{0,200}\?>\s*)?(?:<!--[^>]{0,400}-->\s*)?<(?:!doctype html|html|head|body)\b/i;
const STRUCTURE =
  /<\/?(?:div|p|span|table|tr|td|ul|li|a|h[1-6]|section|script|link|meta|nav|main)\b[^>]*>/gi;

/** A page, or a piece of one; not any text with tags in it. */
export function isHtml(sample: Sample): boolean {
  if (HTML_START.test(sample.head)) return true;
  if (!sample.head.startsWith('<')) return false;
  const start = sample.head.slice(0, 3_000);
  const tags = start.match(STRUCTURE)?.join('').length ?? 0;
  return tags > start.length * 0.2;
}

/** `git diff`, `show`, `log`, `status`, `--stat` and plain unified diffs. */
export function isDiff(sample: Sample): boolean {
  const { lines } = sample;
  if (lines.slice(0, 3).some((line) => COMMIT.test(line))) return true;
  if (/^diff --(?:git|cc|combined) /.test(lines[0] ?? '')) return true;
  if (lines.slice(0, 6).some((line) => STATUS.test(line))) return true;
  const hunk = lines.findIndex((line) => HUNK.test(line));
  if (hunk > 0 && lines.slice(Math.max(0, hunk - 4), hunk).some((line) => DIFF_HEAD.test(line)))
    return hunk < 40 && !isShareAbove(lines.slice(hunk), MOST_OUTSIDE, isOutside);
  if (isShareAbove(lines, 0.7, (line) => STAT.test(line)))
    return !lines.some((line) => TABLE_RULE.test(line));
  if (lines.length >= 3 && isShareAbove(lines, 0.95, (line) => STATUS_ROW.test(line))) return true;
  // `git log --oneline --name-status`
  if (ONE_LINE_COMMIT.test(lines[0] ?? '') && isShareAbove(lines, 0.95, isCommitOrFile))
    return true;
  return lines.length >= 3 && isShareAbove(lines, 0.9, (line) => ONE_LINE_COMMIT.test(line));
}

function isCommitOrFile(line: string): boolean {
  return ONE_LINE_COMMIT.test(line) || NAMED_FILE.test(line);
}

const NAMED_FILE = /^(?:[MADRCTUX]\d{0,3}\t\S| \S.{0,300}? \| +\d| \d+ files? changed)/;

/** Of a plain diff: what reports on many files shows the change of each between lines of its own. */
const MOST_OUTSIDE = 0.05;

function isOutside(line: string): boolean {
  return !/^[-+ @\\]/.test(line) && !OF_PLAIN_DIFF.test(line);
}

const OF_PLAIN_DIFF =
  /^(?:diff |Index: |=+$|Only in |Binary files |(?:old|new|deleted) |(?:dis)?similarity |rename |copy |index |From |From: |Subject: |Date: )/;

export function isBlame(sample: Sample): boolean {
  return sample.lines.length >= 2 && isShareAbove(sample.lines, 0.8, (line) => BLAME.test(line));
}
