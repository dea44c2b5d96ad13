// Applies replacements to a body. Outside the splices every byte stays as it came.
import type { Splice } from './document.ts';
import { runSteps } from './run-steps.ts';

/** The body with every splice applied, whatever their order; with none, the very buffer that was given. */
export function applySplices(bytes: Buffer, splices: readonly Splice[]): Buffer {
  return runSteps(spliceInSteps(bytes, splices));
}

/** As `applySplices`, one at a time. */
export function* spliceInSteps(
  bytes: Buffer,
  splices: readonly Splice[],
): Generator<undefined, Buffer> {
  if (splices.length === 0) return bytes;
  const ordered = inOrder(bytes, splices);
  const result = Buffer.allocUnsafe(lengthAfter(bytes, ordered));
  let read = 0;
  let written = 0;
  for (const { start, end, insert } of ordered) {
    written += bytes.copy(result, written, read, start);
    written += result.write(insert, written, 'utf8');
    read = end;
    yield;
  }
  bytes.copy(result, written, read);
  return result;
}

/** A text as a JSON string literal, quotes included. Lone surrogates come out escaped, so the bytes are valid UTF-8. */
export function stringLiteral(text: string): string {
  return JSON.stringify(text);
}

/** Insertions at one place keep the order they were given in. */
function inOrder(bytes: Buffer, splices: readonly Splice[]): readonly Splice[] {
  const ordered = [...splices].sort((a, b) => a.start - b.start || a.end - b.end);
  let last = 0;
  for (const { start, end } of ordered) {
    if (!(isOffset(start) && isOffset(end) && start <= end && end <= bytes.length)) {
      throw new Error(`Splice ${start}..${end} does not lie inside ${bytes.length} bytes.`);
    }
    if (start < last) throw new Error(`Splice at byte ${start} overlaps one that ends at ${last}.`);
    last = end;
  }
  return ordered;
}

/** A start that is not a whole number would slip past the comparisons and leave a gap of unwritten memory. */
function isOffset(offset: number): boolean {
  return Number.isSafeInteger(offset) && offset >= 0;
}

function lengthAfter(bytes: Buffer, splices: readonly Splice[]): number {
  let length = bytes.length;
  for (const { start, end, insert } of splices) {
    length += Buffer.byteLength(insert, 'utf8') - (end - start);
  }
  return length;
}
