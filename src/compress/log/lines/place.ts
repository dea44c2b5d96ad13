// The place a diagnostic points at: "src/a.ts:12:5: error ...", "src/a.ts(12,5): error ...", "[ERROR] src/A.java:[12,5] ...".
// Read by hand, in one pass: this runs for every line of a log.
import { endOfDigits, isDigit } from './digits.ts';

export interface Place {
  readonly path: string;
  /** "12" or "12:5", as written. */
  readonly position: string;
  /** What is said about it. */
  readonly message: string;
}

const LONGEST_PATH = 200;
const LONGEST_MESSAGE = 400;
/** Deeper lines are source, not diagnostics. */
const MOST_INDENT = 8;

/** The place at the start of a line; undefined when there is none. */
export function findPlace(line: string): Place | undefined {
  const indent = indentOf(line);
  if (indent > MOST_INDENT) return undefined;
  const start = line.charCodeAt(0) === OPEN_SQUARE ? endOfLevel(line) : indent;
  const end = endOfPath(line, start);
  if (end === undefined) return undefined;
  const path = line.slice(start, end);
  if (!/[A-Za-z]/.test(path)) return undefined;
  const positionStart = line.charCodeAt(end + 1) === OPEN_SQUARE ? end + 2 : end + 1;
  const positionEnd = endOfPosition(line, positionStart);
  const position = line.slice(positionStart, positionEnd);
  const message = messageFrom(line, positionEnd);
  return message === undefined ? undefined : { path, position, message };
}

function indentOf(line: string): number {
  let at = 0;
  while (at <= MOST_INDENT && (line.charCodeAt(at) === SPACE || line.charCodeAt(at) === TAB)) at++;
  return at;
}

/** How Maven begins each line; "[INFO]" as well, for a place that is only a note. */
const LEVEL = /^\[(?:ERROR|WARNING|INFO)\] (?=\S)/;

/** Behind "[ERROR] "; what else stands in brackets is no level, and such a line has no place. */
function endOfLevel(line: string): number {
  return LEVEL.exec(line)?.[0].length ?? 0;
}

const TAB = 9;
const SPACE = 32;
const OPEN_BRACKET = 40;
const COMMA = 44;
const COLON = 58;
const OPEN_SQUARE = 91;

/** Where the first word, a path, has a digit behind a colon or an opening bracket. */
function endOfPath(line: string, start: number): number | undefined {
  const limit = Math.min(line.length, start + LONGEST_PATH);
  let hasDot = false;
  for (let at = start; at < limit; at++) {
    const code = line.charCodeAt(at);
    if (code <= SPACE) return undefined;
    if (code === 46 || code === 47 || code === 92) hasDot = true;
    if (hasDot && (code === COLON || code === OPEN_BRACKET) && startsPosition(line, at)) return at;
  }
  return undefined;
}

/** "(12", ":12" or ":[12" */
function startsPosition(line: string, at: number): boolean {
  const isSquare = line.charCodeAt(at) === COLON && line.charCodeAt(at + 1) === OPEN_SQUARE;
  return isDigit(line.charCodeAt(isSquare ? at + 2 : at + 1));
}

/** Over "12", "12:5" or "12,5". */
function endOfPosition(line: string, start: number): number {
  const end = endOfDigits(line, start);
  const joint = line.charCodeAt(end);
  const hasColumn = (joint === COLON || joint === COMMA) && isDigit(line.charCodeAt(end + 1));
  return hasColumn ? endOfDigits(line, end + 1) : end;
}

/** What follows the position, without the marks in between; undefined when a word goes on there. */
function messageFrom(line: string, from: number): string | undefined {
  const rest = line.slice(from, from + LONGEST_MESSAGE);
  if (/^\w/.test(rest)) return undefined;
  return rest.replace(/^[)\]]?\s?(?:[:-] ?)?/, '').trim();
}
