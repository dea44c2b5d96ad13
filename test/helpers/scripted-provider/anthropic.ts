// Anthropic Messages, from the provider's side.
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

const USAGE = { input_tokens: 10, output_tokens: 5 };

export const spokenAnthropic: SpokenFormat = {
  turnsIn: 'messages',
  fixedParts: ['model', 'tools', 'system'],
  tools: (body) =>
    listOf(objectOf(body)['tools']).map((tool) => ({
      name: String(tool['name']),
      kind: 'function',
      ...schemaOf(tool['input_schema']),
    })),
  calls: (body) => blocks(body).filter(({ type }) => type === 'tool_use').length,
  outputs: (body) =>
    blocks(body)
      .filter(({ type }) => type === 'tool_result')
      .map(({ content }) => textOf(content)),
  stream: (answer) => serverSentEvents(events(answer)),
  whole: (answer) => ({
    ...message(),
    content: [block(answer)],
    stop_reason: reason(answer),
    usage: USAGE,
  }),
};

function blocks(body: unknown): readonly Json[] {
  return listOf(objectOf(body)['messages']).flatMap(({ content }) => listOf(content));
}

function block(answer: Answer): Json {
  if ('text' in answer) return { type: 'text', text: answer.text };
  return { type: 'tool_use', id: nextId('toolu'), name: answer.tool.name, input: answer.input };
}

function reason(answer: Answer): string {
  return 'text' in answer ? 'end_turn' : 'tool_use';
}

function message(): Json {
  return {
    id: nextId('msg'),
    type: 'message',
    role: 'assistant',
    model: 'scripted',
    content: [],
    stop_reason: null,
    stop_sequence: null,
    usage: { input_tokens: 10, output_tokens: 1 },
  };
}

function events(answer: Answer): readonly Json[] {
  const whole = block(answer);
  const [start, delta] =
    'text' in answer
      ? [
          { type: 'text', text: '' },
          { type: 'text_delta', text: answer.text },
        ]
      : [
          { ...whole, input: {} },
          { type: 'input_json_delta', partial_json: JSON.stringify(answer.input) },
        ];
  return [
    { type: 'message_start', message: message() },
    { type: 'content_block_start', index: 0, content_block: start },
    { type: 'content_block_delta', index: 0, delta },
    { type: 'content_block_stop', index: 0 },
    {
      type: 'message_delta',
      delta: { stop_reason: reason(answer), stop_sequence: null },
      usage: USAGE,
    },
    { type: 'message_stop' },
  ];
}
