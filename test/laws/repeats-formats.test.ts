// References across turns in every format: the same files, asked for and answered in other words.
import { describe, expect, it, onTestFinished } from 'vitest';
import { geminiGenerate } from '../../src/wire/gemini-generate.ts';
import { openaiChat } from '../../src/wire/openai-chat.ts';
import { openaiResponses } from '../../src/wire/openai-responses.ts';
import type { WireFormat } from '../../src/wire/wire-format.ts';
import { temporaryFolder } from '../helpers/temporary-home.ts';
import { readCall, sourceLines, type ToolCall } from './conversation.ts';
import { openWorld } from './world.ts';

interface Format {
  readonly wire: WireFormat;
  body(calls: readonly ToolCall[], more?: object): unknown;
}

const QUESTION = 'Where is the total of an order computed?';
const parameters = { type: 'object' };

const FORMATS: readonly Format[] = [
  {
    wire: openaiChat,
    body: (calls, more) => ({
      ...more,
      model: 'gpt-5',
      tools: ['shell', 'Read'].map((name) => ({
        type: 'function',
        function: { name, parameters },
      })),
      messages: [
        { role: 'user', content: QUESTION },
        ...calls.flatMap(({ name, input, output }, at) => [
          {
            role: 'assistant',
            tool_calls: [
              {
                id: `call_${at}`,
                type: 'function',
                function: { name, arguments: JSON.stringify(input) },
              },
            ],
          },
          { role: 'tool', tool_call_id: `call_${at}`, content: output },
        ]),
      ],
    }),
  },
  {
    wire: openaiResponses,
    body: (calls, more) => ({
      ...more,
      model: 'gpt-5',
      tools: ['shell', 'Read'].map((name) => ({ type: 'function', name, parameters })),
      input: [
        { type: 'message', role: 'user', content: QUESTION },
        ...calls.flatMap(({ name, input, output }, at) => [
          { type: 'function_call', call_id: `call_${at}`, name, arguments: JSON.stringify(input) },
          { type: 'function_call_output', call_id: `call_${at}`, output },
        ]),
      ],
    }),
  },
  {
    wire: geminiGenerate,
    body: (calls, more) => ({
      ...more,
      tools: [
        {
          functionDeclarations: ['run_shell_command', 'Read'].map((name) => ({ name, parameters })),
        },
      ],
      contents: [
        { role: 'user', parts: [{ text: QUESTION }] },
        ...calls.flatMap(({ name, input, output }, at) => [
          { role: 'model', parts: [{ functionCall: { id: `call_${at}`, name, args: input } }] },
          {
            role: 'user',
            parts: [{ functionResponse: { id: `call_${at}`, name, response: { output } } }],
          },
        ]),
      ],
    }),
  },
];

describe.each(FORMATS)('$wire.name', ({ wire, body }) => {
  const lines = sourceLines(90);
  const calls = [
    readCall(lines),
    readCall([...lines.slice(0, 40), '  // new', ...lines.slice(40)]),
  ];

  async function second(more?: object): Promise<string | undefined> {
    const world = openWorld(temporaryFolder());
    onTestFinished(() => world.close());
    const send = (turns: number) =>
      world.pipeline.prepare({
        wire,
        bytes: Buffer.from(JSON.stringify(body(calls.slice(0, turns), more))),
        purpose: 'send',
      });
    await send(1);
    const { segments } = await send(2);
    const decision = segments[1]?.decision;
    return decision?.action === 'replace' ? decision.by : decision?.reason;
  }

  it('a file read again is a reference', async () => {
    expect(await second()).toBe('repeat');
  });

  it.runIf(wire === openaiResponses)(
    'not where the service may drop what it refers to',
    async () => {
      expect(await second({ truncation: 'disabled' })).toBe('repeat');
      expect(await second({ truncation: 'auto' })).toBe('gutter');
      const compaction = [{ type: 'compaction', compact_threshold: 100_000 }];
      expect(await second({ context_management: compaction })).toBe('gutter');
    },
  );
});
