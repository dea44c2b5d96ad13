// A conversation of tool calls, as the client would send it at any point.

export interface ToolCall {
  readonly name: string;
  readonly input: unknown;
  readonly output: string;
}

export interface SendOptions {
  /** Outputs that the client has cleared, by place. */
  readonly cleared?: readonly number[];
  readonly tools?: readonly string[];
  /** Where the client sets its cache marks, by place. */
  readonly marks?: readonly number[];
  /** Further members of the body. */
  readonly more?: Readonly<Record<string, unknown>>;
}

const QUESTION = 'Where is the total of an order computed, and who calls it?';

/** The body after `calls`, the last one live. */
export function bodyAfter(calls: readonly ToolCall[], options: SendOptions = {}): Buffer {
  const { cleared = [], tools = ['Bash', 'Read'], marks = [], more = {} } = options;
  const turns = calls.flatMap(({ name, input, output }, at) => [
    { role: 'assistant', content: [{ type: 'tool_use', id: `toolu_${at}`, name, input }] },
    {
      role: 'user',
      content: [
        {
          type: 'tool_result',
          tool_use_id: `toolu_${at}`,
          content: cleared.includes(at) ? '[Old tool result content cleared]' : output,
          ...(marks.includes(at) && { cache_control: { type: 'ephemeral' } }),
        },
      ],
    },
  ]);
  return Buffer.from(
    JSON.stringify({
      model: 'claude-sonnet-4-5',
      ...more,
      tools: tools.map((name) => ({ name, input_schema: {} })),
      messages: [{ role: 'user', content: QUESTION }, ...turns],
    }),
  );
}

/** The body after calls that a model made all at once: every output of it is live. */
export function bodyOfOneTurn(calls: readonly ToolCall[]): Buffer {
  const body = JSON.parse(bodyAfter(calls).toString()) as {
    messages: { role: string; content: unknown[] }[];
  };
  const [question, ...turns] = body.messages;
  const of = (role: string) => ({
    role,
    content: turns.flatMap((turn) => (turn.role === role ? turn.content : [])),
  });
  return Buffer.from(
    JSON.stringify({ ...body, messages: [question, of('assistant'), of('user')] }),
  );
}

/** The outputs of a body, as the model reads them. */
export function outputsOf(bytes: Buffer): readonly string[] {
  const { messages } = JSON.parse(bytes.toString()) as { messages: { content: unknown }[] };
  return messages
    .flatMap(({ content }) => (Array.isArray(content) ? content : []))
    .filter((block: { type: string }) => block.type === 'tool_result')
    .map((block: { content: string }) => block.content);
}

/** Source lines, all different. */
export function sourceLines(count: number): string[] {
  return Array.from(
    { length: count },
    (_, at) => `  const order${at} = total(items, ${at * 7}); // step ${at}`,
  );
}

/** A file as a read tool shows it. */
function asRead(lines: readonly string[], from = 1): string {
  return lines.map((line, at) => `${String(from + at).padStart(6)}→${line}`).join('\n');
}

/** A call of the read tool, whole or from a line on. */
export function readCall(lines: readonly string[], offset?: number): ToolCall {
  const range = offset === undefined ? {} : { offset, limit: lines.length };
  return {
    name: 'Read',
    input: { file_path: 'src/order.ts', ...range },
    output: asRead(lines, offset),
  };
}
