// Compares values as they are written, without decoding them.
import type { JsonNode } from './parse-json.ts';

/** Whether a value is written exactly so. */
export function isWritten(text: string, node: JsonNode, lexeme: string): boolean {
  return node.end - node.start === lexeme.length && text.startsWith(lexeme, node.start);
}

/** Up to here characters are compared one by one: a longer value is worth a copy. */
const SHORT = 32;

/** Whether two values are written alike. */
export function isSameValue(
  text: string,
  one: JsonNode | undefined,
  other: JsonNode | undefined,
): boolean {
  if (one === other) return true;
  if (one === undefined || other === undefined) return false;
  const length = one.end - one.start;
  if (length !== other.end - other.start) return false;
  if (length > SHORT) return isWritten(text, other, text.slice(one.start, one.end));
  // Values of one column differ at their ends more often than at their beginnings.
  for (let at = length - 1; at >= 0; at--) {
    if (text.charCodeAt(one.start + at) !== text.charCodeAt(other.start + at)) return false;
  }
  return true;
}
