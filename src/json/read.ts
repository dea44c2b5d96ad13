// Small readers over the span tree. Each answers undefined when the value is absent or of another kind.
import type { JsonDocument, JsonNode } from './document.ts';
import { isDigit } from './scan.ts';

const BACKSLASH = 0x5c;
const MINUS = 0x2d;
/** Bytes from which a native search is worth its call. */
const LONG = 64;

/** The value of the member `name` of an object. */
export function member(node: JsonNode | undefined, name: string): JsonNode | undefined {
  const members = node?.members;
  if (members === undefined) return undefined;
  for (const entry of members) if (entry[0] === name) return entry[1];
  return undefined;
}

/** The items of an array; none for anything else. */
export function itemsOf(node: JsonNode | undefined): readonly JsonNode[] {
  return node?.items ?? [];
}

/** The text of a string, escapes decoded. A lone surrogate stays a lone surrogate. */
export function readString(document: JsonDocument, node: JsonNode | undefined): string | undefined {
  if (node?.kind !== 'string') return undefined;
  return decodeString(document.bytes, node.start, node.end);
}

/** The value of a number. */
export function readNumber(document: JsonDocument, node: JsonNode | undefined): number | undefined {
  if (node?.kind !== 'literal') return undefined;
  const first = document.bytes[node.start] ?? 0;
  return isDigit(first) || first === MINUS ? Number(rawText(document, node)) : undefined;
}

/** Whether the value is the literal `true`. */
export function isTrue(document: JsonDocument, node: JsonNode | undefined): boolean {
  return node?.kind === 'literal' && rawText(document, node) === 'true';
}

/** A value as it is written in the body. */
export function rawText(document: JsonDocument, node: JsonNode): string {
  return document.bytes.toString('utf8', node.start, node.end);
}

/** Decodes the string literal in bytes [start, end), quotes included, which the parser has accepted. */
export function decodeString(bytes: Buffer, start: number, end: number): string {
  if (!hasEscape(bytes, start, end)) return bytes.toString('utf8', start + 1, end - 1);
  return JSON.parse(bytes.toString('utf8', start, end)) as string;
}

function hasEscape(bytes: Buffer, start: number, end: number): boolean {
  if (end - start > LONG) return bytes.subarray(start, end).includes(BACKSLASH);
  for (let at = start; at < end; at++) if (bytes[at] === BACKSLASH) return true;
  return false;
}
