// Builds the span tree of a body in one pass over its bytes. Strings are checked, not decoded; only names are read.
import { isUtf8 } from 'node:buffer';
import type { JsonNode, ParseFailure, ParseResult } from './document.ts';
import { type ReadName, nameReader } from './names.ts';
import { runSteps } from './run-steps.ts';
import { QUOTE, scanNumber, scanString, scanWord, skipSpace } from './scan.ts';

/** Containers inside containers; deeper bodies are passed through unread. */
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

/** A container whose end has not been read. */
interface Open {
  readonly start: number;
  readonly parent: Open | undefined;
  /** Of an array. */
  readonly items: JsonNode[] | undefined;
  /** Of an object; `name` is the one that the next value belongs to. */
  readonly members: Member[] | undefined;
  name: string;
}

interface Cursor {
  readonly bytes: Buffer;
  /** The same bytes. */
  readonly words: DataView;
  readonly readName: ReadName;
  at: number;
  open: Open | undefined;
  depth: number;
  root: JsonNode | undefined;
  failure: ParseFailure;
  hasDuplicate: boolean;
}

/** Reads a body as a span tree, or says why it cannot: never throws, whatever the bytes. */
export function parseJson(bytes: Buffer): ParseResult {
  return runSteps(parseInSteps(bytes, Infinity));
}

const STEP_BYTES = 256 * 1024;

/** As `parseJson`, so many bytes at a time: a long body takes longer than others on this thread want to wait. */
export function* parseInSteps(
  bytes: Buffer,
  stepBytes = STEP_BYTES,
): Generator<undefined, ParseResult> {
  if (!isUtf8(bytes)) return { ok: false, reason: 'invalid-utf8' };
  const cursor = cursorAtStart(bytes);
  while (readUntil(cursor, cursor.at + stepBytes)) yield;
  const { root } = cursor;
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
    open: undefined,
    depth: 0,
    root: undefined,
    failure: 'not-json',
    hasDuplicate: false,
  };
}

/** Reads on to an offset; false when there is no more to read, because the root has ended or something is wrong. */
function readUntil(cursor: Cursor, end: number): boolean {
  while (cursor.at < end) if (!readValue(cursor) || cursor.open === undefined) return false;
  return true;
}

/** Reads a value, or the start of one. Every read function leaves the cursor behind what it read and answers false on failure. */
function readValue(cursor: Cursor): boolean {
  const { bytes, at: start } = cursor;
  const byte = bytes[start] ?? 0;
  if (byte === QUOTE) return leaf(cursor, 'string', scanString(bytes, cursor.words, start));
  if (byte === OPEN_OBJECT || byte === OPEN_ARRAY) return enter(cursor, byte === OPEN_OBJECT);
  const word = WORDS.get(byte);
  const end = word === undefined ? scanNumber(bytes, start) : scanWord(bytes, start, word);
  return leaf(cursor, 'literal', end);
}

function leaf(cursor: Cursor, kind: 'string' | 'literal', end: number): boolean {
  if (end === -1) return false;
  const start = cursor.at;
  cursor.at = end;
  return put(cursor, { kind, start, end });
}

function enter(cursor: Cursor, isObject: boolean): boolean {
  const { bytes, at: start, open: parent } = cursor;
  if (cursor.depth === MAX_DEPTH) {
    cursor.failure = 'too-deep';
    return false;
  }
  const open = isObject
    ? { start, parent, items: undefined, members: [], name: '' }
    : { start, parent, items: [], members: undefined, name: '' };
  cursor.at = skipSpace(bytes, start + 1);
  if (bytes[cursor.at] === closeOf(open)) return put(cursor, leave(cursor, open));
  cursor.open = open;
  cursor.depth++;
  return readName(cursor, open);
}

function closeOf({ members }: Open): number {
  return members === undefined ? CLOSE_ARRAY : CLOSE_OBJECT;
}

/** The value of a container whose closing bracket is at the cursor. */
function leave(cursor: Cursor, { start, items, members }: Open): JsonNode {
  const end = ++cursor.at;
  if (members === undefined) return { kind: 'array', start, end, items: items ?? [] };
  cursor.hasDuplicate ||= hasDuplicateName(members);
  return { kind: 'object', start, end, members };
}

/** Adds a value to what it stands in, and leaves every container that ends behind it. */
function put(cursor: Cursor, node: JsonNode): boolean {
  let value = node;
  for (let open = cursor.open; open !== undefined; open = cursor.open) {
    if (open.members === undefined) open.items?.push(value);
    else open.members.push([open.name, value]);
    if (hasNext(cursor)) return readName(cursor, open);
    if (cursor.bytes[cursor.at] !== closeOf(open)) return false;
    value = leave(cursor, open);
    cursor.open = open.parent;
    cursor.depth--;
  }
  cursor.root = value;
  return true;
}

/** What stands before the next value: in an object its name. */
function readName(cursor: Cursor, open: Open): boolean {
  if (open.members === undefined) return true;
  const { bytes, at: start } = cursor;
  if (bytes[start] !== QUOTE) return false;
  const end = scanString(bytes, cursor.words, start);
  if (end === -1) return false;
  const colon = skipSpace(bytes, end);
  if (bytes[colon] !== COLON) return false;
  cursor.at = skipSpace(bytes, colon + 1);
  open.name = cursor.readName(start, end);
  return true;
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
