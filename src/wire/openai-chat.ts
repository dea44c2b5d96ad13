// Where text lives in an OpenAI Chat Completions body. Law: a whitelist of places; whatever is not listed here is sealed,
// because no code can see it.
import type { JsonDocument, JsonNode } from '../json/document.ts';
import { isTrue, itemsOf, member, readString } from '../json/read.ts';
import { readChatUsage } from './openai-usage.ts';
import { prefixTexts } from './prefix-texts.ts';
import { questionOf } from './question.ts';
import {
  callWithArguments,
  callWithText,
  segmentsAt,
  startWalk,
  textNodes,
  type TextWalk,
} from './text-walk.ts';
import { retrievalWay } from './tool-names.ts';
import type {
  RetrievalWay,
  Segment,
  SegmentsContext,
  ToolCall,
  WireFormat,
} from './wire-format.ts';

/** Reads bodies of `/v1/chat/completions`, of OpenAI and of everyone who speaks it, and what is answered to them. */
export const openaiChat: WireFormat = {
  name: 'openai-chat',
  segments: findSegments,
  model: (body) => readString(body, member(body.root, 'model')),
  question: (body) => questionOf(userTexts(body)),
  retrieval: readRetrieval,
  prefix: (body) =>
    prefixTexts(body, [
      ['tools', member(body.root, 'tools')],
      ['tools', member(body.root, 'functions')],
      ...systemParts(body),
    ]),
  usage: readChatUsage,
};

const TEXT_PARTS = new Set(['text']);

type Zone = Segment['zone'];

function* findSegments(body: JsonDocument, context?: SegmentsContext): Iterable<Segment> {
  const walk = startWalk(body, context);
  const messages = messagesOf(body);
  const lastAnswer = messages.findLastIndex((message) => roleOf(body, message) === 'assistant');
  let functionCall: ToolCall | undefined;
  for (const [index, message] of messages.entries()) {
    const role = roleOf(body, message);
    const zone = index > lastAnswer ? 'live' : 'settled';
    if (role === 'assistant') {
      rememberCalls(walk, message);
      functionCall = functionCallAt(body, message);
    }
    if (role === 'user')
      yield* segmentsAt(walk, textsOf(body, message), { kind: 'user-text', zone });
    if (role === 'tool') yield* resultSegments(walk, message, zone);
    if (role !== 'function') continue;
    yield* functionSegments(walk, message, { zone, call: functionCall });
    // One call at a time: what comes behind its output answers no call.
    functionCall = undefined;
  }
}

function rememberCalls({ body, calls }: TextWalk, message: JsonNode): void {
  for (const call of itemsOf(member(message, 'tool_calls'))) {
    const id = readString(body, member(call, 'id'));
    if (id !== undefined) calls.set(id, callAt(body, call));
  }
}

function callAt(body: JsonDocument, call: JsonNode): ToolCall {
  const read = (node: JsonNode | undefined, name: string) => readString(body, member(node, name));
  const custom = member(call, 'custom');
  if (custom !== undefined) return callWithText(read(custom, 'name'), read(custom, 'input'));
  const called = member(call, 'function');
  return callWithArguments(read(called, 'name'), read(called, 'arguments'));
}

function resultSegments(walk: TextWalk, message: JsonNode, zone: Zone): Iterable<Segment> {
  const callId = readString(walk.body, member(message, 'tool_call_id'));
  return segmentsAt(walk, textsOf(walk.body, message), {
    kind: 'tool-output',
    zone,
    ...(callId !== undefined && { callId, ...walk.calls.get(callId) }),
  });
}

/** Before there were tools, a model called one function, which had a name and no id. */
function functionCallAt(body: JsonDocument, message: JsonNode): ToolCall | undefined {
  const call = member(message, 'function_call');
  const read = (name: string) => readString(body, member(call, name));
  const tool = read('name');
  return tool === undefined ? undefined : callWithArguments(tool, read('arguments'));
}

function functionSegments(
  walk: TextWalk,
  message: JsonNode,
  { zone, call }: { readonly zone: Zone; readonly call: ToolCall | undefined },
): Iterable<Segment> {
  const tool = readString(walk.body, member(message, 'name')) ?? call?.tool;
  return segmentsAt(walk, textsOf(walk.body, message), {
    kind: 'tool-output',
    zone,
    ...(tool !== undefined && { tool }),
    ...(tool === call?.tool && call),
  });
}

function* userTexts(body: JsonDocument): Iterable<string> {
  for (const message of messagesOf(body).toReversed()) {
    if (roleOf(body, message) !== 'user') continue;
    for (const text of textsOf(body, message).toReversed()) yield readString(body, text) ?? '';
  }
}

/** Messages of the system before the first of anybody else. */
function systemParts(body: JsonDocument) {
  const messages = messagesOf(body);
  const end = messages.findIndex((message) => !SYSTEM.has(roleOf(body, message) ?? ''));
  return messages
    .slice(0, end < 0 ? messages.length : end)
    .map((message) => ['system', member(message, 'content')] as const);
}

const SYSTEM = new Set(['system', 'developer']);

function readRetrieval(body: JsonDocument): RetrievalWay {
  const functions = itemsOf(member(body.root, 'functions')).flatMap(
    (declared) => readString(body, member(declared, 'name')) ?? [],
  );
  const names = itemsOf(member(body.root, 'tools')).flatMap((tool) => {
    const declared = member(tool, 'function') ?? member(tool, 'custom');
    const name = readString(body, member(declared, 'name'));
    // A deferred tool is not in the prompt: the model would have to search for it first.
    return name === undefined || isTrue(body, member(tool, 'defer_loading')) ? [] : [name];
  });
  return retrievalWay([...functions, ...names]);
}

function messagesOf(body: JsonDocument): readonly JsonNode[] {
  return itemsOf(member(body.root, 'messages'));
}

function roleOf(body: JsonDocument, message: JsonNode): string | undefined {
  return readString(body, member(message, 'role'));
}

function textsOf(body: JsonDocument, message: JsonNode): readonly JsonNode[] {
  return textNodes(body, member(message, 'content'), TEXT_PARTS);
}
