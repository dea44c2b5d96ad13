// Lines that match a pattern, with their numbers. Law: no pattern can hold the process longer than the time limit.
import { runInNewContext } from 'node:vm';
import type { Piece, SliceResult } from '../piece.ts';

const LONGEST_PATTERN = 200;
/** Patterns that backtrack without end are stopped: V8 ends them at the deadline of a context, and nothing else does. */
const TIME_LIMIT_MS = 1_000;
/** Longer lines are shown around their matches only. */
const LONGEST_LINE = 2_000;
const AROUND = 200;
const MOST_MATCHES_SHOWN = 10;

/** `N<tab>line` for every line that matches. A pattern that is no regular expression is looked for as it stands. */
export function grepLines(pieces: readonly Piece[], given: string): SliceResult {
  if (given === '' || given.length > LONGEST_PATTERN) {
    return {
      ok: false,
      message: `A pattern has 1 to ${LONGEST_PATTERN} characters; this one has ${given.length}.`,
      hint: 'Look for a shorter, distinctive part.',
    };
  }
  const { pattern, ignoresCase } = readFlags(given);
  const flags = ignoresCase ? 'gi' : 'g';
  const expression = compile(pattern, flags);
  const found = expression === undefined ? [] : matchesWithin(pieces, expression);
  if (found === undefined) return tooSlow();
  if (found.length > 0) return { ok: true, slice: { pieces: found, unit: 'match', isPart: true } };
  const literal = matchesWithin(pieces, new RegExp(escapeLiteral(pattern), flags));
  if (literal === undefined) return tooSlow();
  return { ok: true, slice: { pieces: literal, unit: 'match', isPart: true, ...noteOn(literal) } };
}

function noteOn(literal: readonly Piece[]): { readonly note: string } {
  return {
    note: literal.length === 0 ? 'No line matches.' : 'The pattern was taken as plain text.',
  };
}

/** "(?i)" is how most other engines write it. */
function readFlags(given: string): { readonly pattern: string; readonly ignoresCase: boolean } {
  const ignoresCase = given.startsWith('(?i)') && given.length > 4;
  return { pattern: ignoresCase ? given.slice(4) : given, ignoresCase };
}

function compile(pattern: string, flags: string): RegExp | undefined {
  try {
    return new RegExp(pattern, flags);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function escapeLiteral(pattern: string): string {
  return pattern.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
}

function tooSlow(): SliceResult {
  return {
    ok: false,
    message: 'This pattern takes too long here.',
    hint: 'Take out nested repetitions such as (a+)+, or look for plain words.',
  };
}

/** Undefined: the time is over. */
function matchesWithin(pieces: readonly Piece[], expression: RegExp): readonly Piece[] | undefined {
  const matches: Piece[] = [];
  const search = (): void => {
    for (const piece of pieces) {
      const line = withoutLineEnd(piece.text);
      expression.lastIndex = 0;
      if (!expression.test(line)) continue;
      const shown = line.length <= LONGEST_LINE ? line : excerpt(line, expression);
      matches.push({ text: `${piece.number}\t${shown}\n`, number: piece.number });
    }
  };
  try {
    runInNewContext('search()', { search }, { timeout: TIME_LIMIT_MS });
    return matches;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_SCRIPT_EXECUTION_TIMEOUT') return undefined;
    throw error;
  }
}

function withoutLineEnd(line: string): string {
  if (!line.endsWith('\n')) return line;
  return line.slice(0, line.endsWith('\r\n') ? -2 : -1);
}

/** The surroundings of the first matches in a long line. */
function excerpt(line: string, expression: RegExp): string {
  const windows: Array<{ start: number; end: number }> = [];
  expression.lastIndex = 0;
  let match = expression.exec(line);
  for (let shown = 0; match !== null && shown < MOST_MATCHES_SHOWN; shown++) {
    const start = Math.max(0, match.index - AROUND);
    const end = Math.min(line.length, match.index + Math.min(match[0].length, AROUND) + AROUND);
    const last = windows.at(-1);
    if (last !== undefined && start <= last.end) last.end = end;
    else windows.push({ start, end });
    if (match[0] === '') expression.lastIndex++;
    match = expression.exec(line);
  }
  const parts = windows.map(({ start, end }) => line.slice(start, end));
  const [first, last] = [windows[0], windows.at(-1)];
  const before = first !== undefined && first.start > 0 ? '…' : '';
  return `${before}${parts.join(' … ')}${last !== undefined && last.end < line.length ? '…' : ''}`;
}
