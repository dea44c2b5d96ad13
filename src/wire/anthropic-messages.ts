// Where text lives in an Anthropic Messages body. Law: a whitelist of places; whatever is not listed here is sealed,
// because no code can see it.
import type { JsonDocument, JsonNode } from '../json/document.ts';
import { isTrue, itemsOf, member, rawText, readString } from '../json/read.ts';
import { readAnthropicUsage } from './anthropic-usage.ts';
import { ownWords } from './own-words.ts';
import { type SegmentIdentity, segmentKey } from './segment-key.ts';
import { retrievalWay } from './tool-names.ts';
import type { RetrievalWay, Segment, SegmentKey, WireFormat } from './wire-format.ts';

/** User texts that make up the question: the newest alone is often just "yes, go on". */
const QUESTION_TEXTS = 3;

/** Reads bodies of `/v1/messages` and `/v1/messages/count_tokens`, and what is answered to them. */
export const anthropicMessages: WireFormat = {
  name: 'anthropic-messages',
  segments: findSegments,
  model: (body) => readString(body, member(body.root, 'model')),
  question: readQuestion,
  retrieval: readRetrieval,
  usage: readAnthropicUsage,
};

/** What one walk has seen so far; later blocks refer back to it. */
interface Walk {
  readonly body: JsonDocument;
  readonly calls: Map<string, JsonNode>;
  /** How often a text without a call id came by, for each kind of segment. */
  readonly seen: Readonly<Record<Segment['kind'], Map<string, number>>>;
}

/** One block of a content array. A plain string is read as the one text block it stands for. */
interface Part {
  readonly type: string | undefined;
  readonly block: JsonNode;
  /** The string literal of a text block. */
  readonly text: JsonNode | undefined;
}

type Origin = Pick<Segment, 'kind' | 'zone' | 'tool' | 'toolInput' | 'callId' | 'isError'>;

function* findSegments(body: JsonDocument): Iterable<Segment> {
  const seen = { 'tool-output': new Map(), 'user-text': new Map() };
  const walk: Walk = { body, calls: new Map(), seen };
  const messages = messagesOf(body);
  const lastAnswer = messages.findLastIndex((message) => roleOf(body, message) === 'assistant');
  for (const [index, message] of messages.entries()) {
    const role = roleOf(body, message);
    if (role === 'assistant') rememberCalls(walk, message);
    if (role === 'user')
      yield* userSegments(walk, message, index > lastAnswer ? 'live' : 'settled');
  }
}

function rememberCalls({ body, calls }: Walk, message: JsonNode): void {
  for (const { type, block } of partsOf(body, member(message, 'content'))) {
    const id = type === 'tool_use' ? readString(body, member(block, 'id')) : undefined;
    if (id !== undefined) calls.set(id, block);
  }
}

function* userSegments(walk: Walk, message: JsonNode, zone: Segment['zone']): Iterable<Segment> {
  const parts = partsOf(walk.body, member(message, 'content'));
  let texts = 0;
  for (const { type, block, text } of parts) {
    if (text !== undefined) yield segmentAt(walk, text, { kind: 'user-text', zone, part: texts++ });
    if (type === 'tool_result') yield* resultSegments(walk, block, zone);
  }
}

function* resultSegments(walk: Walk, block: JsonNode, zone: Segment['zone']): Iterable<Segment> {
  const origin: Origin = { kind: 'tool-output', zone, ...describeResult(walk, block) };
  let texts = 0;
  for (const { text } of partsOf(walk.body, member(block, 'content'))) {
    if (text !== undefined) yield segmentAt(walk, text, { ...origin, part: texts++ });
  }
}

function describeResult({ body, calls }: Walk, block: JsonNode): Omit<Origin, 'kind' | 'zone'> {
  const callId = readString(body, member(block, 'tool_use_id'));
  const call = callId === undefined ? undefined : calls.get(callId);
  const tool = readString(body, member(call, 'name'));
  const input = member(call, 'input');
  return {
    ...(callId !== undefined && { callId }),
    ...(tool !== undefined && { tool }),
    ...(input !== undefined && { toolInput: rawText(body, input) }),
    ...(isTrue(body, member(block, 'is_error')) && { isError: true }),
  };
}

function segmentAt(walk: Walk, node: JsonNode, place: Origin & { readonly part: number }): Segment {
  const { part, ...origin } = place;
  const text = readString(walk.body, node) ?? '';
  const key = keyOf(walk, { kind: origin.kind, callId: origin.callId, part, text });
  return { key, text, node, form: 'string', ...origin };
}

function keyOf({ seen }: Walk, identity: SegmentIdentity): SegmentKey {
  const { kind, callId, text } = identity;
  if (callId !== undefined) return segmentKey(identity);
  const occurrence = seen[kind].get(text) ?? 0;
  seen[kind].set(text, occurrence + 1);
  return segmentKey({ ...identity, occurrence });
}

function readQuestion(body: JsonDocument): string | undefined {
  const found: string[] = [];
  for (const message of messagesOf(body).toReversed()) {
    if (roleOf(body, message) !== 'user') continue;
    for (const { text } of partsOf(body, member(message, 'content')).toReversed()) {
      const words = ownWords(readString(body, text) ?? '');
      if (words !== '') found.unshift(words);
      if (found.length === QUESTION_TEXTS) return found.join('\n');
    }
  }
  return found.length === 0 ? undefined : found.join('\n');
}

function readRetrieval(body: JsonDocument): RetrievalWay {
  const names: string[] = [];
  for (const tool of itemsOf(member(body.root, 'tools'))) {
    const name = readString(body, member(tool, 'name'));
    // A deferred tool is not in the prompt: the model would have to search for it first.
    if (name !== undefined && !isTrue(body, member(tool, 'defer_loading'))) names.push(name);
  }
  return retrievalWay(names);
}

function messagesOf(body: JsonDocument): readonly JsonNode[] {
  return itemsOf(member(body.root, 'messages'));
}

function roleOf(body: JsonDocument, message: JsonNode): string | undefined {
  return readString(body, member(message, 'role'));
}

function partsOf(body: JsonDocument, content: JsonNode | undefined): readonly Part[] {
  if (content?.kind === 'string') return [{ type: 'text', block: content, text: content }];
  return itemsOf(content).map((block) => partAt(body, block));
}

function partAt(body: JsonDocument, block: JsonNode): Part {
  const type = readString(body, member(block, 'type'));
  const text = type === 'text' ? member(block, 'text') : undefined;
  return { type, block, text: text?.kind === 'string' ? text : undefined };
}
