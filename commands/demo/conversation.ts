// The recorded conversation behind the demo, and the request bodies an agent would send for it.
import { readFileSync } from 'node:fs';

export interface Conversation {
  readonly model: string;
  readonly system: string;
  readonly tools: readonly string[];
  readonly question: string;
  /** A line that a reader of the log must still find. */
  readonly fact: string;
  readonly turns: readonly {
    readonly say: string;
    readonly tool: string;
    readonly input: Readonly<Record<string, unknown>>;
    readonly output: string;
  }[];
}

/** Reads the recording that is shipped with the package. */
export function readConversation(): Conversation {
  // From commands/demo/ in the source, from dist/commands/demo/ when compiled.
  const up = import.meta.url.includes('/dist/commands/') ? '../../../' : '../../';
  const file = new URL(`${up}templates/demo/conversation.json`, import.meta.url);
  return JSON.parse(readFileSync(file, 'utf8')) as Conversation;
}

/** What the agent sends after `turns` tool calls: the whole history again, with its newest words marked for the cache. */
export function bodyAfter(conversation: Conversation, turns: number): string {
  const messages: unknown[] = [
    { role: 'user', content: [{ type: 'text', text: conversation.question }] },
  ];
  conversation.turns.slice(0, turns).forEach(({ say, tool, input, output }, index) => {
    const id = `toolu_demo_${index + 1}`;
    const call = { type: 'tool_use', id, name: tool, input };
    const last = index === turns - 1;
    const mark = last ? { cache_control: { type: 'ephemeral' } } : {};
    messages.push({ role: 'assistant', content: [{ type: 'text', text: say }, call] });
    messages.push({
      role: 'user',
      content: [{ type: 'tool_result', tool_use_id: id, content: output, ...mark }],
    });
  });
  const { model, system } = conversation;
  const tools = conversation.tools.map((name) => ({ name, input_schema: { type: 'object' } }));
  return JSON.stringify({ model, max_tokens: 1024, stream: true, system, tools, messages });
}
