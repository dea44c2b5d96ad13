// Finds long encoded runs in a text: base64 and hex, in one piece, over escaped line ends of JSON, or over wrapped lines; and
// one character over and over. One pass by character codes.

export interface Blob {
  /** Offsets, the end not included. */
  readonly from: number;
  readonly to: number;
  readonly encoding: 'base64' | 'hex' | 'repeat' | 'source map';
  /** Whether it goes over line ends of the text. */
  readonly wrapped: boolean;
}

/** Shorter ones are keys, tokens and hashes: somebody may have to copy them. */
const LEAST_BLOB = 1_000;

/** The encoded runs of a text, in order. */
export function findBlobs(text: string): readonly Blob[] {
  const runs = mayHoldBlobs(text) ? findRuns(text) : [];
  const mappings = findMappings(text);
  if (mappings.length === 0) return runs;
  const isOutside = ({ from }: Blob): boolean =>
    !mappings.some((mapping) => mapping.from <= from && from < mapping.to);
  return [...runs.filter(isOutside), ...mappings].sort((one, other) => one.from - other.from);
}

const MAPPINGS = /"mappings"\s{0,4}:\s{0,4}"/g;

/** Where lines of a source map come from: numbers in base64, told apart by commas. Their names stand elsewhere in it. */
function findMappings(text: string): readonly Blob[] {
  const found: Blob[] = [];
  if (!text.includes('"mappings"')) return found;
  for (const { 0: head, index } of text.matchAll(MAPPINGS)) {
    const from = index + head.length;
    const to = text.indexOf('"', from);
    if (to - from < LEAST_BLOB || !/^[A-Za-z0-9+/,;]+$/.test(text.slice(from, to))) continue;
    found.push({ from, to, encoding: 'source map', wrapped: false });
  }
  return found;
}

function findRuns(text: string): Blob[] {
  const blobs: Blob[] = [];
  for (let at = 0; at < text.length;) {
    if (!isEncoded(text.charCodeAt(at))) {
      at++;
      continue;
    }
    const from = behindName(text, at);
    const run = runAt(text, from);
    const encoding = run.end - from < LEAST_BLOB ? undefined : encodingOf(text, from, run.end);
    if (encoding !== undefined) {
      blobs.push({ from, to: run.end, encoding, wrapped: run.wrapped });
    }
    at = run.end;
  }
  return blobs;
}

/** "CERT=MIIE...": the sign ends encoded bytes, so that what stands before it is none of them. */
function behindName(text: string, start: number): number {
  let end = endOfPiece(text, start);
  while (end > start && text.charCodeAt(end - 1) === EQUALS) end--;
  // Never further back than the row: `lastIndexOf` would go to the start of the text for each.
  while (end > start && text.charCodeAt(end - 1) !== EQUALS) end--;
  return end;
}

/** Every blob holds an unbroken row: looking at one character in forty tells that most texts have none. */
function mayHoldBlobs(text: string): boolean {
  let end = SHORTEST_ROW;
  while (end <= text.length) {
    let start = end;
    while (start > end - SHORTEST_ROW && isOfPiece(text.charCodeAt(start - 1))) start--;
    if (start === end - SHORTEST_ROW) return true;
    end = start + SHORTEST_ROW;
  }
  return false;
}

/** Also a backslash, which escapes a slash. */
function isOfPiece(code: number): boolean {
  return isEncoded(code) || code === BACKSLASH;
}

const LINE_FEED = 10;
const EQUALS = 61;
const BACKSLASH = 92;
const CLASS = encodedClasses();

function isEncoded(code: number): boolean {
  return code < 128 && CLASS[code] === 1;
}

interface Run {
  readonly end: number;
  readonly wrapped: boolean;
}

/** Rows of a wrapped run have one length, at least this. */
const SHORTEST_ROW = 40;
const LONGEST_ROW = 200;

/** A run goes on behind a line end, or an escaped one, only in rows of one length, as encoders write them. */
function runAt(text: string, start: number): Run {
  let end = endOfPiece(text, start);
  const row = end - start;
  if (row < SHORTEST_ROW || row > LONGEST_ROW) return { end, wrapped: false };
  let wrapped = false;
  for (;;) {
    const next = behindBreak(text, end);
    if (next === end) break;
    const stop = endOfPiece(text, next);
    if (stop === next || stop - next > row) break;
    wrapped ||= text.charCodeAt(next - 1) === LINE_FEED;
    end = stop;
    if (stop - next < row) break;
  }
  return { end, wrapped };
}

function endOfPiece(text: string, start: number): number {
  let at = start;
  for (;;) {
    while (at < text.length && isEncoded(text.charCodeAt(at))) at++;
    // Some writers of JSON escape the slash.
    if (text.charCodeAt(at) !== BACKSLASH || text[at + 1] !== '/') return at;
    at += 2;
  }
}

function behindBreak(text: string, at: number): number {
  for (const mark of ['\r\n', '\n', '\\r\\n', '\\n']) {
    if (text.startsWith(mark, at)) return at + mark.length;
  }
  return at;
}

const SAMPLE = 4_096;

/** By which characters occur; undefined if it looks like something else without blanks. */
function encodingOf(text: string, from: number, to: number): Blob['encoding'] | undefined {
  const seen = new Set<number>();
  let isHex = true;
  for (let at = from; at < Math.min(to, from + SAMPLE); at++) {
    const code = text.charCodeAt(at);
    if (code === LINE_FEED || code === 13) continue;
    seen.add(code);
    isHex &&= isHexDigit(code);
  }
  if (seen.size === 1) return 'repeat';
  if (isHex) return seen.size >= 8 ? 'hex' : undefined;
  const sample = text.slice(from, Math.min(to, from + SAMPLE));
  return seen.size >= 24 && /\d/.test(sample) && /[A-Z]/.test(sample) && /[a-z]/.test(sample)
    ? 'base64'
    : undefined;
}

function isHexDigit(code: number): boolean {
  return (code >= 48 && code <= 57) || ((code | 32) >= 97 && (code | 32) <= 102);
}

function encodedClasses(): Uint8Array {
  const classes = new Uint8Array(128);
  for (const character of '+/=_-') classes[character.charCodeAt(0)] = 1;
  classes.fill(1, 48, 58);
  classes.fill(1, 65, 91);
  classes.fill(1, 97, 123);
  return classes;
}
