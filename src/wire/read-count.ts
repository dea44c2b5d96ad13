// A count of tokens as an answer names it. What cannot be one would spoil every sum that it goes into.
import type { JsonDocument, JsonNode } from '../json/document.ts';
import { readNumber } from '../json/read.ts';

/** No model reads or writes as many for one answer. */
const MOST_TOKENS = 1e9;

/** The value of a whole number from 0 to a billion; undefined for any other value. */
export function readCount(event: JsonDocument, node: JsonNode | undefined): number | undefined {
  const count = readNumber(event, node);
  const isCount = Number.isInteger(count) && count !== undefined && count >= 0;
  return isCount && count <= MOST_TOKENS ? count : undefined;
}
