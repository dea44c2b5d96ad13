import { describe, expect, it } from 'vitest';
import { promptTexts } from '../../src/wire/prompt-texts.ts';
import { readWireBodies } from './wire-fixtures.ts';

const FORMATS = ['anthropic-messages', 'openai-chat', 'openai-responses', 'gemini-generate'];
const read = (format: string, name: string): unknown => {
  const found = readWireBodies(format).find((body) => body.name === `${name}.json`);
  return JSON.parse(String(found?.bytes));
};

describe('the texts of a prompt', () => {
  it('are all that is said, declared and asked for, and none of the names around it', () => {
    const body = {
      model: 'claude-sonnet-4-5',
      system: [{ type: 'text', text: 'Be brief.', cache_control: { type: 'ephemeral' } }],
      tools: [
        { name: 'Bash', input_schema: {}, cache_control: { type: 'ephemeral' } },
        { name: 'Rare', defer_loading: true },
      ],
      messages: [
        { role: 'user', content: 'Why?' },
        {
          role: 'assistant',
          content: [{ type: 'tool_use', id: 'toolu_1', name: 'Bash', input: { command: 'ls' } }],
        },
        {
          role: 'user',
          content: [{ type: 'tool_result', tool_use_id: 'toolu_1', content: 'a\nb' }],
        },
      ],
      metadata: { user_id: 'somebody' },
    };
    expect(promptTexts(body)).toEqual([
      '[{"name":"Bash","input_schema":{}}]',
      'Be brief.',
      'Why?',
      'Bash',
      '{"command":"ls"}',
      'a\nb',
    ]);
  });

  it('are found in the envelope of a Google login', () => {
    const request = { contents: [{ role: 'user', parts: [{ text: 'Why?' }] }] };
    expect(promptTexts({ model: 'gemini-2.5-pro', request })).toEqual(['Why?']);
  });

  it.each([
    ['a picture', { messages: [{ role: 'user', content: [{ type: 'image', source: {} }] }] }],
    [
      'a picture in the output of a tool',
      { messages: [{ content: [{ type: 'tool_result', content: [{ type: 'image' }] }] }] },
    ],
    ['a file', { input: [{ role: 'user', content: [{ type: 'input_file', file_id: 'f' }] }] }],
    ['a picture of Gemini', { contents: [{ parts: [{ inlineData: { data: 'aGk=' } }] }] }],
    ['what was said before', { previous_response_id: 'r', input: [{ content: 'And?' }] }],
    ['an item that the provider has', { input: [{ type: 'item_reference', id: 'i' }] }],
    ['a cached beginning', { cachedContent: 'c', contents: [{ parts: [{ text: 'And?' }] }] }],
    ['what may be dropped', { truncation: 'auto', input: 'Why?' }],
    [
      'results that may be cleared',
      {
        context_management: { edits: [{ type: 'clear_tool_uses_20250919' }] },
        messages: [{ content: 'Why?' }],
      },
    ],
    [
      'much that is encrypted',
      { input: [{ content: 'Why?' }, { type: 'reasoning', encrypted_content: 'x'.repeat(400) }] },
    ],
    ['no body', 'text'],
    ['no body at all', undefined],
  ])('are not given where a prompt holds %s', (_what, body) => {
    expect(promptTexts(body)).toBeUndefined();
  });

  it('bear a little that is encrypted, which is not among them', () => {
    const content = [
      { type: 'thinking', thinking: 'hm', signature: 'c2ln' },
      { type: 'text', text: 'y'.repeat(400) },
    ];
    const body = {
      context_management: { edits: [{ type: 'clear_thinking_20251015', keep: 'all' }] },
      messages: [{ role: 'assistant', content }],
    };
    expect(promptTexts(body)).toEqual(['y'.repeat(400)]);
  });

  it.each([
    ['anthropic-messages', 'conversation-4'],
    ['openai-chat', 'conversation-4'],
    ['openai-responses', 'conversation-4'],
    ['gemini-generate', 'conversation-4'],
  ])('are most of a recorded body: %s, %s', (format, name) => {
    const body = read(format, name);
    const characters = (promptTexts(body) ?? []).join('').length;
    const all = JSON.stringify(body).length;
    expect(characters).toBeGreaterThan(0.6 * all);
    expect(characters).toBeLessThan(all);
  });

  it('are looked for in whatever a client may send', () => {
    for (const format of FORMATS) {
      for (const { bytes } of readWireBodies(format)) {
        expect(() => promptTexts(JSON.parse(String(bytes)))).not.toThrow();
      }
    }
  });
});
