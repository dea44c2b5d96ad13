// Claude Code: one JSON object a line, one line for each block of an answer, linked by parentUuid. A request was sent
// with all that stands before its answer.
import type { TokenUsage } from '../../wire/wire-format.ts';
import { withoutImages } from '../without-images.ts';
import type { TranscriptReader, Turn } from '../turn.ts';
import { countOf, listOf, objectOf, textOf, timeOf, type JsonObject } from '../value.ts';

/** A reader for `~/.claude/projects/<project>/<session>.jsonl`. */
export function createClaudeCodeReader(): TranscriptReader {
  const chats = new Map<string, Chat>();
  const places = new Map<string, Place>();
  return {
    read(line) {
      const key = conversationOf(line, places);
      const chat = chats.get(key) ?? newChat(key);
      chats.set(key, chat);
      const turns = readLine(line, chat, places);
      const uuid = textOf(line['uuid']);
      if (uuid !== undefined) places.set(uuid, { conversation: key, turns: chat.turns });
      return turns;
    },
    end: () => [...chats.values()].flatMap(finish),
  };
}

/** Where a line stands: its conversation, and how many requests had been answered by then. */
interface Place {
  readonly conversation: string;
  readonly turns: number;
}

interface Chat {
  readonly conversation: string;
  /** Requests that still stand. */
  turns: number;
  /** Turns that still stand, where that is not all. */
  keeps: number | undefined;
  project: string | undefined;
  /** What came since the last answer began. */
  pending: JsonObject[];
  answer: Answer | undefined;
}

interface Answer {
  readonly key: string;
  readonly turn: Turn;
  readonly blocks: unknown[];
  usage: TokenUsage | undefined;
}

function newChat(conversation: string): Chat {
  return {
    conversation,
    turns: 0,
    keeps: undefined,
    project: undefined,
    pending: [],
    answer: undefined,
  };
}

/** An agent that was asked by another writes into the same file, or into one of its own. */
function conversationOf(line: JsonObject, places: ReadonlyMap<string, Place>): string {
  const agent = textOf(line['agentId']);
  if (agent !== undefined) return agent;
  if (line['isSidechain'] !== true) return 'main';
  const parent = places.get(textOf(line['parentUuid']) ?? '');
  return parent === undefined || parent.conversation === 'main'
    ? (textOf(line['uuid']) ?? 'main')
    : parent.conversation;
}

function readLine(
  line: JsonObject,
  chat: Chat,
  places: ReadonlyMap<string, Place>,
): readonly Turn[] {
  const { type } = line;
  if (type === 'assistant') return readAnswer(line, chat);
  if (type === 'user') readUser(line, chat, places);
  if (type === 'attachment') readAttachment(line, chat);
  if (type === 'system' && line['subtype'] === 'compact_boundary') return startOver(chat);
  return [];
}

/** What stood before is replaced by a summary, which follows. */
function startOver(chat: Chat): readonly Turn[] {
  const turns = finish(chat);
  chat.pending = [];
  chat.keeps = 0;
  return turns;
}

function readUser(line: JsonObject, chat: Chat, places: ReadonlyMap<string, Place>): void {
  const { content } = objectOf(line['message']);
  if (content === undefined) return;
  chat.project ??= textOf(line['cwd'])?.split(/[\\/]/).at(-1);
  if (!hasResult(content)) noteRewind(line, chat, places);
  chat.pending.push({ role: 'user', content: withoutImages(content) });
}

/** The person went back and asked something else: what came after that place is not sent any more. */
function noteRewind(line: JsonObject, chat: Chat, places: ReadonlyMap<string, Place>): void {
  const parent = places.get(textOf(line['parentUuid']) ?? '');
  if (parent?.conversation !== chat.conversation || parent.turns >= chat.turns) return;
  chat.keeps = Math.min(parent.turns, chat.keeps ?? parent.turns);
  chat.pending = [];
}

function hasResult(content: unknown): boolean {
  return listOf(content).some((block) => objectOf(block)['type'] === 'tool_result');
}

/** Reminders that the client put into the request. */
function readAttachment(line: JsonObject, chat: Chat): void {
  for (const each of listOf(line['rendered'])) {
    const text = textOf(objectOf(each)['content']);
    if (text !== undefined) chat.pending.push({ role: 'user', content: text });
  }
}

function readAnswer(line: JsonObject, chat: Chat): readonly Turn[] {
  const message = objectOf(line['message']);
  const model = textOf(message['model']);
  // Errors are shown as answers; nobody was asked for them.
  if (line['isApiErrorMessage'] === true || model === '<synthetic>') return [];
  const key = keyOf(line, message);
  const isSame = chat.answer?.key === key;
  const turns = isSame ? [] : finish(chat);
  const answer = isSame ? chat.answer : begin(line, chat, { key, model });
  answer?.blocks.push(...listOf(message['content']));
  if (answer !== undefined) answer.usage = usageOf(objectOf(message['usage'])) ?? answer.usage;
  chat.answer = answer;
  return turns;
}

function keyOf(line: JsonObject, message: JsonObject): string {
  const request = textOf(line['requestId']) ?? textOf(line['requestRef']) ?? '';
  return `${textOf(message['id']) ?? textOf(line['uuid']) ?? ''} ${request}`;
}

function begin(
  line: JsonObject,
  chat: Chat,
  about: { readonly key: string; readonly model: string | undefined },
): Answer {
  const { pending, keeps, conversation, project, answer: last } = chat;
  const isGone = keeps !== undefined;
  const before =
    last === undefined || isGone ? [] : [{ role: 'assistant', content: [...last.blocks] }];
  const turn: Turn = {
    conversation,
    wire: 'anthropic-messages',
    provider: 'anthropic',
    atMs: timeOf(line['timestamp']) ?? 0,
    id: about.key,
    added: [...before, ...pending],
    ...(project !== undefined && { project }),
    ...(about.model !== undefined && { model: about.model }),
    ...(isGone && { keeps }),
  };
  chat.pending = [];
  chat.keeps = undefined;
  chat.turns = (keeps ?? chat.turns) + 1;
  return { key: about.key, turn, blocks: [], usage: undefined };
}

/** The turn of the answer that is complete now. Its blocks are still needed: the next request begins with them. */
function finish(chat: Chat): readonly Turn[] {
  const { answer } = chat;
  if (answer === undefined || answer.turn.added.length === 0) return [];
  const { turn, usage } = answer;
  chat.answer = { ...answer, turn: { ...turn, added: [] } };
  return [usage === undefined ? turn : { ...turn, usage }];
}

function usageOf(usage: JsonObject): TokenUsage | undefined {
  const read = {
    input: countOf(usage['input_tokens']),
    output: countOf(usage['output_tokens']),
    cacheRead: countOf(usage['cache_read_input_tokens']),
  };
  const written = countOf(usage['cache_creation_input_tokens']);
  if (read.input + read.cacheRead + written === 0) return undefined;
  const cacheWrite1h = Math.min(
    written,
    countOf(objectOf(usage['cache_creation'])['ephemeral_1h_input_tokens']),
  );
  return { ...read, cacheWrite5m: written - cacheWrite1h, cacheWrite1h };
}
