// Numbers the rows that a retrieval of rows would count, and only where it would count them: in proper JSON with lines of its
// own, or in JSON lines.
import type { JsonNode } from '../document/parse-json.ts';
import type { JsonDocument } from '../document/read-document.ts';
import { keysOf, repeatsKeys } from '../document/shape.ts';

/** Gives the number of a node that is an item of the main array: of the outermost, or else of the longest in objects alone. */
export function rowNumbers(document: JsonDocument): (node: JsonNode) => number | undefined {
  const items = isProper(document) ? mainItems(document.root) : [];
  return (node) => {
    const place = placeOf(items, node.start);
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
  const { text, start, end, open, root, isStream } = document;
  if (open > 0 || HALF_PAIR.test(text) || repeatsNames(root)) return false;
  if (!isStream) return stands(document) && parses(text.slice(start, end));
  if (!isSpace(text, 0, start) || !isSpace(text, end, text.length)) return false;
  const values = root.kind === 'array' ? root.items : [];
  return values.every((value) => {
    const line = text.slice(value.start, value.end);
    return !line.includes('\n') && parses(line);
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

function parses(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch (error) {
    if (error instanceof SyntaxError) return false;
    throw error;
  }
}

function repeatsNames(node: JsonNode): boolean {
  if (node.kind !== 'array' && node.kind !== 'object') return false;
  if (node.kind === 'object' && (repeatsKeys(node.shape) || repeatsDecoded(node))) return true;
  return node.items.some(repeatsNames);
}

/** The same name, escaped in one place and not in the other. */
function repeatsDecoded(node: Extract<JsonNode, { kind: 'object' }>): boolean {
  const keys = keysOf(node.shape);
  if (!keys.some((key) => key.includes('\\'))) return false;
  return new Set(keys.map((key) => nameOf(key))).size < keys.length;
}

function nameOf(key: string): string {
  return parses(key) ? String(JSON.parse(key)) : key;
}
