// Compares values as they are written, without decoding them.
import type { JsonNode } from './parse-json.ts';

/** Whether a value is written exactly so. */
export function isWritten(text: string, node: JsonNode, lexeme: string): boolean {
  return node.end - node.start === lexeme.length && text.startsWith(lexeme, node.start);
}

/** Whether two values are written alike. */
export function isSameValue(
  text: string,
  one: JsonNode | undefined,
  other: JsonNode | undefined,
): boolean {
  if (one === undefined || other === undefined) return one === other;
  if (one.end - one.start !== other.end - other.start) return false;
  return isWritten(text, other, text.slice(one.start, one.end));
}
