// Finds the JSON in a tool output: one value, or several one after another, with a few other lines around, or broken off.
import { jsonReader, parseValue, type JsonNode, type JsonReader } from './parse-json.ts';
import { unfoldStrings, type Unfolded } from './unfold-strings.ts';

export interface JsonDocument {
  readonly text: string;
  /** The text, and behind it the contents of its unfolded strings; nodes are spans of it. */
  readonly source: string;
  readonly unfolded: readonly Unfolded[];
  /** The value; for a stream an array that holds its values. */
  readonly root: JsonNode;
  /** Several values one after another (JSON lines, or what jq prints). */
  readonly isStream: boolean;
  /** Where the JSON starts and ends in the text. */
  readonly start: number;
  readonly end: number;
  /** Containers of the last value that the text leaves open. */
  readonly open: number;
  /** Of a document that was made, not read: its text is no JSON, but holds its values, each of them once. */
  readonly made?: { readonly length: number };
}

/** Other lines that may stand above the JSON, and other words before it in its line. */
const MOST_LINES_BEFORE = 20;
const MOST_SHARE_BEFORE = 0.3;
const LONGEST_LEAD = 200;
const MOST_OPENINGS = 3;
/** At least this share of the text must be JSON. */
const LEAST_SHARE = 0.4;

/** Reads a text as JSON; undefined when most of it is something else. */
export function readDocument(text: string): JsonDocument | undefined {
  let start = 0;
  for (let line = 0; line <= MOST_LINES_BEFORE && start < text.length; line++) {
    if (start > text.length * MOST_SHARE_BEFORE) return undefined;
    const found = text.indexOf('\n', start);
    const lineEnd = found < 0 ? text.length : found;
    const document = readInLine(text, start, lineEnd);
    if (document !== undefined) return document;
    start = lineEnd + 1;
  }
  return undefined;
}

/** JSON that opens in this line: at its start, or behind a byte order mark or a few words. */
function readInLine(text: string, start: number, lineEnd: number): JsonDocument | undefined {
  const stop = Math.min(lineEnd, start + LONGEST_LEAD);
  let openings = 0;
  for (let at = start; at < stop && openings < MOST_OPENINGS; at++) {
    if (!opensContainer(text, at)) continue;
    openings++;
    const document = readFrom(text, at);
    if (document !== undefined) return document;
  }
  return undefined;
}

function readFrom(text: string, start: number): JsonDocument | undefined {
  const reader = jsonReader(text);
  reader.at = start;
  const first = parseValue(reader);
  if (first === undefined) return undefined;
  const values: JsonNode[] = [first.node];
  let open = first.open;
  let end = first.node.end;
  while (open === 0) {
    const next = readNext(reader, end);
    if (next === undefined) break;
    values.push(next.node);
    open = next.open;
    end = next.node.end;
  }
  if (end - start < text.length * LEAST_SHARE) return undefined;
  const isStream = values.length > 1;
  const root: JsonNode = isStream ? { kind: 'array', start, end, items: values } : first.node;
  return { text, ...unfoldStrings(reader), root, isStream, start, end, open };
}

function readNext(reader: JsonReader, end: number): ReturnType<typeof parseValue> {
  const { text } = reader;
  const lineStart = text.indexOf('\n', end) + 1;
  if (lineStart === 0 || !isBlank(text.slice(end, lineStart))) return undefined;
  if (!opensContainer(text, lineStart)) return undefined;
  reader.at = lineStart;
  return parseValue(reader);
}

function opensContainer(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return code === 123 || code === 91;
}

function isBlank(text: string): boolean {
  return text.trim() === '';
}

/** How long the document is as text. */
export function lengthOf({ text, made }: JsonDocument): number {
  return made?.length ?? text.length;
}
