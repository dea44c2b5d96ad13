import { describe, expect, it } from 'vitest';
import type { JsonDocument, JsonNode } from '../../src/json/document.ts';
import { parseJson } from '../../src/json/parse.ts';
import { itemsOf } from '../../src/json/read.ts';
import { createEarlierBodies, type EarlierBodies } from '../../src/wire/earlier-bodies.ts';
import type { WireFormat } from '../../src/wire/wire-format.ts';
import { type Seeded, seeded } from '../helpers/seeded.ts';
import { FORMATS } from '../laws/bodies.ts';

const LONG = 'x'.repeat(300);

function read(bytes: Buffer): JsonDocument {
  const parsed = parseJson(bytes);
  if (!parsed.ok) throw new Error(parsed.reason);
  return parsed.document;
}

function list(...texts: readonly string[]): JsonDocument {
  return read(Buffer.from(JSON.stringify(texts)));
}

function open(bodies: EarlierBodies, body: JsonDocument) {
  const reader = bodies.open(body);
  return itemsOf(body.root).map((node: JsonNode) => reader(node));
}

describe('earlier bodies', () => {
  it('give a text that stands at the same bytes again, and read what is new', () => {
    const bodies = createEarlierBodies();
    const [first] = open(bodies, list(`${LONG}1`));
    const [again, other] = open(bodies, list(`${LONG}1`, `${LONG}2`));
    expect(again).toBe(first);
    expect(other).toMatchObject({ text: `${LONG}2` });
  });

  it('read a text anew where one byte of it is another', () => {
    const bodies = createEarlierBodies();
    open(bodies, list(`${LONG}1`));
    expect(open(bodies, list(`${LONG}2`))).toMatchObject([{ text: `${LONG}2` }]);
  });

  it('forget the oldest when there is too much of them, and never keep one that is too large', () => {
    const size = list(`${LONG}1`).bytes.length;
    const bodies = createEarlierBodies(size * 2);
    const [first] = open(bodies, list(`${LONG}1`));
    const [second] = open(bodies, list(`${LONG}2`));
    open(bodies, list(`${LONG}3`));
    expect(open(bodies, list(`${LONG}2`))[0]).toBe(second);
    expect(open(bodies, list(`${LONG}1`))[0]).not.toBe(first);
    const large = list(LONG, LONG, LONG);
    expect(open(bodies, large)[0]).not.toBe(open(bodies, large)[0]);
  });

  it('serve two conversations in turn', () => {
    const bodies = createEarlierBodies();
    const [mine] = open(bodies, list(`${LONG}1`));
    const [yours] = open(bodies, list(`${LONG}2`));
    expect(open(bodies, list(`${LONG}1`, 'and'))[0]).toBe(mine);
    expect(open(bodies, list(`${LONG}2`, 'and'))[0]).toBe(yours);
  });
});

const CASES = FORMATS.flatMap(({ wire, bodies }) => bodies.map((body) => ({ wire, ...body })));

it.each(CASES)('$wire.name: $name has the same segments with them', ({ wire, name, bytes }) => {
  const random = seeded(name.length * 31 + bytes.length);
  const bodies = createEarlierBodies();
  let readable = 0;
  for (let round = 0; round < 40; round++) {
    const parsed = parseJson(round % 3 === 0 ? bytes : lengthened(bytes, random));
    if (!parsed.ok) continue;
    readable++;
    expect(segments(wire, parsed.document, bodies)).toEqual(segments(wire, parsed.document));
  }
  expect(readable).toBeGreaterThan(15);
});

/** Some text longer or otherwise, so that everything behind it has moved or not. */
function lengthened(bytes: Buffer, random: Seeded): Buffer {
  const words = [...bytes.toString('latin1').matchAll(/[a-z]{3,}/gi)];
  const at = random.pick(words)?.index ?? 0;
  const insert = random.pick(['word ', 'x'.repeat(400), '']);
  const keptFrom = at + (random.below(2) === 0 ? 0 : insert.length);
  return Buffer.concat([bytes.subarray(0, at), Buffer.from(insert), bytes.subarray(keptFrom)]);
}

function segments(wire: WireFormat, body: JsonDocument, bodies?: EarlierBodies) {
  return [...wire.segments(body, { read: bodies?.open(body) })];
}
