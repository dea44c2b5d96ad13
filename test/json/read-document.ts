// Parses a text that the test knows to be good JSON.
import type { JsonDocument } from '../../src/json/document.ts';
import { parseJson } from '../../src/json/parse.ts';

export function readDocument(json: string | Buffer): JsonDocument {
  const result = parseJson(Buffer.from(json));
  if (!result.ok) throw new Error(`The test's own JSON is ${result.reason}.`);
  return result.document;
}
