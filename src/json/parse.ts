// Builds the span tree of a body in one pass over its bytes. Strings are checked, not decoded; only names are read.
import { isUtf8 } from 'node:buffer';
import type { JsonNode, ParseFailure, ParseResult } from './document.ts';
import { type ReadName, nameReader } from './names.ts';
import { QUOTE, scanNumber, scanString, scanWord, skipSpace } from './scan.ts';

/** Containers inside containers; deeper bodies are passed through unread. Keeps recursion far from the stack's end. */
const MAX_DEPTH = 512;
/** Up to this many names, comparing with each earlier one beats building a set. */
const FEW_NAMES = 8;

const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;
const OPEN_ARRAY = 0x5b;
const CLOSE_ARRAY = 0x5d;
const COMMA = 0x2c;
const COLON = 0x3a;

const WORDS: ReadonlyMap<number, string> = new Map(
  ['true', 'false', 'null'].map((word) => [word.charCodeAt(0), word]),
);

type Member = readonly [name: string, value: JsonNode];

interface Cursor {
  readonly bytes: Buffer;
  /** The same bytes. */
  readonly words: DataView;
  readonly readName: ReadName;
  at: number;
  depth: number;
  failure: ParseFailure;
  hasDuplicate: boolean;
}

/** Reads a body as a span tree, or says why it cannot: never throws, whatever the bytes. */
export function parseJson(bytes: Buffer): ParseResult {
  if (!isUtf8(bytes)) return { ok: false, reason: 'invalid-utf8' };
  const cursor = cursorAtStart(bytes);
  const root = parseValue(cursor);
  if (root === undefined) return { ok: false, reason: cursor.failure };
  if (skipSpace(bytes, cursor.at) !== bytes.length) return { ok: false, reason: 'not-json' };
  // Last, so that this reason always means JSON that a lenient reader would accept.
  if (cursor.hasDuplicate) return { ok: false, reason: 'duplicate-key' };
  return { ok: true, document: { bytes, root } };
}

function cursorAtStart(bytes: Buffer): Cursor {
  return {
    bytes,
    words: new DataView(bytes.buffer, bytes.byteOffset, bytes.length),
    readName: nameReader(bytes),
    at: skipSpace(bytes, 0),
    depth: 0,
    failure: 'not-json',
    hasDuplicate: false,
  };
}

/** Every parse function leaves the cursor behind what it read and answers undefined on failure. */
function parseValue(cursor: Cursor): JsonNode | undefined {
  const { bytes, at: start } = cursor;
  const byte = bytes[start] ?? 0;
  if (byte === QUOTE) return leaf(cursor, 'string', scanString(bytes, cursor.words, start));
  if (byte === OPEN_OBJECT) return nested(cursor, parseObject);
  if (byte === OPEN_ARRAY) return nested(cursor, parseArray);
  const word = WORDS.get(byte);
  const end = word === undefined ? scanNumber(bytes, start) : scanWord(bytes, start, word);
  return leaf(cursor, 'literal', end);
}

function leaf(cursor: Cursor, kind: 'string' | 'literal', end: number): JsonNode | undefined {
  if (end === -1) return undefined;
  const start = cursor.at;
  cursor.at = end;
  return { kind, start, end };
}

function nested(
  cursor: Cursor,
  parse: (cursor: Cursor) => JsonNode | undefined,
): JsonNode | undefined {
  if (cursor.depth === MAX_DEPTH) {
    cursor.failure = 'too-deep';
    return undefined;
  }
  cursor.depth++;
  const node = parse(cursor);
  cursor.depth--;
  return node;
}

function parseArray(cursor: Cursor): JsonNode | undefined {
  const { bytes, at: start } = cursor;
  const items: JsonNode[] = [];
  cursor.at = skipSpace(bytes, start + 1);
  if (bytes[cursor.at] !== CLOSE_ARRAY) {
    do {
      const item = parseValue(cursor);
      if (item === undefined) return undefined;
      items.push(item);
    } while (hasNext(cursor));
    if (bytes[cursor.at] !== CLOSE_ARRAY) return undefined;
  }
  cursor.at++;
  return { kind: 'array', start, end: cursor.at, items };
}

function parseObject(cursor: Cursor): JsonNode | undefined {
  const { bytes, at: start } = cursor;
  const members: Member[] = [];
  cursor.at = skipSpace(bytes, start + 1);
  if (bytes[cursor.at] !== CLOSE_OBJECT) {
    do {
      const member = parseMember(cursor);
      if (member === undefined) return undefined;
      members.push(member);
    } while (hasNext(cursor));
    if (bytes[cursor.at] !== CLOSE_OBJECT) return undefined;
    cursor.hasDuplicate ||= hasDuplicateName(members);
  }
  cursor.at++;
  return { kind: 'object', start, end: cursor.at, members };
}

function parseMember(cursor: Cursor): Member | undefined {
  const { bytes, at: start } = cursor;
  if (bytes[start] !== QUOTE) return undefined;
  const end = scanString(bytes, cursor.words, start);
  if (end === -1) return undefined;
  const colon = skipSpace(bytes, end);
  if (bytes[colon] !== COLON) return undefined;
  cursor.at = skipSpace(bytes, colon + 1);
  const value = parseValue(cursor);
  return value && [cursor.readName(start, end), value];
}

/** Steps over a comma, if there is one, to what follows it. */
function hasNext(cursor: Cursor): boolean {
  const { bytes } = cursor;
  const at = skipSpace(bytes, cursor.at);
  const found = bytes[at] === COMMA;
  cursor.at = found ? skipSpace(bytes, at + 1) : at;
  return found;
}

function hasDuplicateName(members: readonly Member[]): boolean {
  if (members.length > FEW_NAMES) return new Set(members.map(nameOf)).size < members.length;
  return members.some(([name], index) => members.findIndex((other) => other[0] === name) < index);
}

function nameOf(member: Member): string {
  return member[0];
}
