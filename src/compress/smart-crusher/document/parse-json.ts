// A lexeme-keeping JSON parser over a string: positions instead of values, so that nothing is ever rewritten.
import { nextShape, rootShape, type Shape } from './shape.ts';

export interface JsonScalar {
  readonly kind: 'string' | 'number' | 'literal';
  readonly start: number;
  readonly end: number;
  /** Of a long string that holds JSON itself. */
  inside?: Embedded;
}

/** JSON inside a string. */
export interface Embedded {
  readonly root: JsonNode;
  /** How the JSON was spaced, and how the string is escaped, in words. */
  readonly words: readonly string[];
}

export interface JsonArray {
  readonly kind: 'array';
  readonly start: number;
  readonly end: number;
  readonly items: readonly JsonNode[];
}

export interface JsonObject {
  readonly kind: 'object';
  readonly start: number;
  readonly end: number;
  readonly shape: Shape;
  readonly items: readonly JsonNode[];
}

/** Offsets into the text, end exclusive. A string's span includes its quotes. */
export type JsonNode = JsonScalar | JsonArray | JsonObject;

export interface ParsedValue {
  readonly node: JsonNode;
  /** Containers that were still open where the text stopped being JSON; their unfinished last items are left out. */
  readonly open: number;
}

/** Deeper texts are refused; everything after the parser may recurse. */
const DEEPEST = 200;

/** Words that are values by themselves, by their first character. Python writes the last three. */
const LITERALS: ReadonlyMap<number, string> = new Map(
  ['null', 'true', 'false', 'NaN', 'Infinity', '-Infinity'].map((word) => [
    word.charCodeAt(0),
    word,
  ]),
);

export interface JsonReader {
  readonly text: string;
  readonly root: Shape;
  at: number;
  open: number;
  /** Long strings that open with a bracket. */
  readonly suspects: JsonScalar[];
  /** Items of the containers that are being read, up to `held`: a container takes its own when it closes. */
  readonly pending: JsonNode[];
  held: number;
}

/** Shorter JSON in a string stays where it is. */
const SHORTEST_EMBEDDED = 300;

export function jsonReader(text: string): JsonReader {
  return { text, root: rootShape(), at: 0, open: 0, suspects: [], pending: [], held: 0 };
}

/** Reads one value from `reader.at`. A text that breaks off gives what is complete; undefined when nothing is. */
export function parseValue(reader: JsonReader): ParsedValue | undefined {
  reader.open = 0;
  const node = readNode(reader, 0);
  return node === undefined ? undefined : { node, open: reader.open };
}

/** After a failure `reader.open` counts the containers left open, and callers close what they have. */
function readNode(reader: JsonReader, depth: number): JsonNode | undefined {
  const { text, at } = reader;
  const code = text.charCodeAt(at);
  if (code === 34) return readString(reader, endOfString(text, at));
  if (code === 123) return depth < DEEPEST ? readObject(reader, depth) : undefined;
  if (code === 91) return depth < DEEPEST ? readArray(reader, depth) : undefined;
  if (code === 45 || (code >= 48 && code <= 57)) {
    const end = endOfNumber(text, at);
    if (end > at) return readScalar(reader, 'number', end);
  }
  return readScalar(reader, 'literal', endOfLiteral(text, at));
}

function readString(reader: JsonReader, end: number): JsonScalar | undefined {
  const { text, at } = reader;
  const string = readScalar(reader, 'string', end);
  if (string !== undefined && mayHoldJson(text, at, end)) reader.suspects.push(string);
  return string;
}

/** Whether the string from `start` to `end` is long and opens with a bracket. */
export function mayHoldJson(text: string, start: number, end: number): boolean {
  if (end - start < SHORTEST_EMBEDDED) return false;
  const first = text.charCodeAt(start + 1);
  return first === 123 || first === 91;
}

function readScalar(
  reader: JsonReader,
  kind: JsonScalar['kind'],
  end: number,
): JsonScalar | undefined {
  if (end < 0) return undefined;
  const start = reader.at;
  reader.at = end;
  return { kind, start, end };
}

function readArray(reader: JsonReader, depth: number): JsonArray | undefined {
  const { text } = reader;
  const start = reader.at;
  const before = reader.held;
  let at = skipSpace(text, start + 1);
  if (text.charCodeAt(at) === 93) {
    reader.at = at + 1;
    return { kind: 'array', start, end: at + 1, items: [] };
  }
  let end = start;
  for (;;) {
    reader.at = at;
    const item = readNode(reader, depth + 1);
    if (item === undefined) break;
    hold(reader, item);
    end = item.end;
    if (reader.open > 0) break;
    at = skipSpace(text, end);
    const code = text.charCodeAt(at);
    if (code === 93) {
      reader.at = at + 1;
      return { kind: 'array', start, end: at + 1, items: takeHeld(reader, before) };
    }
    if (code !== 44) break;
    at = skipSpace(text, at + 1);
  }
  if (reader.held === before) return undefined;
  reader.open++;
  reader.at = end;
  return { kind: 'array', start, end, items: takeHeld(reader, before) };
}

function readObject(reader: JsonReader, depth: number): JsonObject | undefined {
  const { text } = reader;
  const start = reader.at;
  const before = reader.held;
  let shape = reader.root;
  let at = skipSpace(text, start + 1);
  if (text.charCodeAt(at) === 125) {
    reader.at = at + 1;
    return { kind: 'object', start, end: at + 1, shape, items: [] };
  }
  let end = start;
  for (;;) {
    const { likely } = shape;
    const isLikely = likely !== undefined && text.startsWith(likely.key, at);
    const keyStart = at;
    const keyEnd = isLikely ? at + likely.key.length : endOfKey(text, at);
    if (keyEnd < 0) break;
    at = skipSpace(text, keyEnd);
    if (text.charCodeAt(at) !== 58) break;
    reader.at = skipSpace(text, at + 1);
    const item = readNode(reader, depth + 1);
    if (item === undefined) break;
    shape = isLikely ? likely : nextShape(shape, text.slice(keyStart, keyEnd));
    hold(reader, item);
    end = item.end;
    if (reader.open > 0) break;
    at = skipSpace(text, end);
    const code = text.charCodeAt(at);
    if (code === 125) {
      reader.at = at + 1;
      return { kind: 'object', start, end: at + 1, shape, items: takeHeld(reader, before) };
    }
    if (code !== 44) break;
    at = skipSpace(text, at + 1);
  }
  if (reader.held === before) return undefined;
  reader.open++;
  reader.at = end;
  return { kind: 'object', start, end, shape, items: takeHeld(reader, before) };
}

function hold(reader: JsonReader, item: JsonNode): void {
  reader.pending[reader.held++] = item;
}

/** A list that grows leaves room to grow on: records of few members would take twice the memory. */
function takeHeld(reader: JsonReader, from: number): readonly JsonNode[] {
  const items = reader.pending.slice(from, reader.held);
  reader.held = from;
  return items;
}

function endOfKey(text: string, at: number): number {
  return text.charCodeAt(at) === 34 ? endOfString(text, at) : -1;
}

/** Whether the text breaks off inside a container: then it ends with its last item. */
export function isLeftOpen(node: JsonArray | JsonObject): boolean {
  return node.items.at(-1)?.end === node.end;
}

/** The end of the string that opens at `at`, or -1. Raw line ends inside a string are not JSON, nor behind a backslash. */
export function endOfString(text: string, at: number): number {
  for (let index = at + 1; index < text.length; index++) {
    let code = text.charCodeAt(index);
    if (code === 34) return index + 1;
    if (code === 92) code = text.charCodeAt(++index);
    if (code === 10 || code === 13) return -1;
  }
  return -1;
}

/** The end of the JSON number that starts at `at`, or -1. */
export function endOfNumber(text: string, at: number): number {
  let index = text.charCodeAt(at) === 45 ? at + 1 : at;
  const first = text.charCodeAt(index);
  const whole = first === 48 ? index + 1 : endOfDigits(text, index);
  if (whole === index) return -1;
  index = whole;
  if (text.charCodeAt(index) === 46) {
    const fraction = endOfDigits(text, index + 1);
    if (fraction === index + 1) return -1;
    index = fraction;
  }
  const exponent = text.charCodeAt(index);
  if (exponent !== 101 && exponent !== 69) return index;
  const sign = text.charCodeAt(index + 1);
  const digits = sign === 43 || sign === 45 ? index + 2 : index + 1;
  const end = endOfDigits(text, digits);
  return end === digits ? -1 : end;
}

function endOfDigits(text: string, at: number): number {
  let index = at;
  for (;;) {
    const code = text.charCodeAt(index);
    if (!(code >= 48 && code <= 57)) return index;
    index++;
  }
}

/** The end of the literal that starts at `at`, or -1. */
export function endOfLiteral(text: string, at: number): number {
  const literal = LITERALS.get(text.charCodeAt(at));
  return literal !== undefined && text.startsWith(literal, at) ? at + literal.length : -1;
}

/** The first index from `at` that is not JSON whitespace. */
export function skipSpace(text: string, at: number): number {
  let index = at;
  for (;;) {
    const code = text.charCodeAt(index);
    if (code !== 32 && code !== 10 && code !== 13 && code !== 9) return index;
    index++;
  }
}
