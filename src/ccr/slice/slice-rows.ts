// Rows of a text, each exactly as it is written there.
import { itemsOf, rawText } from '../../json/read.ts';
import type { JsonDocument, JsonNode } from '../../json/document.ts';
import { choosePieces } from '../piece.ts';
import type { Piece, SliceResult } from '../piece.ts';
import { parseRanges } from './parse-ranges.ts';
import { readJsonText } from './read-json-text.ts';
import { splitCsvRecords } from './split-csv-records.ts';
import { splitLines } from './split-lines.ts';

type ReadRows = (text: string) => readonly Piece[] | undefined;

/** Order matters: the first that knows rows in this text counts. A header of a table is row 1. */
const READERS: readonly ReadRows[] = [jsonRows, splitCsvRecords];

/** The rows in these ranges: items of a JSON array or JSON lines, records of a CSV text, else lines. */
export function sliceRows(text: string, given: string): SliceResult {
  let rows: readonly Piece[] | undefined;
  for (const read of READERS) rows ??= read(text);
  rows ??= splitLines(text);
  const ranges = parseRanges(given, { unit: 'row', count: rows.length });
  if (!ranges.ok) return ranges;
  const pieces = choosePieces(rows, ranges.ranges);
  return { ok: true, slice: { pieces, unit: 'row', isPart: true } };
}

function jsonRows(text: string): readonly Piece[] | undefined {
  const document = readJsonText(text);
  const array = document && largestArray(document);
  if (document === undefined || array === undefined) return undefined;
  return itemsOf(array).map((item, index) => ({
    text: `${rawText(document, item)}\n`,
    number: index + 1,
  }));
}

/** The document itself when it is an array; else, among the arrays of an envelope's objects, the one with most items. */
function largestArray(document: JsonDocument): JsonNode | undefined {
  const found: JsonNode[] = [document.root];
  let largest: JsonNode | undefined;
  // Grows while it is gone through.
  for (const node of found) {
    if (node.kind === 'array') {
      if (largest === undefined || itemsOf(node).length > itemsOf(largest).length) largest = node;
    }
    for (const [, value] of node.members ?? []) found.push(value);
  }
  return largest;
}
