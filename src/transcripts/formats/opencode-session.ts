// One session of OpenCode, wherever it is kept: messages and their parts. A part of a tool holds call and output; steps of a message
// are requests.
import type { TokenUsage } from '../../wire/wire-format.ts';
import type { LineCounts } from '../read-lines.ts';
import { createTurnBuilder, type TurnBuilder } from '../turn-builder.ts';
import type { Turn } from '../turn.ts';
import { countOf, isObject, objectOf, textOf, type JsonObject } from '../value.ts';

export interface OpenCodeMessage {
  readonly id: string;
  readonly data: JsonObject;
  readonly parts: readonly JsonObject[];
}

/** The turns of a session; its messages come in order. */
export function turnsOfSession(
  session: { readonly id: string; readonly directory: unknown },
  messages: Iterable<OpenCodeMessage>,
): readonly Turn[] {
  const { id, directory } = session;
  const chat: Chat = { id, project: textOf(directory)?.split(/[\\/]/).at(-1), provider: '' };
  const turns = createTurnBuilder(() => placeOf(chat));
  for (const message of messages) {
    if (message.data['role'] === 'assistant') readAnswer(message, chat, turns);
    else
      turns.send(
        ...message.parts.flatMap(textOfPart).map((text) => ({ role: 'user', content: text })),
      );
  }
  return turns.end();
}

/** An object that is kept as JSON; anything else is counted as damaged. */
export function parsedObject(data: unknown, counts: LineCounts): JsonObject | undefined {
  counts.lines++;
  if (typeof data === 'string') {
    counts.bytes += data.length;
    try {
      const value: unknown = JSON.parse(data);
      if (isObject(value)) return value;
    } catch {
      // Counted below.
    }
  }
  counts.damagedLines++;
  return undefined;
}

interface Chat {
  readonly id: string;
  readonly project: string | undefined;
  provider: string;
}

function placeOf({ id, project, provider }: Chat) {
  return {
    conversation: id,
    provider,
    wire: wireOf(provider),
    ...(project !== undefined && { project }),
  };
}

function wireOf(provider: string): 'anthropic-messages' | 'openai-chat' {
  return provider === 'anthropic' ? 'anthropic-messages' : 'openai-chat';
}

/** Each step of an answer is a request; the outputs of its tools go with the next one. */
function readAnswer({ id, data, parts }: OpenCodeMessage, chat: Chat, turns: TurnBuilder): void {
  chat.provider = textOf(data['providerID']) ?? chat.provider;
  const atMs = countOf(objectOf(data['time'])['created']);
  const model = textOf(data['modelID']);
  const steps = stepsOf(parts);
  for (const [index, step] of steps.entries()) {
    turns.begin({ atMs, id: `${id}-${index}`, model });
    const { said, came } = MESSAGES_OF[wireOf(chat.provider)](step.parts);
    turns.answer(...said);
    turns.send(...came);
    const usage = usageOf(step.tokens ?? (steps.length === 1 ? data['tokens'] : undefined));
    if (usage !== undefined) turns.count(usage);
  }
  if (data['summary'] !== true) return;
  // From here on the conversation is what was summed up.
  turns.keep(0);
  turns.send(...parts.flatMap(textOfPart).map((text) => ({ role: 'user', content: text })));
}

interface Step {
  readonly parts: JsonObject[];
  tokens: unknown;
}

function stepsOf(parts: readonly JsonObject[]): readonly Step[] {
  const steps: Step[] = [];
  for (const part of parts) {
    const isStart = part['type'] === 'step-start';
    if (isStart || steps.length === 0) steps.push({ parts: [], tokens: undefined });
    const step = steps.at(-1);
    if (part['type'] === 'step-finish' && step !== undefined) step.tokens = part['tokens'];
    else if (!isStart) step?.parts.push(part);
  }
  return steps;
}

function textOfPart(part: JsonObject): readonly string[] {
  const text = part['type'] === 'text' ? textOf(part['text']) : undefined;
  return text === undefined || text === '' ? [] : [text];
}

interface ToolPart {
  readonly id: string;
  readonly tool: string;
  readonly input: unknown;
  /** Absent: it never ended. */
  readonly output: string;
  readonly isError: boolean;
}

function toolsOf(parts: readonly JsonObject[]): readonly ToolPart[] {
  return parts
    .filter(({ type }) => type === 'tool')
    .map((part) => {
      const state = objectOf(part['state']);
      const isError = state['status'] === 'error';
      return {
        id: textOf(part['callID']) ?? '',
        tool: textOf(part['tool']) ?? '',
        input: state['input'] ?? {},
        output: textOf(isError ? state['error'] : state['output']) ?? '',
        isError,
      };
    });
}

interface Said {
  readonly said: readonly JsonObject[];
  readonly came: readonly JsonObject[];
}

const MESSAGES_OF: Readonly<
  Record<ReturnType<typeof wireOf>, (parts: readonly JsonObject[]) => Said>
> = {
  'anthropic-messages': (parts) => {
    const tools = toolsOf(parts);
    const calls = tools.map(({ id, tool, input }) => ({ type: 'tool_use', id, name: tool, input }));
    const texts = parts.flatMap(textOfPart).map((text) => ({ type: 'text', text }));
    const results = tools.map(({ id, output, isError }) => ({
      type: 'tool_result',
      tool_use_id: id,
      content: output,
      ...(isError && { is_error: true }),
    }));
    return {
      said: [{ role: 'assistant', content: [...texts, ...calls] }],
      came: results.length === 0 ? [] : [{ role: 'user', content: results }],
    };
  },
  'openai-chat': (parts) => {
    const tools = toolsOf(parts);
    const calls = tools.map(({ id, tool, input }) => ({
      id,
      type: 'function',
      function: { name: tool, arguments: JSON.stringify(input) },
    }));
    const content = parts.flatMap(textOfPart).join('');
    return {
      said: [{ role: 'assistant', content, ...(calls.length > 0 && { tool_calls: calls }) }],
      came: tools.map(({ id, output }) => ({ role: 'tool', tool_call_id: id, content: output })),
    };
  },
};

/** Its input leaves out what was cached. */
function usageOf(value: unknown): TokenUsage | undefined {
  const tokens = objectOf(value);
  const cache = objectOf(tokens['cache']);
  const usage = {
    input: countOf(tokens['input']),
    output: countOf(tokens['output']) + countOf(tokens['reasoning']),
    cacheRead: countOf(cache['read']),
    cacheWrite5m: countOf(cache['write']),
    cacheWrite1h: 0,
  };
  return usage.input + usage.cacheRead + usage.cacheWrite5m === 0 ? undefined : usage;
}
