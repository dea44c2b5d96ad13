// JSON without any blanks between its lexemes.
import { isLeftOpen, type JsonNode } from './parse-json.ts';
import type { JsonDocument } from './read-document.ts';
import { keysOf } from './shape.ts';

/** The values of a document, one per line, minified; what the text leaves open stays open. */
export function minify({ source, root, isStream }: JsonDocument): string {
  const values = isStream && root.kind === 'array' ? root.items : [root];
  return values.map((value) => minifyValue(source, value)).join('\n');
}

/** How many characters that takes; of a text that breaks off, with the brackets that are missing. */
export function minifiedLength({ root, made }: JsonDocument): number {
  return made?.length ?? lengthOfValue(root);
}

function lengthOfValue(node: JsonNode): number {
  if (node.kind !== 'array' && node.kind !== 'object') return node.end - node.start;
  let length = '[]'.length + Math.max(0, node.items.length - 1);
  if (node.kind === 'object') for (const key of keysOf(node.shape)) length += key.length + 1;
  for (const item of node.items) length += lengthOfValue(item);
  return length;
}

function minifyValue(text: string, node: JsonNode): string {
  if (node.kind !== 'array' && node.kind !== 'object') return text.slice(node.start, node.end);
  const keys = node.kind === 'object' ? keysOf(node.shape) : undefined;
  let written = keys === undefined ? '[' : '{';
  for (let index = 0; index < node.items.length; index++) {
    const item = node.items[index];
    if (item === undefined) continue;
    if (index > 0) written += ',';
    if (keys !== undefined) written += `${keys[index] ?? ''}:`;
    written += minifyValue(text, item);
  }
  if (isLeftOpen(node)) return written;
  return written + (keys === undefined ? ']' : '}');
}
