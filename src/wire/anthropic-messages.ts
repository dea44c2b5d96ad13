// Where text lives in an Anthropic Messages body. Law: a whitelist of places; whatever is not listed here is sealed,
// because no code can see it.
import type { JsonDocument, JsonNode } from '../json/document.ts';
import { isTrue, itemsOf, member, rawText, readString } from '../json/read.ts';
import { readAnthropicUsage } from './anthropic-usage.ts';
import { prefixTexts } from './prefix-texts.ts';
import { questionOf } from './question.ts';
import { isByCode, segmentAt, segmentsAt, startWalk, type TextWalk } from './text-walk.ts';
import { retrievalWay } from './tool-names.ts';
import type {
  RetrievalWay,
  Segment,
  SegmentsContext,
  ToolCall,
  WireFormat,
} from './wire-format.ts';

/** Reads bodies of `/v1/messages` and `/v1/messages/count_tokens`, and what is answered to them. */
export const anthropicMessages: WireFormat = {
  name: 'anthropic-messages',
  segments: findSegments,
  model: (body) => readString(body, member(body.root, 'model')),
  question: readQuestion,
  retrieval: readRetrieval,
  mayDropEarlier,
  prefix: (body) =>
    prefixTexts(body, [
      ['tools', member(body.root, 'tools')],
      ['system', member(body.root, 'system')],
    ]),
  usage: readAnthropicUsage,
};

/** One block of a content array. A plain string is read as the one text block it stands for. */
interface Part {
  readonly type: string | undefined;
  readonly block: JsonNode;
  /** The string literal of a text block. */
  readonly text: JsonNode | undefined;
}

type Zone = Segment['zone'];

function* findSegments(body: JsonDocument, context?: SegmentsContext): Iterable<Segment> {
  const walk = startWalk(body, context);
  const messages = messagesOf(body);
  const lastAnswer = messages.findLastIndex((message) => roleOf(body, message) === 'assistant');
  for (const [index, message] of messages.entries()) {
    const role = roleOf(body, message);
    if (role === 'assistant') rememberCalls(walk, message);
    if (role === 'user')
      yield* userSegments(walk, message, index > lastAnswer ? 'live' : 'settled');
  }
}

function rememberCalls({ body, calls }: TextWalk, message: JsonNode): void {
  for (const { type, block } of partsOf(body, member(message, 'content'))) {
    const id = type === 'tool_use' ? readString(body, member(block, 'id')) : undefined;
    if (id !== undefined) calls.set(id, callAt(body, block));
  }
}

function callAt(body: JsonDocument, block: JsonNode): ToolCall {
  const tool = readString(body, member(block, 'name'));
  const input = member(block, 'input');
  return {
    ...(tool !== undefined && { tool }),
    ...(input !== undefined && { toolInput: rawText(body, input) }),
    ...(isByCode(body, block) && { isByCode: true }),
  };
}

function* userSegments(walk: TextWalk, message: JsonNode, zone: Zone): Iterable<Segment> {
  let texts = 0;
  for (const { type, block, text } of partsOf(walk.body, member(message, 'content'))) {
    if (text !== undefined) yield segmentAt(walk, text, { kind: 'user-text', zone, part: texts++ });
    if (type === 'tool_result') yield* resultSegments(walk, block, zone);
  }
}

function resultSegments(walk: TextWalk, block: JsonNode, zone: Zone): Iterable<Segment> {
  const { body, calls } = walk;
  const callId = readString(body, member(block, 'tool_use_id'));
  const call = calls.get(callId ?? '');
  if (call?.isByCode === true) return [];
  return segmentsAt(walk, textsOf(body, member(block, 'content')), {
    kind: 'tool-output',
    zone,
    ...(callId !== undefined && { callId, ...call }),
    ...(isTrue(body, member(block, 'is_error')) && { isError: true }),
  });
}

function readQuestion(body: JsonDocument): string | undefined {
  return questionOf(userTexts(body));
}

function* userTexts(body: JsonDocument): Iterable<string> {
  for (const message of messagesOf(body).toReversed()) {
    if (roleOf(body, message) !== 'user') continue;
    const texts = textsOf(body, member(message, 'content')).toReversed();
    for (const text of texts) yield readString(body, text) ?? '';
  }
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

/** Context edits are named by what they drop; clearing thinking leaves tool results alone. */
function mayDropEarlier(body: JsonDocument): boolean {
  const edits = itemsOf(member(member(body.root, 'context_management'), 'edits'));
  return edits.some(
    (edit) => !readString(body, member(edit, 'type'))?.startsWith('clear_thinking'),
  );
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

function textsOf(body: JsonDocument, content: JsonNode | undefined): readonly JsonNode[] {
  return partsOf(body, content).flatMap(({ text }) => (text === undefined ? [] : [text]));
}

function partAt(body: JsonDocument, block: JsonNode): Part {
  const type = readString(body, member(block, 'type'));
  const text = type === 'text' ? member(block, 'text') : undefined;
  return { type, block, text: text?.kind === 'string' ? text : undefined };
}
