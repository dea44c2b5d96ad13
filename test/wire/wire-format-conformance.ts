// What every wire format must hold, whatever its grammar. Run it against each implementation with bodies of its own.
import { describe, expect, it } from 'vitest';
import type { JsonDocument } from '../../src/json/document.ts';
import { readString } from '../../src/json/read.ts';
import { applySplices, stringLiteral } from '../../src/json/splice.ts';
import { segmentKey } from '../../src/wire/segment-key.ts';
import type { Segment, WireFormat } from '../../src/wire/wire-format.ts';
import { readDocument } from '../json/read-document.ts';
import type { WireBody } from './wire-fixtures.ts';

/** A value made by JSON.parse; every call of a fixture function gets one of its own to change. */
export type JsonValue = ReturnType<typeof JSON.parse>;

export interface WireFixtures {
  readonly bodies: readonly WireBody[];
  /** The turns of conversations, each body continuing the one before. */
  readonly conversations: readonly (readonly Buffer[])[];
  /** Changes that clients make from turn to turn without changing what is said. */
  readonly rephrasings: Readonly<Record<string, (body: JsonValue) => void>>;
  /** Every array of a body that next month's block, turn or item may appear in. */
  readonly placesForStrangers: (body: JsonValue) => readonly unknown[][];
  readonly strangers: readonly JsonValue[];
}

/** Registers the suite. */
export function testWireFormat(format: WireFormat, fixtures: WireFixtures): void {
  describe(`${format.name}: segments`, () => {
    for (const body of fixtures.bodies) describe(body.name, () => testBody(format, fixtures, body));
  });
  for (const [index, turns] of fixtures.conversations.entries()) {
    describe(`${format.name}: conversation ${index + 1}`, () => testConversation(format, turns));
  }
}

function testBody(format: WireFormat, fixtures: WireFixtures, { bytes }: WireBody): void {
  const body = readDocument(bytes);
  const segments = [...format.segments(body)];

  it('are strings of the body, one after the other, and say what is written there', () => {
    let last = 0;
    for (const { node, text } of segments) {
      expect(node.start).toBeGreaterThanOrEqual(last);
      expect(node.end).toBeGreaterThan(node.start);
      expect(node.end).toBeLessThanOrEqual(bytes.length);
      expect(readString(body, node)).toBe(text);
      last = node.end;
    }
  });

  it('have keys of their own, and are the same when read again', () => {
    const keys = segments.map(({ key }) => key);
    for (const key of keys) expect(key).toMatch(/^[0-9a-f]{64}$/);
    expect(new Set(keys).size).toBe(keys.length);
    expect([...format.segments(body)]).toEqual(segments);
  });

  it('have the keys that ledgers on disk know them by: call, place in its result, and text', () => {
    const parts = new Map<string, number>();
    for (const { key, kind, callId, text } of segments) {
      if (callId === undefined) continue;
      const part = parts.get(callId) ?? 0;
      parts.set(callId, part + 1);
      expect(key).toBe(segmentKey({ kind, callId, part, text }));
    }
  });

  it('are live only behind the settled ones', () => {
    const zones = segments.map(({ zone }) => zone);
    expect(zones).toEqual(zones.toSorted().toReversed());
  });

  it('are all that changes when every one of them is replaced', () => {
    const replaced = applySplices(
      bytes,
      segments.map(({ node: { start, end } }) => ({ start, end, insert: stringLiteral('X') })),
    );
    expect(sealedPieces(replaced, [...format.segments(readDocument(replaced))])).toEqual(
      sealedPieces(bytes, segments),
    );
    expect([...format.segments(readDocument(replaced))].map(placeOf)).toEqual(
      segments.map(placeOf),
    );
  });

  it('do not depend on JSON spacing', () => {
    for (const space of [0, 1, '\t']) {
      const spaced = readDocument(JSON.stringify(valueOf(bytes), null, space));
      expect([...format.segments(spaced)].map(meaningOf)).toEqual(segments.map(meaningOf));
      expect(answersOf(format, spaced)).toEqual(answersOf(format, body));
    }
  });

  it.each(Object.entries(fixtures.rephrasings))('do not depend on %s', (_, rephrase) => {
    const value = valueOf(bytes);
    rephrase(value);
    const rephrased = readDocument(JSON.stringify(value));
    expect([...format.segments(rephrased)].map(meaningOf)).toEqual(segments.map(meaningOf));
    expect(answersOf(format, rephrased)).toEqual(answersOf(format, body));
  });

  it('do not change when a stranger appears anywhere', () => {
    for (const stranger of fixtures.strangers) {
      for (const strange of bodiesWith(stranger, { fixtures, bytes })) {
        expect([...format.segments(strange)].map(meaningOf)).toEqual(segments.map(meaningOf));
        expect(answersOf(format, strange)).toEqual(answersOf(format, body));
      }
    }
  });
}

function testConversation(format: WireFormat, turns: readonly Buffer[]): void {
  const segmentsByTurn = turns.map((bytes) => [...format.segments(readDocument(bytes))]);

  it('has more than one turn', () => {
    expect(turns.length).toBeGreaterThan(1);
  });

  it('repeats the keys of each turn at the start of the next, and settles them there', () => {
    for (const [index, segments] of segmentsByTurn.slice(1).entries()) {
      const before = segmentsByTurn[index] ?? [];
      const again = segments.slice(0, before.length);
      expect(again.map(({ key }) => key)).toEqual(before.map(({ key }) => key));
      expect(new Set(again.map(({ zone }) => zone))).toEqual(new Set(['settled']));
    }
  });

  it('has something new and live in every turn', () => {
    for (const segments of segmentsByTurn) {
      expect(segments.some(({ zone }) => zone === 'live')).toBe(true);
    }
  });
}

/** One body for every place the stranger can be put in. */
function* bodiesWith(
  stranger: JsonValue,
  { fixtures, bytes }: { fixtures: WireFixtures; bytes: Buffer },
): Iterable<JsonDocument> {
  const places = fixtures.placesForStrangers(valueOf(bytes));
  for (const [which, place] of places.entries()) {
    for (let index = 0; index <= place.length; index++) {
      const value = valueOf(bytes);
      fixtures.placesForStrangers(value)[which]?.splice(index, 0, stranger);
      yield readDocument(JSON.stringify(value));
    }
  }
}

function valueOf(bytes: Buffer): JsonValue {
  return JSON.parse(bytes.toString());
}

/** What a segment says, apart from where it is and how the body around it is written. */
function meaningOf({ node: _node, toolInput, ...meaning }: Segment): unknown {
  const input = toolInput === undefined ? undefined : JSON.stringify(JSON.parse(toolInput));
  return { ...meaning, input };
}

function placeOf({ key: _key, node: _node, text: _text, ...place }: Segment): unknown {
  return place;
}

function answersOf(format: WireFormat, body: JsonDocument): unknown {
  return [format.model(body), format.question(body), format.retrieval(body)];
}

function sealedPieces(bytes: Buffer, segments: readonly Segment[]): readonly string[] {
  const starts = [0, ...segments.map(({ node }) => node.end)];
  const ends = [...segments.map(({ node }) => node.start), bytes.length];
  return starts.map((start, index) => bytes.toString('latin1', start, ends[index]));
}
