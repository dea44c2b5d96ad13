// JSON texts as span trees: one document, or one document per line.
import type { JsonDocument } from '../../json/document.ts';
import { parseJson } from '../../json/parse.ts';

/**
 * The document, whatever other lines stand above and below it; JSON lines read as one array. Undefined when it is neither,
 * or when a name stands twice in an object.
 */
export function readJsonText(text: string): JsonDocument | undefined {
  return readPlain(text) ?? readAmongLines(text);
}

/** Other lines that may stand above a document. */
const MOST_LINES_ABOVE = 20;

/** From the first line that opens with a bracket to the last one that closes with one. */
function readAmongLines(text: string): JsonDocument | undefined {
  let start = 0;
  for (let line = 0; line < MOST_LINES_ABOVE && !/[[{]/.test(text[start] ?? ''); line++) {
    const lineEnd = text.indexOf('\n', start);
    if (lineEnd < 0) return undefined;
    start = lineEnd + 1;
  }
  const end = endOfBrackets(text);
  const isAll = start === 0 && text.slice(end).trim() === '';
  return isAll || end <= start ? undefined : readPlain(text.slice(start, end));
}

/** Behind the last bracket that ends its line; -1 if none does. */
function endOfBrackets(text: string): number {
  for (let lineEnd = text.length; lineEnd > 0; lineEnd = text.lastIndexOf('\n', lineEnd - 1)) {
    let last = lineEnd - 1;
    while (/[ \t\r]/.test(text[last] ?? '')) last--;
    if (/[\]}]/.test(text[last] ?? '')) return last + 1;
  }
  return -1;
}

function readPlain(text: string): JsonDocument | undefined {
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
