// Numbers the rows that a retrieval of rows would count, and only where it would count them: in proper JSON with lines of its
// own, or in JSON lines.
import { isStrict } from '../document/is-strict.ts';
import type { JsonNode } from '../document/parse-json.ts';
import type { JsonDocument } from '../document/read-document.ts';
import { keysOf, repeatsKeys, type Shape } from '../document/shape.ts';

/** Gives the number of a node that is an item of the main array: of the outermost, or else of the longest in objects alone. */
export function rowNumbers(document: JsonDocument): (node: JsonNode) => number | undefined {
  const items = isProper(document) ? mainItems(document.root) : [];
  /** Rows are mostly asked for one after the other. */
  let place = 0;
  return (node) => {
    if (items[place] !== node) {
      place = items[place + 1] === node ? place + 1 : placeOf(items, node.start);
    }
    return items[place] === node ? place + 1 : undefined;
  };
}

function mainItems(root: JsonNode): readonly JsonNode[] {
  const waiting: JsonNode[] = [root];
  let longest: readonly JsonNode[] | undefined;
  for (let at = 0; at < waiting.length; at++) {
    const node = waiting[at];
    if (node?.kind === 'array' && node.items.length > (longest?.length ?? -1)) longest = node.items;
    if (node?.kind === 'object') for (const item of node.items) waiting.push(item);
  }
  return longest ?? [];
}

/** Items stand in the order of their places. */
function placeOf(items: readonly JsonNode[], start: number): number {
  let low = 0;
  let high = items.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((items[middle]?.start ?? 0) < start) low = middle + 1;
    else high = middle;
  }
  return low;
}

function isProper(document: JsonDocument): boolean {
  if (document.made !== undefined) return true;
  const { text, start, end, open, root, isStream } = document;
  if (open > 0 || HALF_PAIR.test(text) || repeatsNames(root, new Set())) return false;
  if (!isStream) return stands(document) && isStrict(text, start, end);
  if (!isSpace(text, 0, start) || !isSpace(text, end, text.length)) return false;
  const values = root.kind === 'array' ? root.items : [];
  return values.every((value) => {
    const lineEnd = text.indexOf('\n', value.start);
    return (lineEnd < 0 || lineEnd >= value.end) && isStrict(text, value.start, value.end);
  });
}

/** Whether a retrieval finds the document: alone, or in lines of its own, the only ones that open and close with a bracket. */
function stands({ text, start, end }: JsonDocument): boolean {
  if (isSpace(text, 0, start) && isSpace(text, end, text.length)) return true;
  if (start > 0 && text[start - 1] !== '\n') return false;
  if (/^[[{]/m.test(text.slice(0, start))) return false;
  return /^[ \t\r]*(?:\n|$)/.test(text.slice(end)) && !/[\]}][ \t\r]*$/m.test(text.slice(end));
}

/** Half a surrogate pair has no bytes to be cut from. */
const HALF_PAIR = /[\ud800-\udfff]/u;

function isSpace(text: string, from: number, to: number): boolean {
  return /^[ \t\r\n]*$/.test(text.slice(from, to));
}

/** `known` are the shapes that have been looked at. */
function repeatsNames(node: JsonNode, known: Set<Shape>): boolean {
  if (node.kind !== 'array' && node.kind !== 'object') return false;
  if (node.kind === 'object' && !known.has(node.shape)) {
    known.add(node.shape);
    if (repeatsKeys(node.shape) || repeatsDecoded(node.shape)) return true;
  }
  for (const item of node.items) {
    // Asked here already, and not by a call: most items are plain.
    const isContainer = item.kind === 'object' || item.kind === 'array';
    if (isContainer && repeatsNames(item, known)) return true;
  }
  return false;
}

/** The same name, escaped in one place and not in the other. */
function repeatsDecoded(shape: Shape): boolean {
  const keys = keysOf(shape);
  if (!keys.some((key) => key.includes('\\'))) return false;
  return new Set(keys.map(nameOf)).size < keys.length;
}

function nameOf(key: string): string {
  return isStrict(key, 0, key.length) ? String(JSON.parse(key)) : key;
}
