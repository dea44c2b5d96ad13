// Which part of an original was asked for.
import { grepLines } from './grep-lines.ts';
import { readJsonPath } from './json-path.ts';
import { choosePieces } from '../piece.ts';
import type { SliceResult } from '../piece.ts';
import { parseRanges } from './parse-ranges.ts';
import { sliceRows } from './slice-rows.ts';
import { splitLines } from './split-lines.ts';

export interface SliceRequest {
  /** Counted from 1: "12-98", "12-", "-20" (the first 20), "7", several with commas. */
  readonly lines?: string;
  /** The same for the rows of a JSON array, of JSON lines or of a delimited table; lines of anything else. */
  readonly rows?: string;
  /** A JavaScript pattern; lines that match, with their numbers. Goes together with `lines`. */
  readonly grep?: string;
  /** $.items[3].name, ["key"], [-1], [2:5], [*]. */
  readonly jsonPath?: string;
}

/** The part of a text that a request names, or why it names none. */
export function sliceOf(text: string, request: SliceRequest): SliceResult {
  const { lines, rows, grep, jsonPath } = request;
  const ways = [lines ?? grep, rows, jsonPath].filter((way) => way !== undefined);
  if (ways.length > 1) {
    return {
      ok: false,
      message: 'Only one kind of slice can be asked for at a time.',
      hint: 'Give lines, rows, grep or a JSON path; only lines and grep go together.',
    };
  }
  if (jsonPath !== undefined) return readJsonPath(text, jsonPath);
  if (rows !== undefined) return sliceRows(text, rows);
  return sliceByLine(text, lines, grep);
}

function sliceByLine(text: string, lines?: string, grep?: string): SliceResult {
  const pieces = splitLines(text);
  if (lines === undefined) {
    if (grep !== undefined) return grepLines(pieces, grep);
    return { ok: true, slice: { pieces, unit: 'line', isPart: false } };
  }
  const ranges = parseRanges(lines, { unit: 'line', count: pieces.length });
  if (!ranges.ok) return ranges;
  const chosen = choosePieces(pieces, ranges.ranges);
  if (grep !== undefined) return grepLines(chosen, grep);
  const isPart = chosen.length < pieces.length;
  return { ok: true, slice: { pieces: chosen, unit: 'line', isPart } };
}
