// JSON without any blanks between its lexemes.
import { isLeftOpen, type JsonNode } from './parse-json.ts';
import type { JsonDocument } from './read-document.ts';
import { keysOf } from './shape.ts';

/** The values of a document, one per line, minified; what the text leaves open stays open. */
export function minify(document: JsonDocument): string {
  const { text, root, isStream } = document;
  const values = isStream && root.kind === 'array' ? root.items : [root];
  return values
    .map((value) => {
      const parts: string[] = [];
      pushMinified({ text, parts }, value);
      return parts.join('');
    })
    .join('\n');
}

interface Minifier {
  readonly text: string;
  readonly parts: string[];
}

function pushMinified(minifier: Minifier, node: JsonNode): void {
  const { text, parts } = minifier;
  if (node.kind !== 'array' && node.kind !== 'object') {
    parts.push(text.slice(node.start, node.end));
    return;
  }
  const keys = node.kind === 'object' ? keysOf(node.shape) : undefined;
  parts.push(keys === undefined ? '[' : '{');
  node.items.forEach((item, index) => {
    if (index > 0) parts.push(',');
    const key = keys?.[index];
    if (key !== undefined) parts.push(key, ':');
    pushMinified(minifier, item);
  });
  if (!isLeftOpen(node)) parts.push(keys === undefined ? ']' : '}');
}
