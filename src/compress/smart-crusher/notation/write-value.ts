// Writes single values: as a cell of a row, inside brackets, or as the rest of a line.
import { unescapeJson, writeString, writeStringAt } from './lexeme.ts';
import type { JsonNode } from '../document/parse-json.ts';
import { keysOf } from '../document/shape.ts';

/** A value inside brackets: JSON without blanks, quotes only where they are needed. */
export function writeInline(text: string, node: JsonNode): string {
  if (node.kind === 'string') return writeStringAt(text, node, 'inline');
  if (node.kind === 'array') {
    return `[${node.items.map((item) => writeInline(text, item)).join(',')}]`;
  }
  if (node.kind !== 'object') return text.slice(node.start, node.end);
  const keys = keysOf(node.shape);
  const members = node.items.map(
    (item, index) => `${writeString(keys[index] ?? '', 'key')}:${writeInline(text, item)}`,
  );
  return `{${members.join(',')}}`;
}

/** A value as a cell: nothing in it is separated by a blank outside quotes. */
export function writeCell(text: string, node: JsonNode): string {
  if (node.kind !== 'string') return writeInline(text, node);
  const cell = writeStringAt(text, node, 'cell');
  if (cell.length < node.end - node.start) return cell;
  // JSON inside a string is shown without its escapes, behind an apostrophe.
  const json = unescapeJson(cell);
  return json === undefined ? cell : `'${json}`;
}

/** A value that fills the rest of its line. */
export function writeRest(text: string, node: JsonNode): string {
  if (node.kind !== 'string') return writeInline(text, node);
  return writeStringAt(text, node, 'line');
}
