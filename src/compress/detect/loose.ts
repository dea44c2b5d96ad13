// Kinds without a mark of their own, known by the share of lines that show a sign: logs, configuration, code, prose.
import type { Origin } from '../origin/origin.ts';
import { isProseLine } from './prose-line.ts';
import { isShareAbove, shareOf, type Sample } from './sample.ts';
import { anyOf } from './any-of.ts';
import { CODE_SIGNS, CONFIG_SIGNS, LOG_SIGNS, MARKDOWN_HEAD, VERDICT } from './signs.ts';

/** Server logs, test runs, builds, package managers, stack traces. */
export function isLog(sample: Sample, origin?: Origin): boolean {
  const { lines, numbered } = sample;
  if (numbered) return isShareAbove(lines, 0.6, hasLogSign);
  if (origin?.use === 'file-read') return isShareAbove(lines, 0.4, hasLogSign);
  if (origin?.use === 'edit' || origin?.use === 'skill') return false;
  const least = origin?.use === 'shell' ? 0.12 : 0.25;
  return isShareAbove(lines, least, hasLogSign) || lines.some(isVerdict);
}

const hasLogSign = anyOf(LOG_SIGNS);
const hasConfigSign = anyOf(CONFIG_SIGNS);
const hasCodeSign = anyOf(CODE_SIGNS);

function isVerdict(line: string): boolean {
  return VERDICT.test(line);
}

/** INI, YAML, TOML, properties, lockfiles. */
export function isConfig(sample: Sample): boolean {
  const { lines } = sample;
  if (!isShareAbove(lines, 0.8, hasConfigSign)) return false;
  const code = shareOf(lines, (line) => hasCodeSign(line) && !ASSIGNED.test(line));
  return shareOf(lines, hasConfigSign) > code * 1.2;
}

/** "vm.swappiness = 60" is no more code than a setting; "names = [" and "f(a) = b;" are code alone. */
const ASSIGNED = /^[\w./-]+ ?= ?[^;{}()[\]]*$/;

export function isCode({ lines }: Sample): boolean {
  // A star in front is a list item unless some comment was opened.
  const hasComments = lines.some((line) => line.includes('/*'));
  const share = shareOf(lines, (line) => hasCodeSign(line) && (hasComments || !STARRED.test(line)));
  return share > 0.35 && share > shareOf(lines, isProseLine) * 0.8;
}

const STARRED = /^\s*\* /;

/** Markdown with code, tables or tags in it is still a text. */
export function isMarkdown({ lines }: Sample): boolean {
  const heads = lines.filter((line) => MARKDOWN_HEAD.test(line)).length;
  if (heads < 2) return false;
  return [FENCE, LINK].some((sign) => lines.filter((line) => sign.test(line)).length >= 2);
}

const FENCE = /^\s{0,8}(?:```|~~~)[\w-]*\s*$/;
const LINK = /\]\((?:https?:|#|\.{0,2}\/)[^)]{0,300}\)/;

/** Headings with a line of === below, or of any sign that is as long as they are. */
export function isUnderlined({ lines }: Sample): boolean {
  if (lines.filter((line) => /^={3,}\s*$/.test(line)).length >= 3) return true;
  return lines.filter((line, index) => isUnderline(line, lines[index - 1] ?? '')).length >= 3;
}

function isUnderline(line: string, above: string): boolean {
  if (!/^([-=~^"'*+])\1{2,}\s*$/.test(line) || !/^[A-Za-z`]/.test(above)) return false;
  return Math.abs(above.trimEnd().length - line.trimEnd().length) <= 1;
}

/** So many lines begin with a word before that word counts as one that the command begins its lines with. */
const LEAST_REPEATS = 4;
const LEAST_SHARE_OF_WORD = 0.05;
/** Of the lines of documents, a fifth at most begins with such words. */
const REPETITIVE = 0.35;
const FIRST_WORD = /^[\s#>*-]{0,24}([A-Za-z]{2,30})(?=[ :.([]|$)/;

/** "Files a/x and b/x differ", "changed: [web-2]": a command that begins its lines with a few words reports on one thing after the other. */
export function isRepetitive({ lines }: Pick<Sample, 'lines'>, origin?: Origin): boolean {
  if (origin?.use !== 'shell' || hasBlocks({ lines })) return false;
  const counts = new Map<string, number>();
  for (const line of lines) {
    const word = FIRST_WORD.exec(line)?.[1];
    if (word !== undefined) counts.set(word, (counts.get(word) ?? 0) + 1);
  }
  const least = Math.max(LEAST_REPEATS, lines.length * LEAST_SHARE_OF_WORD);
  const repeated = [...counts.values()].filter((count) => count >= least);
  return repeated.reduce((sum, count) => sum + count, 0) > lines.length * REPETITIVE;
}

/** Lines that each say something by themselves: what stands indented belongs to a line above, unless it is a number in a column ("12.5 ...", not "12: ..."). */
export function isLineByLine(sample: Pick<Sample, 'lines'>): boolean {
  return !hasBlocks(sample) && !isShareAbove(sample.lines, MOST_INDENTED, isInner);
}

function isInner(line: string): boolean {
  return /^\s+(?:[^\s\d]|\d+:)/.test(line);
}

const MOST_INDENTED = 0.4;

/**
 * Blocks with a line drawn below each, the changes of a plain diff, keys within keys: lines that say little without their
 * neighbours.
 */
function hasBlocks({ lines }: Pick<Sample, 'lines'>): boolean {
  if (lines.filter((line) => BLOCK_END.test(line)).length >= LEAST_BLOCKS) return true;
  return isShareAbove(lines, 0.4, (line) => INNER_KEY.test(line));
}

const INNER_KEY = /^\s+(?:- )?[A-Za-z_][\w./-]*:(?: |$)/;

const LEAST_BLOCKS = 3;
const BLOCK_END = /^(?:([-=_*~])\1{4,}|\d+(?:,\d+)?[acd]\d+(?:,\d+)?)$/;

/** Of one level, headings do not follow each other: such lines are comments. */
function isHead(lines: readonly string[], index: number): boolean {
  const line = lines[index] ?? '';
  if (!MARKDOWN_HEAD.test(line)) return false;
  const marks = line.slice(0, line.indexOf(' ') + 1);
  return (
    lines[index - 1]?.startsWith(marks) !== true && lines[index + 1]?.startsWith(marks) !== true
  );
}

/** Sentences, with or without markup; manual pages. */
export function isProse(sample: Sample): boolean {
  const { lines } = sample;
  if (lines.filter((_, index) => isHead(lines, index)).length >= 2) return true;
  return isShareAbove(lines, 0.4, isProseLine);
}
