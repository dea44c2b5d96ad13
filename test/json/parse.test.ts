import { fc } from './properties.ts';
import { describe, expect, it } from 'vitest';
import type { JsonNode } from '../../src/json/document.ts';
import { parseInSteps, parseJson } from '../../src/json/parse.ts';
import { CONFUSING_JSON, jsonWithOddSpacing } from './arbitrary-json.ts';
import { readDocument } from './read-document.ts';

const LONE_SURROGATE = /\p{Surrogate}/u;

describe('step by step', () => {
  it('a body says the same, however short the steps are, and there are as many as it has bytes for', () => {
    const texts = fc.oneof(jsonWithOddSpacing(), fc.constantFrom(...CONFUSING_JSON));
    fc.assert(
      fc.property(texts, fc.integer({ min: 1, max: 40 }), (text, stepBytes) => {
        const bytes = Buffer.from(text);
        const parsing = parseInSteps(bytes, stepBytes);
        let step = parsing.next();
        while (step.done !== true) step = parsing.next();
        expect(step.value).toEqual(parseJson(bytes));
      }),
    );
    const long = Buffer.from(JSON.stringify(Array.from({ length: 50 }, () => 'four bytes')));
    expect([...parseInSteps(long, 100)].length).toBeGreaterThan(4);
  });
});

describe('what is accepted', () => {
  it.each(CONFUSING_JSON)('agrees with JSON.parse on %j', (text) => {
    expect(isAccepted(Buffer.from(text))).toBe(isAcceptedByJsonParse(text));
  });

  it('agrees with JSON.parse on JSON in any spacing', () => {
    fc.assert(
      fc.property(jsonWithOddSpacing(), (text) => {
        expect(isAcceptedByJsonParse(text)).toBe(true);
        expect(isAccepted(Buffer.from(text))).toBe(true);
      }),
    );
  });

  it('agrees with JSON.parse on JSON with one byte changed, added or taken away', () => {
    const edits = fc.record({
      text: jsonWithOddSpacing(),
      at: fc.nat(),
      removed: fc.integer({ min: 0, max: 1 }),
      added: fc.constantFrom('', ...'{}[]:,"\\u0019aeE+-. \n\t\u0000\u001f\u007f\ufeff\u00a0'),
    });
    fc.assert(
      fc.property(edits, ({ text, at, removed, added }) => {
        const place = at % (text.length + 1);
        const edited = text.slice(0, place) + added + text.slice(place + removed);
        fc.pre(!LONE_SURROGATE.test(edited));
        expect(isAccepted(Buffer.from(edited))).toBe(isAcceptedByJsonParse(edited));
      }),
    );
  });

  it('agrees with JSON.parse on every byte at every place of a string', () => {
    for (const byte of Array.from({ length: 0x80 }, (_, code) => code)) {
      for (const at of Array.from({ length: 9 }, (_, place) => place)) {
        const text = `["${'a'.repeat(at)}${String.fromCharCode(byte)}${'é'.repeat(3)}xyz"]`;
        expect([text, isAccepted(Buffer.from(text))]).toEqual([text, isAcceptedByJsonParse(text)]);
      }
    }
  });

  it('agrees with JSON.parse on noise made of JSON characters', () => {
    const noise = fc.string({
      unit: fc.constantFrom(...'{}[]:,"\\utrefalsn0123.-+eE \n'),
      maxLength: 12,
    });
    fc.assert(
      fc.property(noise, (text) => {
        expect(isAccepted(Buffer.from(text))).toBe(isAcceptedByJsonParse(text));
      }),
    );
  });
});

describe('the span tree', () => {
  it('covers exactly the bytes of every value', () => {
    fc.assert(
      fc.property(jsonWithOddSpacing(), (text) => {
        const { bytes, root } = readDocument(text);
        expect(valueOf(bytes, root)).toEqual(JSON.parse(text));
      }),
    );
  });

  it('keeps the order of integer-like names and takes __proto__ as any other name', () => {
    const { root } = readDocument('{"10":1,"9":2,"__proto__":{"polluted":true},"constructor":3}');
    expect(root.members?.map(([name]) => name)).toEqual(['10', '9', '__proto__', 'constructor']);
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });

  it('tells names apart, of one length and of many, however alike', () => {
    const names = Array.from({ length: 5000 }, (_, index) => index).flatMap((index) => [
      `name${index}`,
      `name${String(index).padStart(5, '0')}`,
    ]);
    const text = JSON.stringify(Object.fromEntries(names.map((name) => [name, 0])));
    expect(readDocument(text).root.members?.map(([name]) => name)).toEqual(names);
  });
});

describe('why a body cannot be read', () => {
  it.each([
    ['a torn sequence', [0x22, 0xe2, 0x82, 0x22]],
    ['an encoded surrogate', [0x22, 0xed, 0xa0, 0x80, 0x22]],
    ['an overlong slash', [0x22, 0xc0, 0xaf, 0x22]],
    ['a stray byte behind the value', [0x31, 0xff]],
  ])('invalid-utf8: %s', (_, bytes) => {
    expect(parseJson(Buffer.from(bytes))).toEqual({ ok: false, reason: 'invalid-utf8' });
  });

  it.each([
    '{"a":1,"a":2}',
    '{"a":1,"\\u0061":2}',
    '[{"deep":{"\\/":1,"/":1}}]',
    `{${Array.from({ length: 20 }, (_, index) => `"n${index}":0`).join()},"n7":1}`,
    '{"__proto__":1,"__proto__":2}',
  ])('duplicate-key: %s', (text) => {
    expect(parseJson(Buffer.from(text))).toEqual({ ok: false, reason: 'duplicate-key' });
  });

  it('takes the same name in different objects as different', () => {
    expect(isOk('[{"a":{"a":1}},{"a":1,"A":2,"a ":3}]')).toBe(true);
  });

  it('names a duplicate only where the rest is JSON', () => {
    expect(parseJson(Buffer.from('{"a":1,"a":2'))).toEqual({ ok: false, reason: 'not-json' });
  });

  it('reads 512 levels and no more', () => {
    expect(isOk('['.repeat(512) + ']'.repeat(512))).toBe(true);
    expect(isOk('{"a":'.repeat(512) + '0' + '}'.repeat(512))).toBe(true);
    expect(reasonOf('['.repeat(513) + ']'.repeat(513))).toBe('too-deep');
    expect(reasonOf('{"a":'.repeat(513) + '0' + '}'.repeat(513))).toBe('too-deep');
    expect(isOk(`[${'[[[]]],'.repeat(2000)}[]]`)).toBe(true);
  });

  it.each([5_001, 1_000_000])('survives %i levels', (levels) => {
    expect(reasonOf('['.repeat(levels) + ']'.repeat(levels))).toBe('too-deep');
    expect(reasonOf('['.repeat(levels))).toBe('too-deep');
    expect(reasonOf('[{"a":'.repeat(levels))).toBe('too-deep');
  });
});

function isOk(text: string): boolean {
  return parseJson(Buffer.from(text)).ok;
}

function reasonOf(text: string): string | undefined {
  const result = parseJson(Buffer.from(text));
  return result.ok ? undefined : result.reason;
}

/** JSON.parse takes repeated names; that refusal is ours alone. */
function isAccepted(bytes: Buffer): boolean {
  const result = parseJson(bytes);
  return result.ok || result.reason === 'duplicate-key';
}

function isAcceptedByJsonParse(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function valueOf(bytes: Buffer, node: JsonNode): unknown {
  if (node.items) return node.items.map((item) => valueOf(bytes, item));
  if (node.members) {
    return Object.fromEntries(node.members.map(([name, value]) => [name, valueOf(bytes, value)]));
  }
  const literal = bytes.toString('utf8', node.start, node.end);
  expect(literal).toBe(literal.trim());
  return JSON.parse(literal);
}
