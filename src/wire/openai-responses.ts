// Where text lives in an OpenAI Responses body, and in the frame that carries one over a WebSocket. Law: a whitelist of
// places; whatever is not listed here is sealed, because no code can see it.
import type { JsonDocument, JsonNode } from '../json/document.ts';
import { isTrue, itemsOf, member, rawText, readString } from '../json/read.ts';
import { readResponsesUsage } from './openai-usage.ts';
import { prefixTexts } from './prefix-texts.ts';
import { questionOf } from './question.ts';
import {
  callWithArguments,
  callWithText,
  isByCode,
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
  ToolCalls,
  WireFormat,
} from './wire-format.ts';

/** Reads bodies of `/v1/responses`, and what is answered to them. */
export const openaiResponses: WireFormat = {
  name: 'openai-responses',
  segments: findSegments,
  model: (body) => readString(body, member(body.root, 'model')),
  question: (body) => questionOf(userTexts(body)),
  retrieval: readRetrieval,
  mayDropEarlier,
  prefix: (body) =>
    prefixTexts(body, [
      ['tools', member(body.root, 'tools')],
      ['system', member(body.root, 'instructions')],
    ]),
  usage: readResponsesUsage,
  calls: readCalls,
};

type ReadCall = (body: JsonDocument, item: JsonNode) => ToolCall;

/** Items by which a model calls a tool of the client. */
const CALLS: ReadonlyMap<string, ReadCall> = new Map<string, ReadCall>([
  [
    'function_call',
    (body, item) => callWithArguments(nameOf(body, item), textAt(body, item, 'arguments')),
  ],
  [
    'custom_tool_call',
    (body, item) => callWithText(nameOf(body, item), textAt(body, item, 'input')),
  ],
  ['local_shell_call', (body, item) => callWithAction(body, item, 'local_shell')],
  ['shell_call', (body, item) => callWithAction(body, item, 'shell')],
]);

/** Items by which a client answers such a call. */
const OUTPUTS = new Set([
  'function_call_output',
  'custom_tool_call_output',
  'local_shell_call_output',
]);

/** Everything else that a model, or the service in its name, has said. */
const SAID_BY_MODEL = new Set([
  ...CALLS.keys(),
  'reasoning',
  'compaction',
  'compaction_summary',
  'context_compaction',
  'web_search_call',
  'file_search_call',
  'tool_search_call',
  'code_interpreter_call',
  'computer_call',
  'image_generation_call',
  'apply_patch_call',
  'program',
  'program_output',
  'mcp_call',
  'mcp_list_tools',
  'mcp_approval_request',
  'item_reference',
]);

const TEXT_PARTS = new Set(['input_text', 'text']);

type Zone = Segment['zone'];

function* findSegments(body: JsonDocument, context?: SegmentsContext): Iterable<Segment> {
  const walk = startWalk(body, context);
  const items = itemsAt(body);
  const lastAnswer = items.findLastIndex((item) => isSaidByModel(body, item));
  for (const [index, item] of items.entries()) {
    const zone = index > lastAnswer ? 'live' : 'settled';
    const type = typeOf(body, item);
    rememberCall(walk.calls, body, item);
    if (isUserMessage(body, item))
      yield* segmentsAt(walk, textsOf(body, item), { kind: 'user-text', zone });
    if (OUTPUTS.has(type)) yield* outputSegments(walk, item, zone);
  }
}

function outputSegments(walk: TextWalk, item: JsonNode, zone: Zone): Iterable<Segment> {
  const { body, calls } = walk;
  const callId = idOf(body, item);
  const call = callId === undefined ? undefined : calls.get(callId);
  if (call?.isByCode === true || isByCode(body, item)) return [];
  return segmentsAt(walk, textNodes(body, member(item, 'output'), TEXT_PARTS), {
    kind: 'tool-output',
    zone,
    ...(callId !== undefined && { callId }),
    // Behind `previous_response_id`, and instead of an item that is only referred to, the provider has the call.
    ...(call ?? { isOrphan: true }),
  });
}

/** Truncation drops items from the front, context management compacts them. */
function mayDropEarlier(body: JsonDocument): boolean {
  if (readString(body, member(body.root, 'truncation')) === 'auto') return true;
  return itemsOf(member(body.root, 'context_management')).length > 0;
}

/** A whole response, `response.completed`, or the event that ends one item. */
function readCalls(event: JsonDocument): ToolCalls {
  const { root } = event;
  const calls = new Map<string, ToolCall>();
  const output = itemsOf(member(root, 'output') ?? member(member(root, 'response'), 'output'));
  const item = member(root, 'item');
  for (const each of item === undefined ? output : [item]) rememberCall(calls, event, each);
  return calls;
}

function rememberCall(calls: Map<string, ToolCall>, body: JsonDocument, item: JsonNode): void {
  const readCall = CALLS.get(typeOf(body, item));
  const id = readCall && idOf(body, item);
  if (readCall === undefined || id === undefined) return;
  calls.set(id, {
    ...readCall(body, item),
    ...(isByCode(body, item) && { isByCode: true }),
  });
}

function callWithAction(body: JsonDocument, item: JsonNode, tool: string): ToolCall {
  const action = member(item, 'action');
  return { tool, ...(action !== undefined && { toolInput: rawText(body, action) }) };
}

/** Outputs of the provider's own shell tools name their call by `id`. */
function idOf(body: JsonDocument, item: JsonNode): string | undefined {
  return textAt(body, item, 'call_id') ?? textAt(body, item, 'id');
}

function* userTexts(body: JsonDocument): Iterable<string> {
  for (const item of itemsAt(body).toReversed()) {
    if (!isUserMessage(body, item)) continue;
    for (const text of textsOf(body, item).toReversed()) yield readString(body, text) ?? '';
  }
}

/** Tools stand at the top of a body, in namespaces, and in items that hand some in later. */
function readRetrieval(body: JsonDocument): RetrievalWay {
  const later = itemsAt(body).filter((item) => typeOf(body, item) === 'additional_tools');
  return retrievalWay([body.root, ...later].flatMap((holder) => toolNames(body, holder)));
}

function toolNames(body: JsonDocument, holder: JsonNode): readonly string[] {
  return itemsOf(member(holder, 'tools')).flatMap((tool) => {
    // A deferred tool is not in the prompt: the model would have to search for it first.
    if (isTrue(body, member(tool, 'defer_loading'))) return [];
    const type = typeOf(body, tool);
    if (type === 'namespace') return toolNames(body, tool);
    if (isElsewhere(body, tool)) return [];
    // The provider's own shell has a type and no name.
    return [nameOf(body, tool) ?? type];
  });
}

/** A shell in a container of the provider has neither our command nor the originals. */
function isElsewhere(body: JsonDocument, tool: JsonNode): boolean {
  const environment = textAt(body, member(tool, 'environment'), 'type');
  return environment !== undefined && environment !== 'local';
}

/** An input that is a plain string stands for one user message. */
function itemsAt(body: JsonDocument): readonly JsonNode[] {
  const input = member(body.root, 'input');
  return input?.kind === 'string' ? [input] : itemsOf(input);
}

function isUserMessage(body: JsonDocument, item: JsonNode): boolean {
  return item.kind === 'string'
    ? item === member(body.root, 'input')
    : typeOf(body, item) === 'message' && textAt(body, item, 'role') === 'user';
}

function isSaidByModel(body: JsonDocument, item: JsonNode): boolean {
  const type = typeOf(body, item);
  return type === 'message' ? textAt(body, item, 'role') === 'assistant' : SAID_BY_MODEL.has(type);
}

/** A message may leave out its type. */
function typeOf(body: JsonDocument, item: JsonNode): string {
  return textAt(body, item, 'type') ?? 'message';
}

function textsOf(body: JsonDocument, item: JsonNode): readonly JsonNode[] {
  return textNodes(body, item.kind === 'string' ? item : member(item, 'content'), TEXT_PARTS);
}

function nameOf(body: JsonDocument, item: JsonNode): string | undefined {
  return textAt(body, item, 'name');
}

function textAt(body: JsonDocument, item: JsonNode | undefined, name: string): string | undefined {
  return readString(body, member(item, name));
}
