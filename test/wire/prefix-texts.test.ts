import { describe, expect, it } from 'vitest';
import { parseJson } from '../../src/json/parse.ts';
import { anthropicMessages } from '../../src/wire/anthropic-messages.ts';
import { geminiGenerate } from '../../src/wire/gemini-generate.ts';
import { openaiChat } from '../../src/wire/openai-chat.ts';
import { openaiResponses } from '../../src/wire/openai-responses.ts';
import type { WireFormat } from '../../src/wire/wire-format.ts';

function prefixOf(wire: WireFormat, body: unknown) {
  const parsed = parseJson(Buffer.from(JSON.stringify(body)));
  if (!parsed.ok) throw new Error(parsed.reason);
  return wire.prefix?.(parsed.document).map(({ part, text }) => [part, text]);
}

describe('prefix', () => {
  const tools = [{ name: 'Bash' }];
  const user = { role: 'user', content: 'hi' };

  it('of Anthropic Messages: tools, then the system prompt; cache marks and the billing line do not count', () => {
    const body = (mark: object, line: string) => ({
      system: [
        { type: 'text', text: `x-anthropic-billing-header: version=1; ${line};` },
        { type: 'text', text: 'Be brief.', ...mark },
      ],
      tools: [{ name: 'Bash', ...mark }],
      messages: [user],
    });
    const marked = prefixOf(anthropicMessages, body({ cache_control: { type: 'ephemeral' } }, 'a'));
    expect(marked?.map(([part]) => part)).toEqual(['tools', 'system']);
    expect(marked).toEqual(prefixOf(anthropicMessages, body({}, 'b')));
    expect(prefixOf(anthropicMessages, { messages: [user] })).toEqual([]);
  });

  it('of OpenAI and Gemini: tools, and what the system says first', () => {
    const messages = [
      { role: 'developer', content: 'Be brief.' },
      user,
      { role: 'system', content: 'x' },
    ];
    const expected = [
      ['tools', '[{"name":"Bash"}]'],
      ['system', '"Be brief."'],
    ];
    expect(prefixOf(openaiChat, { tools, messages })).toEqual(expected);
    expect(prefixOf(openaiChat, { functions: tools, messages })).toEqual(expected);
    const asked = { systemInstruction: 'Be brief.', tools, contents: [] };
    expect(prefixOf(geminiGenerate, asked)).toEqual(expected);
    expect(prefixOf(geminiGenerate, { model: 'm', request: asked })).toEqual(expected);
    expect(prefixOf(openaiResponses, { tools, instructions: 'Be brief.', input: [] })).toEqual(
      expected,
    );
  });
});
