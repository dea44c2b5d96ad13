// The place a diagnostic points at: "src/a.ts:12:5: error ...", "src/a.ts(12,5): error ...".

export interface Place {
  readonly path: string;
  /** "12" or "12:5", as written. */
  readonly position: string;
  /** What is said about it. */
  readonly message: string;
}

const LONGEST_PATH = 200;
/** An indented place is one of a list under a heading ("  12:5  error ..." has no path). */
const MOST_INDENT = 8;

const WITH_COLONS = /^(\S*?[./\\]\S*?|\w+):(\d+(?::\d+)?)(?::| -|\b)\s*(.*)$/;
const WITH_BRACKETS = /^(\S*?[./\\][^\s(]*)\((\d+(?:,\d+)?)\)\s*:?\s*(.*)$/;

/** The place at the start of a line; undefined when there is none. */
export function findPlace(line: string): Place | undefined {
  const start = indentOf(line);
  if (start > MOST_INDENT || !mayHoldPlace(line, start)) return undefined;
  const head = line.slice(start, start + 2 * LONGEST_PATH);
  const match = WITH_COLONS.exec(head) ?? WITH_BRACKETS.exec(head);
  const [, path, position, message] = match ?? [];
  if (path === undefined || position === undefined || message === undefined) return undefined;
  if (path.length > LONGEST_PATH || !/[A-Za-z]/.test(path)) return undefined;
  return { path, position, message: message.trim() };
}

function indentOf(line: string): number {
  let at = 0;
  while (at <= MOST_INDENT && (line.charCodeAt(at) === 32 || line.charCodeAt(at) === 9)) at++;
  return at;
}

/** The first word must be a path with a digit behind a colon or a bracket. */
function mayHoldPlace(line: string, start: number): boolean {
  let hasDot = false;
  for (let at = start; at < Math.min(line.length, start + LONGEST_PATH); at++) {
    const code = line.charCodeAt(at);
    if (code <= 32) return false;
    if (code === 46 || code === 47) hasDot = true;
    if ((code === 58 || code === 40) && hasDot && isDigit(line.charCodeAt(at + 1))) return true;
  }
  return false;
}

function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}
