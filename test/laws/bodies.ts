// Recorded request bodies of every wire format, byte for byte, and bodies made for one tool output.
import { anthropicMessages } from '../../src/wire/anthropic-messages.ts';
import { geminiGenerate } from '../../src/wire/gemini-generate.ts';
import { openaiChat } from '../../src/wire/openai-chat.ts';
import { openaiResponses } from '../../src/wire/openai-responses.ts';
import type { WireFormat } from '../../src/wire/wire-format.ts';
import { readWireBodies, readWireConversation, type WireBody } from '../wire/wire-fixtures.ts';

/** What the laws need to know about a wire format. */
export interface LawfulFormat {
  readonly wire: WireFormat;
  readonly bodies: readonly WireBody[];
  /** One conversation, the body of each turn in order. */
  readonly conversation: readonly Buffer[];
  /** A request with one live tool output. */
  bodyWith(output: string, options?: BodyOptions): Buffer;
  /** The member that holds the turns. */
  readonly turns: string;
}

export interface BodyOptions {
  readonly tools?: readonly string[];
  readonly toolUse?: { readonly name: string; readonly input: unknown };
}

type Filled = Required<BodyOptions>;

const QUESTION = 'Why did the third nightly import job become slow this week?';

function lawful(
  wire: WireFormat,
  turns: string,
  write: (output: string, filled: Filled) => unknown,
): LawfulFormat {
  return {
    wire,
    turns,
    bodies: readWireBodies(wire.name),
    conversation: readWireConversation(wire.name),
    bodyWith: (output, options = {}) => {
      const toolUse = { name: 'Bash', input: { command: './run.sh' } };
      return Buffer.from(JSON.stringify(write(output, { tools: ['Bash'], toolUse, ...options })));
    },
  };
}

const ANTHROPIC = lawful(anthropicMessages, 'messages', (output, { tools, toolUse }) => ({
  model: 'claude-sonnet-4-5',
  tools: tools.map((name) => ({ name, input_schema: {} })),
  messages: [
    { role: 'user', content: QUESTION },
    { role: 'assistant', content: [{ type: 'tool_use', id: 'toolu_1', ...toolUse }] },
    {
      role: 'user',
      content: [{ type: 'tool_result', tool_use_id: 'toolu_1', content: output }],
    },
  ],
}));

/** A request in the Anthropic format with one live tool output. */
export const { bodyWith } = ANTHROPIC;

/** Every wire format there is. */
export const FORMATS: readonly LawfulFormat[] = [
  ANTHROPIC,
  lawful(openaiChat, 'messages', (output, { tools, toolUse: { name, input } }) => ({
    model: 'gpt-5.2',
    tools: tools.map((tool) => ({ type: 'function', function: { name: tool } })),
    messages: [
      { role: 'system', content: 'You help with code.' },
      { role: 'user', content: QUESTION },
      {
        role: 'assistant',
        content: null,
        tool_calls: [
          { id: 'call_1', type: 'function', function: { name, arguments: JSON.stringify(input) } },
        ],
      },
      { role: 'tool', tool_call_id: 'call_1', content: output },
    ],
  })),
  lawful(openaiResponses, 'input', (output, { tools, toolUse: { name, input } }) => ({
    model: 'gpt-5.2',
    tools: tools.map((tool) => ({ type: 'function', name: tool })),
    input: [
      { role: 'user', content: [{ type: 'input_text', text: QUESTION }] },
      { type: 'reasoning', summary: [], encrypted_content: 'c2VhbGVk' },
      { type: 'function_call', call_id: 'call_1', name, arguments: JSON.stringify(input) },
      { type: 'function_call_output', call_id: 'call_1', output },
    ],
  })),
  lawful(geminiGenerate, 'contents', (output, { tools, toolUse: { name, input } }) => ({
    tools: [{ functionDeclarations: tools.map((tool) => ({ name: tool })) }],
    contents: [
      { role: 'user', parts: [{ text: QUESTION }] },
      {
        role: 'model',
        parts: [{ functionCall: { name, args: input }, thoughtSignature: 'c2VhbGVk' }],
      },
      { role: 'user', parts: [{ functionResponse: { name, response: { output } } }] },
    ],
  })),
];

/** Text that compressors like: long enough, and full of repeats. */
export function longLog(lines: number, seed = 'job'): string {
  return Array.from(
    { length: lines },
    (_, line) =>
      `2026-11-23T10:00:${String(line % 60).padStart(2, '0')}Z INFO ${seed} ${line} finished in ${line % 7} ms`,
  ).join('\n');
}
