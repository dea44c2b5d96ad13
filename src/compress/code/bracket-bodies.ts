// Finds the bodies of functions by their brackets: the same that a parser finds, many times as fast. Strings, comments and
// directives are skipped; whether a bracket begins a function is told by what stands before it.
import { readHead, type Head, type Holder } from './bracket-heads.ts';
import { LONGEST_BODY, type Body, type FoundBodies, type Rows } from './find-bodies.ts';
import { endOfDirective, skipComment, skipPattern, skipQuoted, type Lexis } from './lexis.ts';

/** The bodies of a source, in order, none inside another; a function that does not end is reported as broken. */
export function findBodiesByBrackets(lines: readonly string[], lexis: Lexis): FoundBodies {
  return new BracketReader(lines, lexis).read();
}

/** A bracket that is not closed yet, and where its statement stood. */
interface Open {
  readonly holder: Holder | 'template';
  readonly row: number;
  readonly headRow: number;
  /** How many bodies were found before it: those inside a body go with it. */
  readonly bodies: number;
  readonly statement: number;
  readonly group: Head['group'];
  readonly parentheses: number;
}

class BracketReader {
  private readonly lexis: Lexis;
  private readonly text: string;
  private readonly starts: Int32Array;
  private readonly bodies: Body[] = [];
  private readonly opened: Open[] = [];
  /** Where parentheses were opened that are not closed. */
  private readonly parentheses: number[] = [];
  /** The parentheses before each of them. */
  private readonly groups: Head['group'][] = [];
  private statement = 0;
  private group: Head['group'];
  /** What was open where a directive began a branch: the other branches begin there too. */
  private readonly branches: (readonly Open[])[] = [];

  constructor(lines: readonly string[], lexis: Lexis) {
    this.lexis = lexis;
    this.text = lines.join('\n');
    this.starts = startsOf(lines);
  }

  read(): FoundBodies {
    const { text } = this;
    let at = this.begin(0);
    while (at < text.length) {
      const code = text.charCodeAt(at);
      at = code < 128 && SIGNS[code] === 1 ? this.readSign(code, at) : at + 1;
    }
    const last = this.starts.length - 1;
    const cut = this.opened.filter(({ holder }) => holder === 'function');
    return {
      bodies: this.bodies,
      broken: cut.slice(-1).map(({ headRow }): Rows => ({ from: headRow, to: last })),
    };
  }

  /** Deals with a sign and gives where to go on. */
  private readSign(code: number, at: number): number {
    switch (code) {
      case OPEN:
        return this.open(at);
      case CLOSE:
        return this.close(at);
      case OPEN_PARENTHESIS:
        this.parentheses.push(at);
        this.groups[this.parentheses.length - 1] = this.group;
        return at + 1;
      case CLOSE_PARENTHESIS:
        return this.closeParenthesis(at);
      case SEMICOLON:
        return this.endStatement(at);
      case SLASH:
        return this.skipSlash(at);
      case HASH:
        return this.isDirective(at) ? this.readDirective(at) : at + 1;
      case BACKSLASH:
        return at + 2;
      case BACKTICK:
        if (this.lexis.strings === 'script') return this.skipTemplate(at + 1, at);
    }
    return skipQuoted(this.text, at, this.lexis);
  }

  private open(at: number): number {
    const { text, statement, group } = this;
    const parent = this.opened.at(-1)?.holder;
    const own = group !== undefined && group.from >= statement ? group : undefined;
    const { holder, from } = readHead(
      {
        text,
        at,
        statement,
        inside: this.isInParentheses() ? this.parentheses.at(-1) : undefined,
        group: own,
        parent: parent === 'template' ? 'block' : parent,
      },
      this.lexis,
    );
    if (text.charCodeAt(at + 1) === CLOSE) {
      return holder === 'part' || this.isInParentheses() ? at + 2 : this.begin(at + 2);
    }
    this.push(holder, { at, from });
    return this.begin(at + 1);
  }

  private push(
    holder: Open['holder'],
    place: { readonly at: number; readonly from: number },
  ): void {
    this.opened.push({
      holder,
      row: this.rowOf(place.at),
      headRow: this.rowOf(place.from),
      bodies: this.bodies.length,
      statement: this.statement,
      group: this.group,
      parentheses: this.parentheses.length,
    });
  }

  private close(at: number): number {
    const closed = this.opened.pop();
    if (closed === undefined) {
      this.parentheses.length = 0;
      return this.begin(at + 1);
    }
    this.parentheses.length = closed.parentheses;
    this.group = closed.group;
    this.statement = closed.statement;
    if (closed.holder === 'template') return this.skipTemplate(at + 1, at);
    if (closed.holder === 'function') this.addBody(closed, this.rowOf(at));
    if (closed.holder === 'part' && closed.group !== undefined)
      this.group = { ...closed.group, to: at };
    return closed.holder === 'part' || this.isInParentheses() ? at + 1 : this.begin(at + 1);
  }

  private addBody({ row, headRow, bodies }: Open, end: number): void {
    const rows = { from: row + 1, to: end - 1 };
    if (rows.to - rows.from >= LONGEST_BODY) return;
    this.bodies.length = bodies;
    if (rows.from <= rows.to) this.bodies.push({ ...rows, head: Math.min(headRow, row) });
  }

  private closeParenthesis(at: number): number {
    if (!this.isInParentheses()) return at + 1;
    const from = this.parentheses.pop() ?? at;
    const before = this.groups[this.parentheses.length];
    this.group = { from: this.isInResult(before, from) ? (before?.from ?? from) : from, to: at };
    return at + 1;
  }

  /** "boil(water): (() => void)[]" */
  private isInResult(before: Head['group'], from: number): boolean {
    if (this.lexis.strings !== 'script' || before === undefined) return false;
    if (before.from < this.statement || from - before.to > LONGEST_RESULT) return false;
    return /^\s*:(?!\s*function\b)[^;={}()?]*$/.test(this.text.slice(before.to + 1, from));
  }

  /** Inside parentheses a semicolon parts the head of a loop, unless the line ends with it. */
  private endStatement(at: number): number {
    ARRAY_LENGTH.lastIndex = at;
    if (this.lexis.strings === 'rust' && ARRAY_LENGTH.test(this.text)) return at + 1;
    if (this.isInParentheses()) {
      if (this.text.charCodeAt(at + 1) !== NEWLINE) return at + 1;
      this.parentheses.length = this.opened.at(-1)?.parentheses ?? 0;
    }
    return this.begin(at + 1);
  }

  private isInParentheses(): boolean {
    return this.parentheses.length > (this.opened.at(-1)?.parentheses ?? 0);
  }

  /** The next statement begins at the first sign that is neither blank nor comment. */
  private begin(from: number): number {
    const { text, lexis } = this;
    let at = from;
    for (;;) {
      while (at < text.length && text.charCodeAt(at) <= BLANK) at++;
      const code = text.charCodeAt(at);
      const next =
        code === SLASH
          ? skipComment(text, at, lexis)
          : code === HASH && this.isDirective(at)
            ? this.readDirective(at)
            : at;
      if (next === at) break;
      at = next;
    }
    this.statement = at;
    return at;
  }

  private skipSlash(at: number): number {
    const behind = skipComment(this.text, at, this.lexis);
    if (behind !== at) return behind;
    return this.lexis.patterns === true ? skipPattern(this.text, at) : at + 1;
  }

  private readDirective(at: number): number {
    const word = /^#\s*(if|el|endif)/.exec(this.text.slice(at, at + LONGEST_DIRECTIVE))?.[1];
    if (word === 'if') this.branches.push(this.opened.slice(-DEEPEST_BRANCH));
    if (word === 'endif') this.branches.pop();
    const before = word === 'el' ? this.branches.at(-1) : undefined;
    if (before !== undefined) {
      this.opened.length = 0;
      this.opened.push(...before);
      this.parentheses.length = before.at(-1)?.parentheses ?? 0;
    }
    return endOfDirective(this.text, at);
  }

  private isDirective(at: number): boolean {
    if (this.lexis.directives !== true) return false;
    const start = this.starts[this.rowOf(at)] ?? 0;
    return this.text.slice(start, at).trim() === '';
  }

  /** Behind a text in backticks; what stands in its brackets is code. */
  private skipTemplate(from: number, bracket: number): number {
    const { text } = this;
    for (let at = from; at < text.length; at++) {
      const code = text.charCodeAt(at);
      if (code === BACKTICK) return at + 1;
      if (code === BACKSLASH) at++;
      else if (code === DOLLAR && text.charCodeAt(at + 1) === OPEN) {
        this.push('template', { at: bracket, from: bracket });
        return at + 2;
      }
    }
    return text.length;
  }

  private rowOf(at: number): number {
    let low = 0;
    let high = this.starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.starts[middle] ?? 0) <= at) low = middle;
      else high = middle - 1;
    }
    return low;
  }
}

function startsOf(lines: readonly string[]): Int32Array {
  const starts = new Int32Array(lines.length);
  let start = 0;
  lines.forEach((line, row) => {
    starts[row] = start;
    start += line.length + 1;
  });
  return starts;
}

/** "[u8; 256]" is a type. */
const ARRAY_LENGTH = /;[^;{}[\]\n]{1,60}\]/y;
const LONGEST_RESULT = 200;
const LONGEST_DIRECTIVE = 24;
/** Brackets around a branch. */
const DEEPEST_BRANCH = 32;
const NEWLINE = 10;
const BLANK = 32;
const QUOTE = 34;
const HASH = 35;
const DOLLAR = 36;
const APOSTROPHE = 39;
const OPEN_PARENTHESIS = 40;
const CLOSE_PARENTHESIS = 41;
const SLASH = 47;
const SEMICOLON = 59;
const BACKSLASH = 92;
const BACKTICK = 96;
const OPEN = 123;
const CLOSE = 125;
const SIGNS = new Uint8Array(128);
for (const code of [
  QUOTE,
  HASH,
  APOSTROPHE,
  OPEN_PARENTHESIS,
  CLOSE_PARENTHESIS,
  SLASH,
  SEMICOLON,
  BACKSLASH,
  BACKTICK,
  OPEN,
  CLOSE,
])
  SIGNS[code] = 1;
