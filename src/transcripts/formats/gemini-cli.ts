// Gemini CLI: messages as lines of a file that is only added to, where a message may be written again with more in it; older versions
// keep one JSON document with a list of messages.
import type { TokenUsage } from '../../wire/wire-format.ts';
import { createTurnBuilder, type TurnBuilder } from '../turn-builder.ts';
import type { TranscriptReader } from '../turn.ts';
import { countOf, isObject, listOf, objectOf, textOf, timeOf, type JsonObject } from '../value.ts';
import { withoutImages } from '../without-images.ts';

/** A reader for `~/.gemini/tmp/<project>/chats/session-*.json` and `.jsonl`. */
export function createGeminiCliReader(): TranscriptReader {
  const chat: Chat = {
    turns: createTurnBuilder(() => ({
      conversation: 'main',
      wire: 'gemini-generate',
      provider: 'gemini',
    })),
    last: undefined,
    standingAt: new Map(),
  };
  return {
    read(record) {
      const rewritten = objectOf(record['$set'])['messages'] ?? record['messages'];
      if (Array.isArray(rewritten)) readAll(rewritten.filter(isObject), chat);
      else if (typeof record['$rewindTo'] === 'string') rewind(record['$rewindTo'], chat);
      else readMessage(record, chat);
      return chat.turns.take();
    },
    end() {
      settle(chat);
      return chat.turns.end();
    },
  };
}

interface Chat {
  readonly turns: TurnBuilder;
  /** The newest message: it may still be written again. */
  last: JsonObject | undefined;
  /** How many turns stood before each message. */
  readonly standingAt: Map<string, number>;
}

/** A list of messages is the conversation so far, or what it was summed up to. */
function readAll(messages: readonly JsonObject[], chat: Chat): void {
  settle(chat);
  const isSummary = chat.turns.standing > 0;
  if (isSummary) chat.turns.keep(0);
  for (const message of messages) {
    if (isSummary) chat.turns.send(...contentsOf(message));
    else readMessage(message, chat);
  }
}

function rewind(id: string, chat: Chat): void {
  settle(chat);
  const standing = chat.standingAt.get(id);
  if (standing !== undefined) chat.turns.keep(standing);
}

function readMessage(message: JsonObject, chat: Chat): void {
  const id = textOf(message['id']);
  if (id === undefined || (message['type'] !== 'user' && message['type'] !== 'gemini')) return;
  if (textOf(chat.last?.['id']) !== id) settle(chat, message);
  if (!chat.standingAt.has(id)) chat.standingAt.set(id, chat.turns.standing);
  chat.last = message;
}

/** The newest message is complete: another one follows. */
function settle(chat: Chat, next?: JsonObject): void {
  const { last, turns } = chat;
  chat.last = undefined;
  if (last === undefined) return;
  if (last['type'] === 'user') {
    turns.send(...contentsOf(last));
    return;
  }
  const [atMs, id, model] = [
    timeOf(last['timestamp']) ?? 0,
    textOf(last['id']),
    textOf(last['model']),
  ];
  turns.begin({ atMs, id, model });
  turns.answer(...contentsOf(last));
  const usage = usageOf(objectOf(last['tokens']));
  if (usage !== undefined) turns.count(usage);
  // Older versions write results down with the call alone.
  if (next === undefined || !holdsResults(next)) turns.send(...resultsOf(last));
}

function contentsOf(message: JsonObject): readonly JsonObject[] {
  const content = message['content'];
  const parts = typeof content === 'string' ? textParts(content) : listOf(withoutImages(content));
  if (message['type'] === 'user') return parts.length === 0 ? [] : [{ role: 'user', parts }];
  const calls = callsOf(message).map(({ id, name, args }) => ({
    functionCall: { id, name, args },
  }));
  return [{ role: 'model', parts: [...parts, ...calls] }];
}

function textParts(text: string): readonly JsonObject[] {
  return text === '' ? [] : [{ text }];
}

function callsOf(message: JsonObject): readonly JsonObject[] {
  return listOf(message['toolCalls']).filter(isObject);
}

function holdsResults(message: JsonObject): boolean {
  return listOf(message['content']).some((part) => 'functionResponse' in objectOf(part));
}

function resultsOf(message: JsonObject): readonly JsonObject[] {
  const parts = callsOf(message).flatMap(({ result }) => listOf(withoutImages(result)));
  return parts.length === 0 ? [] : [{ role: 'user', parts }];
}

/** Its input includes what was cached; thoughts are paid like words. */
function usageOf(tokens: JsonObject): TokenUsage | undefined {
  const all = countOf(tokens['input']);
  if (all === 0) return undefined;
  const cacheRead = Math.min(all, countOf(tokens['cached']));
  return {
    input: all - cacheRead,
    output: countOf(tokens['output']) + countOf(tokens['thoughts']),
    cacheRead,
    cacheWrite5m: 0,
    cacheWrite1h: 0,
  };
}
