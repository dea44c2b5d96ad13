import { openaiResponses } from '../../src/wire/openai-responses.ts';
import { type JsonValue, testWireFormat } from './wire-format-conformance.ts';
import { readWireBodies, readWireConversation } from './wire-fixtures.ts';

testWireFormat(openaiResponses, {
  bodies: readWireBodies('openai-responses'),
  conversations: [readWireConversation('openai-responses')],
  rephrasings: {
    'strings where one text part could stand': (body) => eachHolder(body, unwrapText),
    'parts where a string could stand': (body) => eachHolder(body, wrapText),
    'types that a message may leave out': (body) => {
      for (const item of itemsOf(body)) if (item.type === 'message') delete item.type;
    },
    'members in another order': (body) => itemsOf(body).forEach(turnAround),
    'ids that the client numbers anew': (body) => {
      for (const item of itemsOf(body)) if (item.call_id !== undefined) item.id = 'item_new';
    },
    'sealed items said otherwise': (body) => {
      for (const item of itemsOf(body)) {
        if (item.type === 'reasoning') item.encrypted_content = 'ZWxzZQ==';
        if (item.role === 'developer' && item.type === 'message') item.content = 'Else.';
      }
    },
  },
  placesForStrangers: (body) =>
    [body.input, ...holders(body).map(([item, name]) => item[name])].filter(Array.isArray),
  strangers: [
    { type: 'hologram', text: 'sealed', content: 'sealed', output: 'sealed' },
    { type: 'telepathy_output', call_id: 'call_1', output: 'sealed' },
    { role: 'oracle', content: 'sealed' },
    'sealed',
    null,
  ],
});

function itemsOf(body: JsonValue): readonly JsonValue[] {
  return Array.isArray(body.input) ? body.input : [];
}

function holders(body: JsonValue): readonly [JsonValue, string][] {
  return itemsOf(body).map((item) => [item, item.output === undefined ? 'content' : 'output']);
}

function eachHolder(body: JsonValue, change: (holder: JsonValue, name: string) => void): void {
  for (const [item, name] of holders(body)) change(item, name);
}

function wrapText(holder: JsonValue, name: string): void {
  if (typeof holder[name] === 'string') holder[name] = [{ type: 'input_text', text: holder[name] }];
}

function unwrapText(holder: JsonValue, name: string): void {
  const parts = holder[name];
  if (!Array.isArray(parts) || parts.length !== 1 || parts[0]?.type !== 'input_text') return;
  holder[name] = parts[0].text;
}

function turnAround(item: JsonValue): void {
  const members = Object.entries(item).toReversed();
  for (const [name] of members) delete item[name];
  Object.assign(item, Object.fromEntries(members));
}
