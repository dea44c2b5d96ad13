// What brackets can hide in, per language with brackets: comments, strings, characters, regular expressions, directives.
import type { CodeLanguage } from './syntax.ts';

export interface Lexis {
  /** Lines from "#" on are directives. */
  readonly directives?: boolean;
  /** What a quote can begin besides a string of one line. */
  readonly strings: 'c' | 'c-sharp' | 'java' | 'rust' | 'script' | 'go';
  /** A slash may begin a regular expression. */
  readonly patterns?: boolean;
  readonly nestedComments?: boolean;
  /** A statement ends with its line. */
  readonly endsAtLine?: boolean;
}

const SCRIPT: Lexis = { strings: 'script', patterns: true, endsAtLine: true };

const LEXIS: Readonly<Partial<Record<CodeLanguage, Lexis>>> = {
  'c-sharp': { strings: 'c-sharp', directives: true },
  cpp: { strings: 'c', directives: true },
  go: { strings: 'go', endsAtLine: true },
  java: { strings: 'java' },
  javascript: SCRIPT,
  rust: { strings: 'rust', nestedComments: true },
  tsx: SCRIPT,
  typescript: SCRIPT,
};

/** How to read a language whose functions stand in brackets; undefined for others. */
export function lexisOf(language: CodeLanguage): Lexis | undefined {
  return LEXIS[language];
}

/** Where the line ends. */
export function endOfLine(text: string, at: number): number {
  const end = text.indexOf('\n', at);
  return end === -1 ? text.length : end;
}

/** Behind a comment that begins here; `at` if none does. */
export function skipComment(text: string, at: number, lexis: Lexis): number {
  const next = text.charCodeAt(at + 1);
  if (next === SLASH) return endOfLine(text, at);
  if (next !== STAR) return at;
  if (lexis.nestedComments === true) return skipNested(text, at);
  const end = text.indexOf('*/', at + 2);
  return end === -1 ? text.length : end + 2;
}

function skipNested(text: string, from: number): number {
  let depth = 0;
  COMMENT_MARK.lastIndex = from;
  while (COMMENT_MARK.test(text)) {
    depth += text.charCodeAt(COMMENT_MARK.lastIndex - 1) === STAR ? 1 : -1;
    if (depth === 0) return COMMENT_MARK.lastIndex;
  }
  return text.length;
}

const COMMENT_MARK = /\/\*|\*\//g;

/** Behind a string or character that begins with the quote here; one character on if it begins nothing. */
export function skipQuoted(text: string, at: number, { strings }: Lexis): number {
  const quote = text.charCodeAt(at);
  if (quote === BACKTICK) return strings === 'go' ? behind(text, '`', at + 1) : at + 1;
  if (quote === APOSTROPHE) {
    if (strings === 'script') return skipString(text, at, false);
    // "1'000'000" and lifetimes are no characters.
    CHARACTER.lastIndex = at;
    return CHARACTER.test(text) ? CHARACTER.lastIndex : at + 1;
  }
  if (strings === 'c' && text.charCodeAt(at - 1) === CAPITAL_R) return skipRawString(text, at);
  if (strings === 'rust') return skipRustString(text, at);
  if ((strings === 'java' || strings === 'c-sharp') && text.startsWith('"""', at)) {
    return behind(text, '"""', at + 3);
  }
  return strings === 'c-sharp' && /[$@]?@\$?$/.test(text.slice(Math.max(0, at - 2), at))
    ? skipVerbatim(text, at)
    : skipString(text, at, false);
}

const SLASH = 47;
const STAR = 42;
const BACKTICK = 96;
const APOSTROPHE = 39;
const QUOTE = 34;
const BACKSLASH = 92;
const NEWLINE = 10;
const CAPITAL_R = 82;
const CHARACTER = /'(?:\\[^\n]{1,10}?|[^\\'\n]{1,2})'/y;

function behind(text: string, mark: string, from: number): number {
  const end = text.indexOf(mark, from);
  return end === -1 ? text.length : end + mark.length;
}

/** A string of one line that is not closed is no string, but an apostrophe in a text between tags. */
function skipString(text: string, from: number, hasLines: boolean): number {
  const quote = text.charCodeAt(from);
  for (let at = from + 1; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === quote) return at + 1;
    if (code === BACKSLASH) at++;
    else if (code === NEWLINE && !hasLines) break;
  }
  return hasLines ? text.length : from + 1;
}

/** R"end(...)end" */
function skipRawString(text: string, at: number): number {
  const open = text.indexOf('(', at);
  if (open === -1 || open - at > 17) return skipString(text, at, false);
  return behind(text, `)${text.slice(at + 1, open)}"`, open);
}

/** r#"..."#; others may have several lines. */
function skipRustString(text: string, at: number): number {
  const raw = /r(#*)$/.exec(text.slice(Math.max(0, at - 8), at));
  return raw === null ? skipString(text, at, true) : behind(text, `"${raw[1] ?? ''}`, at + 1);
}

/** @"...", with doubled quotes inside. */
function skipVerbatim(text: string, from: number): number {
  for (let at = from + 1; at < text.length; at++) {
    if (text.charCodeAt(at) !== QUOTE) continue;
    if (text.charCodeAt(at + 1) !== QUOTE) return at + 1;
    at++;
  }
  return text.length;
}

/** What stands before a slash that begins a regular expression. */
const BEFORE_PATTERN =
  /(?:[(,=:[!&|?{;+\-*%~^]|=>|\b(?:return|typeof|case|in|of|do|else|void|delete))\s*$/;
const PATTERN = /\/(?:\\[^\n]|\[(?:\\[^\n]|[^\]\\\n]){0,200}\]|[^/\\[\n]){1,300}\/[a-z]*/y;

/** Behind a regular expression that begins here; one character on if none does. */
export function skipPattern(text: string, at: number): number {
  if (!BEFORE_PATTERN.test(text.slice(Math.max(0, at - 12), at))) return at + 1;
  PATTERN.lastIndex = at;
  return PATTERN.test(text) ? PATTERN.lastIndex : at + 1;
}

/** Where the directive ends that begins here. */
export function endOfDirective(text: string, from: number): number {
  let end = endOfLine(text, from);
  while (end < text.length && /\\\r?$/.test(text.slice(end - 2, end))) {
    end = endOfLine(text, end + 1);
  }
  return end;
}
