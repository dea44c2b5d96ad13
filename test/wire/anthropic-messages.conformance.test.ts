import { anthropicMessages } from '../../src/wire/anthropic-messages.ts';
import { type JsonValue, testWireFormat } from './wire-format-conformance.ts';
import { readWireBodies, readWireConversation } from './wire-fixtures.ts';

const MARKER = { type: 'ephemeral' };

testWireFormat(anthropicMessages, {
  bodies: readWireBodies('anthropic-messages'),
  conversations: [readWireConversation('anthropic-messages')],
  rephrasings: {
    'absent cache markers': (body) => eachBlock(body, (block) => delete block.cache_control),
    'cache markers on every block': (body) =>
      eachBlock(body, (block) => (block.cache_control = MARKER)),
    'strings where one text block could stand': (body) => eachHolder(body, unwrapText),
    'blocks where a string could stand': (body) => eachHolder(body, wrapText),
    'members in another order': (body) => eachBlock(body, turnAround),
    'sealed turns said otherwise': (body) => {
      for (const message of body.messages) if (message.role === 'system') message.content = 'Else.';
    },
  },
  placesForStrangers: (body) =>
    [body.messages, ...holders(body).map(({ content }) => content)].filter(Array.isArray),
  strangers: [
    { type: 'hologram', text: 'sealed', content: [{ type: 'text', text: 'sealed' }] },
    { type: 'mcp_tool_result', tool_use_id: 'toolu_01example', content: 'sealed' },
    { role: 'oracle', content: 'sealed' },
    'sealed',
    null,
  ],
});

function holders(body: JsonValue): readonly JsonValue[] {
  const results = body.messages.flatMap(({ content }: JsonValue) =>
    Array.isArray(content) ? content.filter((block) => block?.type === 'tool_result') : [],
  );
  return [...body.messages, ...results];
}

function eachHolder(body: JsonValue, change: (holder: JsonValue) => void): void {
  for (const holder of holders(body)) change(holder);
}

function eachBlock(body: JsonValue, change: (block: JsonValue) => void): void {
  for (const { content } of holders(body)) {
    if (!Array.isArray(content)) continue;
    for (const block of content) if (typeof block?.type === 'string') change(block);
  }
}

function wrapText(holder: JsonValue): void {
  if (typeof holder.content !== 'string') return;
  holder.content = [{ type: 'text', text: holder.content, cache_control: MARKER }];
}

function unwrapText(holder: JsonValue): void {
  const { content } = holder;
  if (!Array.isArray(content) || content.length !== 1 || content[0]?.type !== 'text') return;
  holder.content = content[0].text;
}

function turnAround(block: JsonValue): void {
  const members = Object.entries(block).toReversed();
  for (const [name] of members) delete block[name];
  Object.assign(block, Object.fromEntries(members));
}
