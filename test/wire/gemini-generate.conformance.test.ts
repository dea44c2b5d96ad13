import { geminiGenerate } from '../../src/wire/gemini-generate.ts';
import { type JsonValue, testWireFormat } from './wire-format-conformance.ts';
import { readWireBodies, readWireConversation } from './wire-fixtures.ts';

testWireFormat(geminiGenerate, {
  bodies: readWireBodies('gemini-generate'),
  conversations: [readWireConversation('gemini-generate')],
  rephrasings: {
    'roles that the user may leave out': (body) => {
      for (const turn of turnsOf(body)) if (turn.role === 'user') delete turn.role;
    },
    'members in another order': (body) => {
      turnsOf(body).forEach(turnAround);
      partsOf(body).forEach(turnAround);
    },
    'names in snake case': (body) => partsOf(body).forEach(toSnakeCase),
    'sealed turns said otherwise': (body) => {
      const request = requestOf(body);
      if (request.systemInstruction !== undefined) request.systemInstruction = { parts: [] };
      for (const part of partsOf(body)) if (part.thought === true) part.text = 'Else.';
    },
  },
  placesForStrangers: (body) =>
    [turnsOf(body), ...turnsOf(body).map(({ parts }) => parts)].filter(Array.isArray),
  strangers: [
    { hologram: { text: 'sealed' }, parts: [{ hologram: 'sealed' }] },
    { role: 'oracle', parts: [{ text: 'sealed' }] },
    'sealed',
    null,
  ],
});

function requestOf(body: JsonValue): JsonValue {
  return body.request ?? body.generateContentRequest ?? body;
}

function turnsOf(body: JsonValue): JsonValue[] {
  return requestOf(body).contents;
}

function partsOf(body: JsonValue): readonly JsonValue[] {
  return turnsOf(body).flatMap(({ parts }) => parts ?? []);
}

function turnAround(value: JsonValue): void {
  const members = Object.entries(value).toReversed();
  for (const [name] of members) delete value[name];
  Object.assign(value, Object.fromEntries(members));
}

function toSnakeCase(part: JsonValue): void {
  for (const name of ['functionCall', 'functionResponse', 'thoughtSignature']) {
    if (part[name] === undefined) continue;
    part[name.replace(/[A-Z]/, (letter) => `_${letter.toLowerCase()}`)] = part[name];
    delete part[name];
  }
}
