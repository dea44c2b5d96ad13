// Kinds made of lines of one shape: search hits, listings, tables.
import { endOfHead } from '../log/lines/line-head.ts';
import type { Origin } from '../origin/origin.ts';
import { isRecordHead } from '../table/read-expanded.ts';
import { isShareAbove, shareOf, type Sample } from './sample.ts';
import {
  BARE_HIT,
  CLOCK_FIRST,
  CLOCK_IN_HEAD,
  COUNT,
  DIAGNOSTIC,
  ENCODED_LINE,
  FOLDER_HEAD,
  HIT,
  HIT_CONTEXT,
  LONG_ENTRY,
  PATH_LINE,
  TREE_ENTRY,
  UNNUMBERED_HIT,
} from './signs.ts';

/** Hits of grep, rg and their like, in any of their layouts. */
export function isSearch(sample: Sample, origin: Origin): boolean {
  const { lines } = sample;
  const hits = shareOf(lines, isHit);
  if (hits > 0 && hits + shareOf(lines, (line) => !isHit(line) && isContext(line)) > 0.6) {
    return origin.use === 'search' || shareOf(lines, (line) => DIAGNOSTIC.test(line)) < hits * 0.5;
  }
  if (origin.use !== 'search' || isFoundInLog(lines)) return false;
  if (isShareAbove(lines, 0.8, (line) => COUNT.test(line))) return false;
  if (isShareAbove(lines, 0.5, (line) => BARE_HIT.test(line) || line === '--')) return true;
  return isShareAbove(lines, 0.7, (line) => UNNUMBERED_HIT.test(line));
}

/** Lines of one log: each with its time, and none with the name of a file. */
function isFoundInLog(lines: readonly string[]): boolean {
  if (!isShareAbove(lines, 0.6, (line) => endOfHead(line) > 0)) return false;
  return !isShareAbove(
    lines,
    0.3,
    (line) => UNNUMBERED_HIT.test(line) && /^[^:]*[A-Za-z]/.test(line),
  );
}

function isHit(line: string): boolean {
  return (
    line.includes(':') && HIT.test(line) && !CLOCK_FIRST.test(line) && !CLOCK_IN_HEAD.test(line)
  );
}

function isContext(line: string): boolean {
  return line === '--' || (HIT_CONTEXT.test(line) && !CLOCK_FIRST.test(line));
}

/** Paths one per line, `ls -l`, `ls -R`, `find`, `tree`, counts per file. */
export function isListing(sample: Sample, origin: Origin): boolean {
  const { lines } = sample;
  if (lines.length < 2) return false;
  if (isShareAbove(lines, 0.85, (line) => LONG_ENTRY.test(line) || isListingHead(line)))
    return true;
  if (isShareAbove(lines, 0.6, (line) => TREE_ENTRY.test(line))) return true;
  if (isShareAbove(lines, 0.5, (line) => PAIR.test(line) || NUMBERED.test(line))) return false;
  const asked = origin.use === 'listing' || origin.use === 'search';
  const isEntry = (line: string): boolean =>
    (PATH_LINE.test(line) && !ENCODED_LINE.test(line)) ||
    (asked && (COUNT.test(line) || FOLDER_HEAD.test(line)));
  if (asked) return isShareAbove(lines, 0.85, isEntry);
  const isDeep = (line: string): boolean => /[\\/]/.test(line);
  return (
    lines.length >= 4 && isShareAbove(lines, 0.6, isDeep) && isShareAbove(lines, 0.95, isEntry)
  );
}

/** "example.org/a example.org/b@v1.2.0": who needs whom, and no path with a blank in it. */
const PAIR = /^[^\s/]+\/\S+ [^\s/]+\/\S+$/;
/** "39589 2024-04-06 src/cart.ts": a number in front of each is no part of a path. */
const NUMBERED = /^\d+ \S+ \S/;

function isListingHead(line: string): boolean {
  return /^total \d/.test(line) || FOLDER_HEAD.test(line);
}

/** CSV, TSV, markdown and psql tables, and columns lined up with blanks. */
export function isTable(sample: Sample): boolean {
  const lines = sample.lines.slice(0, MOST_ROWS);
  if (lines.length < 3) return false;
  return (
    lines.slice(0, MOST_ABOVE + 1).some(isRecordHead) ||
    isRuled(lines) ||
    isDelimited(lines) ||
    isAligned(lines) ||
    isAlignedBelow(lines) ||
    isOfWords(lines)
  );
}

const MOST_ROWS = 60;
const RULE = /^[|+ ├╞╟┠┡┢┌└╭╰┏┗╔╚]?[-=:─═━]{2,}[-=:|+ ─═━┼╪╫┿╇╈╋┤╡╢┨┩┪┬┴┳┻╤╧╦╩┐┘╮╯┓┛╗╝]*$/;
const BETWEEN_CELLS = /[|+]|[-=] +[-=]/;
/** Where lines cross below a head. */
const CROSSING = /[┼╪╫┿╇╈╋]/;

/** Of dpkg. */
const SOLID_RULE = /^[-+]{3,8}=+(?:-=+)+ *$/;

/** A rule of dashes under a head, bars or gaps between the cells. */
function isRuled(lines: readonly string[]): boolean {
  if (lines.slice(0, 8).some((line) => SOLID_RULE.test(line))) return true;
  const rule =
    lines.slice(0, 4).find((line) => RULE.test(line) && BETWEEN_CELLS.test(line)) ??
    lines.slice(0, 8).find((line) => RULE.test(line) && CROSSING.test(line));
  if (rule === undefined) return false;
  if (/^\s*[-=]+(?: +[-=]+)+\s*$/.test(rule)) return true;
  return isShareAbove(lines, 0.8, (line) => /[|│║┃┆]/.test(line) || RULE.test(line));
}

function isDelimited(lines: readonly string[]): boolean {
  const records = joinQuoted(lines);
  if (records.length < 3) return false;
  if (isOfTwo(records)) return true;
  const above = records.slice(0, MOST_ABOVE + 1);
  return DELIMITERS.some(({ mark, least }) => {
    // Most texts are no tables: the first lines tell.
    if (!above.some((line) => countOutsideQuotes(line, mark) >= least)) return false;
    const counts = records.map((line) => countOutsideQuotes(line, mark));
    // Sentences have commas too, but not equally many, and blanks behind them.
    if (mark === ',' && isShareAbove(records, 0.3, (line) => SENTENCE.test(bare(line))))
      return false;
    // "2031-05-04 10:20:30 | INFO | pour": a log, of which no line names columns.
    if (mark === '|' && isShareAbove(records.slice(0, MOST_ABOVE), 0.9, (line) => STAMP.test(line)))
      return false;
    // Lines above the head say what the table is.
    const head = counts.slice(0, MOST_ABOVE + 1).find((count) => count >= least) ?? 0;
    return head >= least && counts.filter((count) => count === head).length > counts.length * 0.9;
  });
}

const SENTENCE = /, [a-z]/;
/** A time in front, or behind a tag. */
const STAMP = /^(?:\[\w[\w.-]{0,20}\] *)?\[?\d{4}[-/]\d\d[-/]\d\d[^|]{1,6}\d\d:\d\d/;

/** What stands in quotes is one cell, a sentence or not. */
function bare(line: string): string {
  return line.includes('"') ? line.replace(/"[^"]*"/g, '""') : line;
}

/** Lines before the head of a table. */
const MOST_ABOVE = 3;
const MOST_LINES_OF_CELL = 12;

/** Lines of one record together: inside quotes a cell may have line ends. */
function joinQuoted(lines: readonly string[]): readonly string[] {
  if (!lines.some((line) => line.includes('"'))) return lines;
  const records: string[] = [];
  let open: string[] = [];
  for (const line of lines) {
    open.push(line);
    const isClosed = open.join('').split('"').length % 2 === 1;
    // A lone quote is no quote.
    if (isClosed) records.push(open.join(' '));
    else if (open.length < MOST_LINES_OF_CELL) continue;
    else records.push(...open);
    open = [];
  }
  return [...records, ...open];
}

/** Two names and nothing else: a head of two columns. */
const HEAD_OF_TWO = /^"?[A-Za-z_][\w .-]{0,40}"?,"?[A-Za-z_][\w .()%-]{0,40}"?$/;
const FEWEST_OF_TWO = 12;

/** One comma in every line is no accident below a head of two names, if no blank follows it. */
function isOfTwo(lines: readonly string[]): boolean {
  if (lines.length < FEWEST_OF_TWO || !HEAD_OF_TWO.test(lines[0] ?? '')) return false;
  return lines.every((line) => countOutsideQuotes(line, ',') === 1 && !line.includes(', '));
}

const DELIMITERS = [
  { mark: '\t', least: 1 },
  { mark: ',', least: 2 },
  { mark: ';', least: 2 },
  { mark: '|', least: 2 },
];

function countOutsideQuotes(line: string, mark: string): number {
  let count = 0;
  let quoted = false;
  for (const character of line) {
    if (character === '"') quoted = !quoted;
    else if (character === mark && !quoted) count++;
  }
  return count;
}

/** Capitals are enough for a name, so that a head is seen below other lines, as `top` has them. */
const CAPITAL_HEAD = /^ *[%A-Z][%A-Z0-9+_/-]*(?: +[%A-Z][%A-Z0-9+_/-]*){3,}\s*$/;

function isAlignedBelow(lines: readonly string[]): boolean {
  const head = lines
    .slice(0, 14)
    .findIndex((line, at) => CAPITAL_HEAD.test(line) || isBetweenRules(lines, at));
  return head > 0 && lines.length > head * 2 + 1 && isAligned(lines.slice(head));
}

/** "--------", "File    blank    code", "--------". */
function isBetweenRules(lines: readonly string[], at: number): boolean {
  const isBetween = [at - 1, at + 1].every((near) => LINE_DRAWN.test(lines[near] ?? ''));
  return isBetween && (lines[at] ?? '').trim().split(/ {2,}/).length >= FEWEST_NAMES;
}

const FEWEST_NAMES = 3;
const FEWEST_WORDS = 4;
const NUMBER = /^[-+]?\d[\d.,]*(?:e[-+]?\d+)?%?$/i;
const MOSTLY_NUMBERS = 0.6;

/** Rows of equally many words, most of them numbers, below the names of their columns: as programs print data frames. */
function isOfWords([first = '', ...rows]: readonly string[]): boolean {
  const head = wordsOf(first);
  const count = wordsOf(rows[0] ?? '').length;
  if (count < FEWEST_WORDS || rows.length < FEWEST_NAMES) return false;
  // The column of row numbers has no name.
  if (head.length !== count && head.length !== count - 1) return false;
  if (head.some((name) => NUMBER.test(name) || /[.:;!?{,]$/.test(name))) return false;
  let numbers = 0;
  for (const row of rows) {
    const words = wordsOf(row);
    if (words.length !== count) return false;
    numbers += words.filter((word) => NUMBER.test(word)).length;
  }
  return numbers > rows.length * count * MOSTLY_NUMBERS;
}

function wordsOf(line: string): readonly string[] {
  return line.trim().split(/\s+/);
}

const CLOCK = /\b\d\d:\d\d:\d\d\b/;

/** A line drawn from one end to the other, with no gaps between the columns. */
const LINE_DRAWN = /^ *[-=─━]{10,} *$/;

/** A head of short names, and columns of blanks that go through all rows. */
function isAligned(given: readonly string[]): boolean {
  const lines = given.filter((line) => !LINE_DRAWN.test(line));
  const head = lines[0] ?? '';
  // The first line of a log: its rows begin alike too.
  if (CLOCK.test(head)) return false;
  const names = head.trim().split(/ {2,}|\t| (?=%?[A-Z])/);
  if (names.length < 3 || !/^\s*[%A-Z][A-Za-z%_/()0-9-]*(?: |$)/.test(head)) return false;
  if (/[.:;!?{]\s*$/.test(head) || lines.some((line) => /^\s{4,}\S.*[;{]$/.test(line)))
    return false;
  const width = Math.min(...lines.map((line) => line.trimEnd().length), 200);
  let gaps = 0;
  for (let column = 1; column < width; column++) {
    const isBlank = lines.every((line) => line[column] === ' ');
    if (isBlank && lines.some((line) => line[column - 1] !== ' ')) gaps++;
  }
  return gaps >= 2;
}
