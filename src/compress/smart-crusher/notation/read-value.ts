// Reads single values of the notation back into lexemes: the inverse of writing them.
import { endOfJson, endOfQuoted, escapeJson, readBare } from './lexeme.ts';
import type { Tree } from '../layout/print-tree.ts';

/** A place in a line. */
export interface Cursor {
  readonly line: string;
  at: number;
}

/** A value inside brackets, a constant, or the rest of a line that opens with a bracket or a quote. */
export function readInline(cursor: Cursor): Tree {
  const { line } = cursor;
  const first = line[cursor.at];
  if (first === '[' || first === '{') return readBrackets(cursor, first);
  if (first === '"') return readQuoted(cursor);
  return readBare(readWord(cursor, INLINE_ENDS));
}

const INLINE_ENDS = ' ,[]{}';
const CELL_ENDS = ' ';
const KEY_ENDS = ' ",:[]{}=?*';

function readBrackets(cursor: Cursor, opening: '[' | '{'): Tree {
  const { line } = cursor;
  const closing = opening === '[' ? ']' : '}';
  const keys: string[] = [];
  const items: Tree[] = [];
  cursor.at++;
  while (cursor.at < line.length && line[cursor.at] !== closing) {
    if (line[cursor.at] === ',') cursor.at++;
    if (opening === '{') {
      keys.push(readKey(cursor));
      cursor.at++;
    }
    items.push(readInline(cursor));
  }
  cursor.at++;
  return opening === '{' ? { keys, items } : { items };
}

/** A key, as a lexeme. The cursor is left at what follows it. */
export function readKey(cursor: Cursor): string {
  if (cursor.line[cursor.at] === '"') return readQuoted(cursor);
  return `"${readWord(cursor, KEY_ENDS)}"`;
}

/** The name of a column: keys, bare or quoted, with dots between them. */
export function readName(cursor: Cursor): string {
  const { line } = cursor;
  const start = cursor.at;
  for (;;) {
    if (line[cursor.at] === '"') readQuoted(cursor);
    else readWord(cursor, KEY_ENDS);
    const isFollowed = line[cursor.at] === '.' || line[cursor.at] === '"';
    if (!isFollowed) return line.slice(start, cursor.at);
  }
}

/** A lexeme with its quotes. */
export function readQuoted(cursor: Cursor): string {
  const start = cursor.at;
  cursor.at = endOfQuoted(cursor.line, start);
  return cursor.line.slice(start, cursor.at);
}

/** The characters up to one of `ends`. */
export function readWord(cursor: Cursor, ends: string): string {
  const { line } = cursor;
  const start = cursor.at;
  if (ends === CELL_ENDS) {
    const end = line.indexOf(CELL_ENDS, start);
    cursor.at = end < 0 ? line.length : end;
  } else {
    while (cursor.at < line.length && !ends.includes(line[cursor.at] ?? '')) cursor.at++;
  }
  return line.slice(start, cursor.at);
}

/** A cell: a bare word that is still to be understood, or a value. */
export type CellText = { readonly word: string } | { readonly tree: Tree };

/** The cell at the cursor, which is left at the blank behind it. */
export function readCell(cursor: Cursor): CellText {
  const first = cursor.line[cursor.at];
  if (first === '"' || first === '[' || first === '{') return { tree: readInline(cursor) };
  if (first === "'") return { tree: readUnescaped(cursor) };
  return { word: readWord(cursor, CELL_ENDS) };
}

function readUnescaped(cursor: Cursor): Tree {
  const start = cursor.at + 1;
  const end = endOfJson(cursor.line, start);
  cursor.at = end < 0 ? cursor.line.length : end;
  return escapeJson(cursor.line.slice(start, cursor.at));
}

/** A value that fills the rest of its line. */
export function readRest(line: string): Tree {
  const first = line[0];
  if (first === '"' || first === '[' || first === '{') return readInline({ line, at: 0 });
  return readBare(line);
}
