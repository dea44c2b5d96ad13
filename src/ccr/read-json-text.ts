// JSON texts as span trees: one document, or one document per line.
import type { JsonDocument } from '../json/document.ts';
import { parseJson } from '../json/parse.ts';

/** The document; JSON lines read as one array. Undefined when it is neither, or when a name stands twice in an object. */
export function readJsonText(text: string): JsonDocument | undefined {
  if (!/^\s*[[{]/.test(text.slice(0, 1_000))) return undefined;
  const bytes = Buffer.from(text, 'utf8');
  // A text with half surrogate pairs has no UTF-8: cut from its bytes it would not be the original.
  if (bytes.includes('\ufffd') && bytes.toString('utf8') !== text) return undefined;
  const whole = parseJson(bytes);
  return whole.ok ? whole.document : readJsonLines(text);
}

function readJsonLines(text: string): JsonDocument | undefined {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  if (lines.length < 2) return undefined;
  const joined = parseJson(Buffer.from(`[${lines.join(',\n')}]`, 'utf8'));
  // A comma at a line's end, or a value over two lines, would pass for something else: every line must be one item.
  const isLineEach = joined.ok && joined.document.root.items?.length === lines.length;
  return isLineEach ? joined.document : undefined;
}
