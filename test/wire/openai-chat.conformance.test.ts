import { openaiChat } from '../../src/wire/openai-chat.ts';
import { type JsonValue, testWireFormat } from './wire-format-conformance.ts';
import { readWireBodies, readWireConversation, readWireFixture } from './wire-fixtures.ts';

testWireFormat(openaiChat, {
  bodies: readWireBodies('openai-chat'),
  conversations: [
    readWireConversation('openai-chat'),
    [1, 2].map((turn) => readWireFixture(`openai-chat/functions-${turn}.json`)),
  ],
  rephrasings: {
    'strings where one text part could stand': (body) => body.messages.forEach(unwrapText),
    'parts where a string could stand': (body) => body.messages.forEach(wrapText),
    'members in another order': (body) => body.messages.forEach(turnAround),
    'sealed turns said otherwise': (body) => {
      for (const message of body.messages) {
        if (['system', 'developer'].includes(message.role)) message.content = 'Else.';
        if (message.role === 'assistant') message.reasoning_content = 'Else.';
      }
    },
  },
  placesForStrangers: (body) =>
    [body.messages, ...body.messages.map(({ content }: JsonValue) => content)].filter(
      Array.isArray,
    ),
  strangers: [
    { type: 'hologram', text: 'sealed', content: 'sealed' },
    { role: 'oracle', content: 'sealed', tool_call_id: 'call_1' },
    'sealed',
    null,
  ],
});

function wrapText(message: JsonValue): void {
  if (typeof message.content !== 'string') return;
  message.content = [{ type: 'text', text: message.content }];
}

function unwrapText(message: JsonValue): void {
  const { content } = message;
  if (!Array.isArray(content) || content.length !== 1 || content[0]?.type !== 'text') return;
  message.content = content[0].text;
}

function turnAround(message: JsonValue): void {
  const members = Object.entries(message).toReversed();
  for (const [name] of members) delete message[name];
  Object.assign(message, Object.fromEntries(members));
}
