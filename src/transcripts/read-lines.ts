// Reads a file line by line in constant memory, however large the file is.
import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { isObject, type JsonObject } from './value.ts';

export interface LineCounts {
  lines: number;
  damagedLines: number;
  bytes: number;
}

const LINE_FEED = 10;
/** What is read at once is held at once: little enough that it is gone before garbage is collected. */
const CHUNK_BYTES = 1 << 17;
/** A longer line is no line of a transcript. */
const LONGEST_LINE_BYTES = 64 << 20;

/** The objects of a JSON Lines file, a chunk of the file at a time. What is not an object is counted and left out. */
export async function* readObjects(
  path: string,
  counts: LineCounts,
): AsyncIterable<readonly JsonObject[]> {
  let rest: Buffer[] = [];
  let restBytes = 0;
  for await (const chunk of createReadStream(path, { highWaterMark: CHUNK_BYTES })) {
    const bytes = chunk as Buffer;
    counts.bytes += bytes.length;
    const objects: JsonObject[] = [];
    let from = 0;
    for (let end = bytes.indexOf(LINE_FEED); end !== -1; end = bytes.indexOf(LINE_FEED, from)) {
      const line = bytes.subarray(from, end);
      take(restBytes === 0 ? line : Buffer.concat([...rest, line]), objects, counts);
      rest = [];
      restBytes = 0;
      from = end + 1;
    }
    if (from < bytes.length && restBytes < LONGEST_LINE_BYTES) {
      rest.push(bytes.subarray(from));
      restBytes += bytes.length - from;
    }
    yield objects;
  }
  const last: JsonObject[] = [];
  if (restBytes > 0) take(Buffer.concat(rest), last, counts);
  yield last;
}

/** A file that is one JSON document. */
export async function* readDocument(
  path: string,
  counts: LineCounts,
): AsyncIterable<readonly JsonObject[]> {
  const bytes = await readFile(path);
  counts.bytes += bytes.length;
  const objects: JsonObject[] = [];
  take(bytes, objects, counts);
  yield objects;
}

function take(line: Buffer, objects: JsonObject[], counts: LineCounts): void {
  if (line.length === 0 || (line.length === 1 && line[0] === 13)) return;
  counts.lines++;
  const value = parsed(line);
  if (isObject(value)) objects.push(value);
  else counts.damagedLines++;
}

function parsed(line: Buffer): unknown {
  if (line.length > LONGEST_LINE_BYTES) return undefined;
  try {
    return JSON.parse(line.toString('utf8'));
  } catch {
    return undefined;
  }
}
