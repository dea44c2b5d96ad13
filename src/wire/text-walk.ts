// What every walk over a body does: remembers calls and equal texts, and makes segments of string literals.
import type { JsonDocument, JsonNode } from '../json/document.ts';
import { parseJson } from '../json/parse.ts';
import { itemsOf, member, readString } from '../json/read.ts';
import { type KnownText, readAnew, type ReadText } from './earlier-bodies.ts';
import { type SegmentIdentity, segmentKey } from './segment-key.ts';
import type { Segment, SegmentKey, SegmentsContext, ToolCall } from './wire-format.ts';

/** What one walk has seen so far; later texts refer back to it. */
export interface TextWalk {
  readonly body: JsonDocument;
  readonly calls: Map<string, ToolCall>;
  readonly read: ReadText;
  /** How often a text without a call id came by, for each kind of segment. */
  readonly seen: Readonly<Record<Segment['kind'], Map<string, number>>>;
}

/** What is known about a text besides what it says. `part` counts the texts of its message or output. */
export type TextPlace = Omit<Segment, 'key' | 'text' | 'node'> & { readonly part: number };

/** A walk that begins at the start of a body. */
export function startWalk(body: JsonDocument, { calls, read }: SegmentsContext = {}): TextWalk {
  const seen = { 'tool-output': new Map(), 'user-text': new Map() };
  return { body, calls: new Map(calls), read: read ?? readAnew(body), seen };
}

/** The segment of one string literal. */
export function segmentAt(walk: TextWalk, node: JsonNode, place: TextPlace): Segment {
  const { part, ...about } = place;
  const known = walk.read(node);
  const { text } = known;
  const key = keyOf(walk, { kind: about.kind, callId: about.callId, part, text }, known);
  return { key, text, node, ...about };
}

/** Segments for texts of one message or output, in order; `firstPart` where others came before them. */
export function* segmentsAt(
  walk: TextWalk,
  nodes: readonly JsonNode[],
  place: Omit<TextPlace, 'part'> & { readonly firstPart?: number },
): Iterable<Segment> {
  const { firstPart = 0, ...about } = place;
  for (const [index, node] of nodes.entries())
    yield segmentAt(walk, node, { ...about, part: firstPart + index });
}

function keyOf({ seen }: TextWalk, identity: SegmentIdentity, known: KnownText): SegmentKey {
  const { kind, callId, text } = identity;
  if (callId !== undefined) return knownKey(identity, known);
  const occurrence = seen[kind].get(text) ?? 0;
  seen[kind].set(text, occurrence + 1);
  return knownKey({ ...identity, occurrence }, known);
}

/** The same text has another key at another place. */
function knownKey(identity: SegmentIdentity, known: KnownText): SegmentKey {
  const { kind, part, callId, occurrence } = identity;
  const place = JSON.stringify([kind, part, callId, occurrence]);
  if (known.key?.place !== place) known.key = { place, value: segmentKey(identity) };
  return known.key.value;
}

/** The string literals of a content that is a string or an array of parts; only parts of these types have a text. */
export function textNodes(
  body: JsonDocument,
  content: JsonNode | undefined,
  types: ReadonlySet<string>,
): readonly JsonNode[] {
  if (content?.kind === 'string') return [content];
  return itemsOf(content).flatMap((part) => {
    const text = member(part, 'text');
    const isText = types.has(readString(body, member(part, 'type')) ?? '');
    return isText && text?.kind === 'string' ? [text] : [];
  });
}

/** Whether code, not the model itself, made a call. Providers name the caller in the call, and in an output of it, too. */
export function isByCode(body: JsonDocument, item: JsonNode): boolean {
  const caller = readString(body, member(member(item, 'caller'), 'type'));
  return caller !== undefined && caller !== 'direct';
}

/** A call whose input a model wrote as a text of JSON; what is not JSON says nothing. */
export function callWithArguments(tool: string | undefined, json: string | undefined): ToolCall {
  const isReadable = json !== undefined && parseJson(Buffer.from(json)).ok;
  return { ...(tool !== undefined && { tool }), ...(isReadable && { toolInput: json }) };
}

/** A call whose input is free text, such as a script. */
export function callWithText(tool: string | undefined, input: string | undefined): ToolCall {
  return {
    ...(tool !== undefined && { tool }),
    ...(input !== undefined && { toolInput: JSON.stringify({ input }) }),
  };
}
