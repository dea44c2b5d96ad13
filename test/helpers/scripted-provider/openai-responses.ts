// OpenAI Responses, from the provider's side: the events are the same over HTTP and over a WebSocket.
import {
  listOf,
  nextId,
  objectOf,
  schemaOf,
  serverSentEvents,
  textOf,
  type Json,
} from './reading.ts';
import type { Answer, DeclaredTool, SpokenFormat } from './script.ts';

const USAGE = {
  input_tokens: 10,
  input_tokens_details: { cached_tokens: 0 },
  output_tokens: 5,
  output_tokens_details: { reasoning_tokens: 0 },
  total_tokens: 15,
};
const CALLS = new Set(['function_call', 'custom_tool_call']);
const OUTPUTS = new Set(['function_call_output', 'custom_tool_call_output']);

export const spokenResponses: SpokenFormat = {
  turnsIn: 'input',
  fixedParts: ['model', 'tools', 'instructions'],
  tools: (body) => {
    const added = items(body).filter(({ type }) => type === 'additional_tools');
    return [objectOf(body), ...added].flatMap(({ tools }) => readTools(tools, undefined));
  },
  calls: (body) => items(body).filter(({ type }) => CALLS.has(String(type))).length,
  outputs: (body) =>
    items(body)
      .filter(({ type }) => OUTPUTS.has(String(type)))
      .map(({ output }) => textOf(output)),
  stream: (answer) => serverSentEvents(responseEvents(answer)),
  whole: (answer) => response('completed', [item(answer)]),
};

/** The events of one response, in order. */
export function responseEvents(answer: Answer): readonly Json[] {
  const done = item(answer);
  const started = { ...done, status: 'in_progress', ...('content' in done ? { content: [] } : {}) };
  const place = { item_id: done['id'], output_index: 0 };
  const text = 'text' in answer ? answer.text : undefined;
  const part = { type: 'output_text', text: text ?? '', annotations: [] };
  const events: readonly Json[] = [
    { type: 'response.created', response: response('in_progress', []) },
    { type: 'response.output_item.added', output_index: 0, item: started },
    ...(text === undefined
      ? []
      : [
          {
            type: 'response.content_part.added',
            ...place,
            content_index: 0,
            part: { ...part, text: '' },
          },
          { type: 'response.output_text.delta', ...place, content_index: 0, delta: text },
          { type: 'response.output_text.done', ...place, content_index: 0, text },
          { type: 'response.content_part.done', ...place, content_index: 0, part },
        ]),
    { type: 'response.output_item.done', output_index: 0, item: done },
    { type: 'response.completed', response: response('completed', [done]) },
  ];
  return events.map((event, sequence_number) => ({ ...event, sequence_number }));
}

function items(body: unknown): readonly Json[] {
  return listOf(objectOf(body)['input']);
}

function readTools(tools: unknown, namespace: string | undefined): readonly DeclaredTool[] {
  return listOf(tools).flatMap((tool): readonly DeclaredTool[] => {
    const name = String(tool['name']);
    if (tool['type'] === 'namespace') return readTools(tool['tools'], name);
    const within = namespace === undefined ? {} : { namespace };
    if (tool['type'] === 'custom') {
      return [{ name, ...within, kind: 'freeform', parameters: {}, required: [] }];
    }
    return [{ name, ...within, kind: 'function', ...schemaOf(tool['parameters']) }];
  });
}

function response(status: string, output: readonly Json[]): Json {
  return {
    id: nextId('resp'),
    object: 'response',
    created_at: 1,
    status,
    model: 'scripted',
    output,
    usage: status === 'completed' ? USAGE : null,
  };
}

function item(answer: Answer): Json {
  if ('text' in answer) {
    const content = [{ type: 'output_text', text: answer.text, annotations: [] }];
    return { type: 'message', id: nextId('msg'), role: 'assistant', status: 'completed', content };
  }
  const { tool, input } = answer;
  const call = {
    call_id: nextId('call'),
    name: tool.name,
    status: 'completed',
    ...(tool.namespace === undefined ? {} : { namespace: tool.namespace }),
  };
  return tool.kind === 'freeform'
    ? { type: 'custom_tool_call', id: nextId('ctc'), ...call, input }
    : { type: 'function_call', id: nextId('fc'), ...call, arguments: JSON.stringify(input) };
}
