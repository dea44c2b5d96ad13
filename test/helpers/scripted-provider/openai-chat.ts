// OpenAI Chat Completions, from the provider's side.
import {
  listOf,
  nextId,
  objectOf,
  schemaOf,
  serverSentEvents,
  textOf,
  type Json,
} from './reading.ts';
import type { Answer, SpokenFormat } from './script.ts';

const USAGE = { prompt_tokens: 10, completion_tokens: 5, total_tokens: 15 };

export const spokenChat: SpokenFormat = {
  turnsIn: 'messages',
  fixedParts: ['model', 'tools'],
  tools: (body) =>
    listOf(objectOf(body)['tools']).map((tool) => {
      const described = objectOf(tool['function']);
      return {
        name: String(described['name']),
        kind: 'function',
        ...schemaOf(described['parameters']),
      };
    }),
  calls: (body) => messages(body).flatMap((one) => listOf(one['tool_calls'])).length,
  outputs: (body) =>
    messages(body)
      .filter(({ role }) => role === 'tool')
      .map(({ content }) => textOf(content)),
  stream: (answer) => `${serverSentEvents(chunks(answer))}data: [DONE]\n\n`,
  whole: (answer) => ({
    ...head('chat.completion'),
    choices: [
      { index: 0, message: { role: 'assistant', ...said(answer) }, finish_reason: reason(answer) },
    ],
    usage: USAGE,
  }),
};

function messages(body: unknown): readonly Json[] {
  return listOf(objectOf(body)['messages']);
}

function head(object: string): Json {
  return { id: nextId('chatcmpl'), object, created: 1, model: 'scripted' };
}

function reason(answer: Answer): string {
  return 'text' in answer ? 'stop' : 'tool_calls';
}

function said(answer: Answer): Json {
  if ('text' in answer) return { content: answer.text };
  const call = { name: answer.tool.name, arguments: JSON.stringify(answer.input) };
  return {
    content: null,
    tool_calls: [{ index: 0, id: nextId('call'), type: 'function', function: call }],
  };
}

function chunks(answer: Answer): readonly Json[] {
  const base = head('chat.completion.chunk');
  const choice = (delta: Json, finish_reason: string | null): Json => ({
    ...base,
    choices: [{ index: 0, delta, finish_reason }],
  });
  return [
    choice({ role: 'assistant', ...said(answer) }, null),
    choice({}, reason(answer)),
    { ...base, choices: [], usage: USAGE },
  ];
}
