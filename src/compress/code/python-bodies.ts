// Finds the bodies of Python's functions by indentation, as Python itself does: strings and brackets may go over many lines.
import { LONGEST_BODY, type Body, type FoundBodies } from './find-bodies.ts';

/** The bodies of a source, in order, none inside another. */
export function findBodiesOfPython(lines: readonly string[]): FoundBodies {
  const bodies: Body[] = [];
  const opened: Open[] = [];
  let last = 0;
  for (let row = 0; row < lines.length; row++) {
    const line = lines[row] ?? '';
    if (BLANK.test(line)) continue;
    const indent = indentOf(line);
    if (COMMENT.test(line)) {
      if (indent > (opened.at(-1)?.indent ?? indent)) last = row;
      continue;
    }
    closeDeeper(opened, { indent, last }, bodies);
    for (let at = opened.length - 1; at >= 0 && opened[at]?.from === undefined; at--) {
      const open = opened[at];
      if (open !== undefined) open.from = row;
    }
    const statement = readStatement(lines, row);
    if (statement.opens && DEFINITION.test(line)) {
      opened.push({ indent, head: row, bodies: bodies.length, from: undefined });
    }
    row = statement.to;
    last = row;
  }
  closeDeeper(opened, { indent: -1, last }, bodies);
  return { bodies, broken: [] };
}

/** A function whose body is not over. */
interface Open {
  readonly indent: number;
  readonly head: number;
  /** How many bodies were found before it: those inside a body go with it. */
  readonly bodies: number;
  /** Its first statement. */
  from: number | undefined;
}

const BLANK = /^\s*$/;
const COMMENT = /^\s*#/;
const DEFINITION = /^\s*(?:async\s+)?def\s+\w/;
/** Begins a statement even where a bracket was not closed. */
const BEGINS = /^\s*(?:(?:async\s+)?def|class)\s+\w/;

function closeDeeper(
  opened: Open[],
  at: { readonly indent: number; readonly last: number },
  bodies: Body[],
): void {
  for (
    let open = opened.at(-1);
    open !== undefined && at.indent <= open.indent;
    open = opened.at(-1)
  ) {
    opened.pop();
    const { head, from } = open;
    if (from === undefined || at.last - from >= LONGEST_BODY) continue;
    bodies.length = open.bodies;
    if (from <= at.last) bodies.push({ head, from, to: at.last });
  }
}

/** The last row of the statement that begins in a row, and whether deeper lines belong to it. */
function readStatement(
  lines: readonly string[],
  from: number,
): { readonly to: number; readonly opens: boolean } {
  let depth = 0;
  let quote = '';
  for (let row = from; row < lines.length; row++) {
    const line = lines[row] ?? '';
    if (row > from && quote === '' && BEGINS.test(line)) return { to: row - 1, opens: true };
    let last = 0;
    for (let at = 0; at < line.length; at++) {
      if (quote !== '') {
        const end = endOfString(line, at, quote);
        if (end === -1) break;
        at = end + quote.length - 1;
        quote = '';
        last = 0;
        continue;
      }
      const code = line.charCodeAt(at);
      if (code === HASH) break;
      if (code > SPACE) last = code;
      if (code === QUOTE || code === APOSTROPHE) {
        quote = quoteAt(line, at);
        at += quote.length - 1;
      } else if (OPENING.has(code)) depth++;
      else if (CLOSING.has(code) && depth > 0) depth--;
    }
    // A string of one line ends with it, unless the line goes on.
    const goesOn = line.endsWith('\\');
    if (quote.length === 1 && !goesOn) quote = '';
    if (quote === '' && depth === 0 && !goesOn) return { to: row, opens: last === COLON };
  }
  return { to: lines.length - 1, opens: false };
}

function quoteAt(line: string, at: number): string {
  const quote = line.charAt(at);
  return line.startsWith(quote.repeat(3), at) ? quote.repeat(3) : quote;
}

/** Where the string ends; -1 if it does not in this line. */
function endOfString(line: string, from: number, quote: string): number {
  for (let at = from; at < line.length; at++) {
    if (line.charCodeAt(at) === BACKSLASH) at++;
    else if (line.startsWith(quote, at)) return at;
  }
  return -1;
}

/** A tab counts up to the next eighth column. */
function indentOf(line: string): number {
  let width = 0;
  for (let at = 0; at < line.length; at++) {
    const code = line.charCodeAt(at);
    if (code === SPACE) width++;
    else if (code === TAB) width += TAB_WIDTH - (width % TAB_WIDTH);
    else break;
  }
  return width;
}

const TAB_WIDTH = 8;
const TAB = 9;
const SPACE = 32;
const QUOTE = 34;
const HASH = 35;
const APOSTROPHE = 39;
const COLON = 58;
const BACKSLASH = 92;
const OPENING: ReadonlySet<number> = new Set([40, 91, 123]);
const CLOSING: ReadonlySet<number> = new Set([41, 93, 125]);
