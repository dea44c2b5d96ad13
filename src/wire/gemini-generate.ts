// Where text lives in a Gemini body (generateContent, streamGenerateContent, countTokens). Law: a whitelist of places;
// whatever is not listed here is sealed, because no code can see it.
import type { JsonDocument, JsonNode } from '../json/document.ts';
import { itemsOf, member, rawText, readString } from '../json/read.ts';
import { readGeminiUsage } from './gemini-usage.ts';
import { prefixTexts } from './prefix-texts.ts';
import { questionOf } from './question.ts';
import { segmentsAt, startWalk, type TextWalk } from './text-walk.ts';
import { retrievalWay } from './tool-names.ts';
import type {
  RetrievalWay,
  Segment,
  SegmentsContext,
  ToolCall,
  WireFormat,
} from './wire-format.ts';

/** Reads bodies of the Gemini API, also in the envelope in which Google logins send them. */
export const geminiGenerate: WireFormat = {
  name: 'gemini-generate',
  segments: findSegments,
  model: readModel,
  question: (body) => questionOf(userTexts(body)),
  retrieval: readRetrieval,
  prefix: (body) =>
    prefixTexts(body, [
      ['tools', member(requestOf(body), 'tools')],
      ['system', either(requestOf(body), 'systemInstruction', 'system_instruction')],
    ]),
  usage: readGeminiUsage,
};

type Zone = Segment['zone'];

/** Calls that the latest turn of the model made, waiting for their results. Results without an id come in order. */
type Waiting = Map<string, ToolCall[]>;

function* findSegments(body: JsonDocument, context?: SegmentsContext): Iterable<Segment> {
  const walk = startWalk(body, context);
  const turns = turnsOf(body);
  const lastAnswer = turns.findLastIndex((turn) => isSaidByModel(body, turn));
  let waiting: Waiting = new Map();
  for (const [index, turn] of turns.entries()) {
    const zone = index > lastAnswer ? 'live' : 'settled';
    if (isSaidByModel(body, turn)) waiting = callsIn(walk, turn);
    else if (isSaidByUser(body, turn)) yield* userSegments(walk, turn, { zone, waiting });
  }
}

function callsIn({ body, calls }: TextWalk, turn: JsonNode): Waiting {
  const waiting: Waiting = new Map();
  for (const part of partsOf(turn)) {
    const called = either(part, 'functionCall', 'function_call');
    const name = readString(body, member(called, 'name'));
    if (called === undefined || name === undefined) continue;
    const input = member(called, 'args');
    const call = { tool: name, ...(input !== undefined && { toolInput: rawText(body, input) }) };
    const id = readString(body, member(called, 'id'));
    if (id !== undefined) calls.set(id, call);
    else waiting.set(name, [...(waiting.get(name) ?? []), call]);
  }
  return waiting;
}

function* userSegments(
  walk: TextWalk,
  turn: JsonNode,
  { zone, waiting }: { readonly zone: Zone; readonly waiting: Waiting },
): Iterable<Segment> {
  let texts = 0;
  for (const part of partsOf(turn)) {
    const text = textOf(part);
    const result = isSigned(part)
      ? undefined
      : either(part, 'functionResponse', 'function_response');
    if (result !== undefined) yield* resultSegments(walk, result, { zone, waiting });
    else if (text !== undefined)
      yield* segmentsAt(walk, [text], { kind: 'user-text', zone, firstPart: texts++ });
  }
}

function* resultSegments(
  walk: TextWalk,
  result: JsonNode,
  { zone, waiting }: { readonly zone: Zone; readonly waiting: Waiting },
): Iterable<Segment> {
  const { body, calls } = walk;
  const callId = readString(body, member(result, 'id'));
  const tool = readString(body, member(result, 'name'));
  const call = callId === undefined ? waiting.get(tool ?? '')?.shift() : calls.get(callId);
  const about = {
    kind: 'tool-output' as const,
    zone,
    ...(callId !== undefined && { callId }),
    ...(call ?? (tool !== undefined && { tool })),
  };
  let texts = 0;
  for (const [name, value] of member(result, 'response')?.members ?? []) {
    const isError = name === 'error';
    const found = stringsIn(value);
    yield* segmentsAt(walk, found, { ...about, ...(isError && { isError }), firstPart: texts });
    texts += found.length;
  }
}

/** Shorter ones inside a structure are its data; there may be thousands. */
const LEAST_NESTED_BYTES = 256;

/** A result is any JSON object; clients put its text into one member, and only few put it deeper. */
function stringsIn(value: JsonNode): readonly JsonNode[] {
  return value.kind === 'string' ? [value] : longStringsIn(value);
}

function longStringsIn(value: JsonNode): readonly JsonNode[] {
  if (value.kind === 'string') return value.end - value.start < LEAST_NESTED_BYTES ? [] : [value];
  const inside = value.items ?? (value.members ?? []).map(([, each]) => each);
  return inside.flatMap(longStringsIn);
}

function* userTexts(body: JsonDocument): Iterable<string> {
  for (const turn of turnsOf(body).toReversed()) {
    if (!isSaidByUser(body, turn)) continue;
    for (const part of partsOf(turn).toReversed()) yield readString(body, textOf(part)) ?? '';
  }
}

function readRetrieval(body: JsonDocument): RetrievalWay {
  const names = itemsOf(member(requestOf(body), 'tools'))
    .flatMap((tool) => itemsOf(either(tool, 'functionDeclarations', 'function_declarations')))
    .flatMap((declared) => readString(body, member(declared, 'name')) ?? []);
  return retrievalWay(names);
}

/** The model is in the path, but for the envelope. */
function readModel(body: JsonDocument): string | undefined {
  return readString(body, member(body.root, 'model'));
}

/** Google logins wrap the request, and so does a question for its size. */
function requestOf(body: JsonDocument): JsonNode {
  const { root } = body;
  return member(root, 'request') ?? member(root, 'generateContentRequest') ?? root;
}

function turnsOf(body: JsonDocument): readonly JsonNode[] {
  return itemsOf(member(requestOf(body), 'contents'));
}

function partsOf(turn: JsonNode): readonly JsonNode[] {
  return itemsOf(member(turn, 'parts'));
}

function isSaidByModel(body: JsonDocument, turn: JsonNode): boolean {
  return readString(body, member(turn, 'role')) === 'model';
}

/** A turn without a role is the user's; older clients give results a role of their own. */
function isSaidByUser(body: JsonDocument, turn: JsonNode): boolean {
  const role = member(turn, 'role');
  return role === undefined || ['user', 'function'].includes(readString(body, role) ?? '');
}

/** What the model has signed must come back to it as it was. */
function isSigned(part: JsonNode): boolean {
  return either(part, 'thoughtSignature', 'thought_signature') !== undefined;
}

function textOf(part: JsonNode): JsonNode | undefined {
  const text = member(part, 'text');
  const isSealed = isSigned(part) || member(part, 'thought') !== undefined;
  return text?.kind === 'string' && !isSealed ? text : undefined;
}

/** Both spellings are JSON of the same message. */
function either(node: JsonNode, camelCase: string, snakeCase: string): JsonNode | undefined {
  return member(node, camelCase) ?? member(node, snakeCase);
}
