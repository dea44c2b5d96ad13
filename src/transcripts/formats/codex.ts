// Codex: one JSON object a line; `response_item` lines are the very items of Responses bodies, in order.
import type { TokenUsage } from '../../wire/wire-format.ts';
import { createTurnBuilder, type TurnBuilder } from '../turn-builder.ts';
import type { TranscriptReader } from '../turn.ts';
import { countOf, isObject, listOf, objectOf, textOf, timeOf, type JsonObject } from '../value.ts';
import { withoutImages } from '../without-images.ts';

/** A reader for `~/.codex/sessions/<year>/<month>/<day>/rollout-*.jsonl`. */
export function createCodexReader(): TranscriptReader {
  const chat: Chat = {
    turns: createTurnBuilder(() => ({
      conversation: 'main',
      wire: 'openai-responses',
      provider: 'openai',
      ...(chat.project !== undefined && { project: chat.project }),
    })),
    project: undefined,
    model: undefined,
    isAnswering: false,
    prompts: [],
  };
  return {
    read(line) {
      // The oldest versions wrote items without anything around them.
      const payload = isObject(line['payload']) ? line['payload'] : line;
      const type = payload === line ? 'response_item' : (textOf(line['type']) ?? '');
      const atMs = timeOf(line['timestamp']) ?? 0;
      if (Object.hasOwn(READ, type)) READ[type]?.(payload, chat, atMs);
      return chat.turns.take();
    },
    end: () => chat.turns.end(),
  };
}

interface Chat {
  readonly turns: TurnBuilder;
  project: string | undefined;
  model: string | undefined;
  /** The items that come now belong to one answer. */
  isAnswering: boolean;
  /** For everything the person typed, how many turns stood before it. */
  readonly prompts: number[];
}

type Read = (payload: JsonObject, chat: Chat, atMs: number) => void;

const READ: Readonly<Record<string, Read>> = {
  session_meta: readPlace,
  turn_context: readPlace,
  response_item: readItem,
  token_usage_record: readUsageRecord,
  event_msg: readEvent,
  compacted: readCompacted,
};

function readPlace(payload: JsonObject, chat: Chat): void {
  chat.project = textOf(payload['cwd'])?.split(/[\\/]/).at(-1) ?? chat.project;
  chat.model = textOf(payload['model']) ?? chat.model;
}

/** Items by which a client answers or begins; every other one is the model's. */
const SENT = new Set([
  'function_call_output',
  'custom_tool_call_output',
  'local_shell_call_output',
  'mcp_tool_call_output',
  'tool_search_output',
  'additional_tools',
]);

function readItem(payload: JsonObject, chat: Chat, atMs: number): void {
  const type = textOf(payload['type']);
  if (type === undefined) return;
  const item = itemOf(payload);
  const isSent = SENT.has(type) || (type === 'message' && payload['role'] !== 'assistant');
  if (isSent) {
    chat.isAnswering = false;
    chat.turns.send(item);
    return;
  }
  if (!chat.isAnswering) {
    const id = textOf(payload['id']) ?? textOf(payload['call_id']);
    chat.turns.begin({ atMs, id, model: chat.model });
  }
  chat.isAnswering = true;
  chat.turns.answer(item);
}

/** Without what is written down beside it, and without what only the provider can read. */
function itemOf(payload: JsonObject): JsonObject {
  const {
    encrypted_content: _sealed,
    internal_chat_message_metadata_passthrough: _notes,
    ...item
  } = payload;
  return objectOf(withoutImages(item));
}

function readUsageRecord(payload: JsonObject, chat: Chat): void {
  const usage = usageOf(payload['usage']);
  if (usage !== undefined) chat.turns.count(usage, textOf(payload['response_id']));
}

function readEvent(payload: JsonObject, chat: Chat): void {
  const { type } = payload;
  if (type === 'token_count' && !chat.turns.isCounted) {
    const usage = usageOf(objectOf(payload['info'])['last_token_usage']);
    if (usage !== undefined) chat.turns.count(usage);
  }
  const isPrompt =
    type === 'user_message' ||
    (type === 'item_completed' && objectOf(payload['item'])['type'] === 'UserMessage');
  if (isPrompt) chat.prompts.push(chat.turns.standing);
  if (type === 'thread_rolled_back') rollBack(countOf(payload['num_turns']), chat);
}

function rollBack(prompts: number, chat: Chat): void {
  const [standing] = chat.prompts.splice(Math.max(0, chat.prompts.length - prompts));
  if (standing === undefined) return;
  chat.turns.keep(standing);
  chat.isAnswering = false;
}

/** The history is replaced by a summary, or by the items that are left of it. */
function readCompacted(payload: JsonObject, chat: Chat): void {
  chat.turns.keep(0);
  chat.isAnswering = false;
  chat.prompts.length = 0;
  const left = listOf(payload['replacement_history']).filter(isObject).map(itemOf);
  const summary = textOf(payload['message']) ?? '';
  const content = [{ type: 'input_text', text: summary }];
  chat.turns.send(...(left.length > 0 ? left : [{ type: 'message', role: 'user', content }]));
}

/** Its input includes what was cached. */
function usageOf(value: unknown): TokenUsage | undefined {
  const usage = objectOf(value);
  const all = countOf(usage['input_tokens']);
  if (all === 0) return undefined;
  const cacheRead = Math.min(all, countOf(usage['cached_input_tokens']));
  const cacheWrite5m = Math.min(all - cacheRead, countOf(usage['cache_write_input_tokens']));
  return {
    input: all - cacheRead - cacheWrite5m,
    output: countOf(usage['output_tokens']),
    cacheRead,
    cacheWrite5m,
    cacheWrite1h: 0,
  };
}
