// Bodies damaged at random, the same way on every run: nothing may throw, hang, or disagree with JSON.parse.
import { isUtf8 } from 'node:buffer';
import { expect, it } from 'vitest';
import type { JsonDocument } from '../../src/json/document.ts';
import { parseJson } from '../../src/json/parse.ts';
import { applySplices, stringLiteral } from '../../src/json/splice.ts';
import { type Seeded, seeded } from '../helpers/seeded.ts';
import type { WireFormat } from '../../src/wire/wire-format.ts';
import { FORMATS } from '../laws/bodies.ts';

const ROUNDS = 60;
const SNIPPETS = [
  '"',
  '\\',
  '{',
  '}',
  '[',
  ']',
  ',',
  ':',
  '0',
  '-',
  'null',
  '\u0000',
  '\ufeff',
  '"text":',
  '"type":"text"',
  '\\u00',
  '[[[[',
];

const MUTATIONS: readonly ((bytes: Buffer, random: Seeded) => Buffer)[] = [
  (bytes, random) => bytes.subarray(0, random.below(bytes.length)),
  (bytes, random) => Buffer.concat([bytes, bytes.subarray(random.below(bytes.length))]),
  (bytes, random) => {
    const changed = Buffer.from(bytes);
    changed[random.below(bytes.length)] = random.below(256);
    return changed;
  },
  (bytes, random) => spliceAt(bytes, random, Buffer.from(random.pick(SNIPPETS))),
  (bytes, random) => {
    const from = random.below(bytes.length);
    return spliceAt(bytes, random, bytes.subarray(from, from + random.below(300)));
  },
  (bytes, random) => {
    const from = random.below(bytes.length);
    return Buffer.concat([bytes.subarray(0, from), bytes.subarray(from + random.below(50))]);
  },
  // Renames one member or value, which leaves JSON of another meaning.
  (bytes, random) => swapWord(bytes, random),
];

const CASES = FORMATS.flatMap(({ wire, bodies }) => bodies.map((body) => ({ wire, ...body })));

it.each(CASES)('$wire.name: $name survives damage', ({ wire, name, bytes }) => {
  const random = seeded(name.length * 1009 + bytes.length);
  let readable = 0;
  for (let round = 0; round < ROUNDS; round++) {
    let damaged = bytes;
    for (let times = 0; times <= random.below(2); times++) {
      damaged = random.pick(MUTATIONS)(damaged, random);
    }
    const result = parseJson(damaged);
    const accepted = result.ok || result.reason === 'duplicate-key';
    expect(accepted).toBe(isUtf8(damaged) && isJson(damaged.toString()));
    if (!result.ok) continue;
    readable++;
    expectReplaceable(wire, result.document);
  }
  expect(readable).toBeGreaterThan(0);
});

function expectReplaceable(wire: WireFormat, body: JsonDocument): void {
  wire.question(body);
  wire.retrieval(body);
  wire.usage(body);
  wire.calls?.(body);
  const segments = [...wire.segments(body)];
  const splices = segments.map(({ node: { start, end }, text }) => ({
    start,
    end,
    insert: stringLiteral(text),
  }));
  const result = parseJson(applySplices(body.bytes, splices));
  expect(result.ok && [...wire.segments(result.document)].map(({ key }) => key)).toEqual(
    segments.map(({ key }) => key),
  );
}

function spliceAt(bytes: Buffer, random: Seeded, insert: Buffer): Buffer {
  const at = random.below(bytes.length + 1);
  return Buffer.concat([bytes.subarray(0, at), insert, bytes.subarray(at)]);
}

function swapWord(bytes: Buffer, random: Seeded): Buffer {
  const words = [
    '"content"',
    '"role"',
    '"user"',
    '"assistant"',
    '"text"',
    '"tool_result"',
    '"tool_use_id"',
    '"messages"',
    '"tool_calls"',
    '"tool_call_id"',
    '"input"',
    '"output"',
    '"call_id"',
    '"type"',
    '"contents"',
    '"parts"',
    '"functionResponse"',
    '"response"',
  ];
  return Buffer.from(bytes.toString().replace(random.pick(words), random.pick(words)));
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
