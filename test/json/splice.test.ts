import { fc } from './properties.ts';
import { describe, expect, it } from 'vitest';
import type { Splice } from '../../src/json/document.ts';
import { applySplices, stringLiteral } from '../../src/json/splice.ts';

const BODY = Buffer.from('{"a":"één","b":[1.0]}');

describe('applySplices', () => {
  it('gives back the very buffer when there is nothing to do', () => {
    expect(applySplices(BODY, [])).toBe(BODY);
  });

  it('takes splices in any order and leaves the list alone', () => {
    const splices: readonly Splice[] = Object.freeze([
      { start: BODY.length, end: BODY.length, insert: '!' },
      { start: 5, end: 12, insert: '"ça"' },
      { start: 0, end: 0, insert: ' ' },
    ]);
    expect(applySplices(BODY, splices).toString()).toBe(' {"a":"ça","b":[1.0]}!');
  });

  it('takes neighbours and keeps insertions at one place in the order given', () => {
    const insertions = ['1', '2', '3'].map((insert) => ({ start: 2, end: 2, insert }));
    const neighbours = [
      { start: 4, end: 4, insert: '!' },
      { start: 2, end: 4, insert: 'B' },
      { start: 0, end: 2, insert: 'A' },
    ];
    expect(applySplices(Buffer.from('abcd'), [...neighbours, ...insertions]).toString()).toBe(
      'A123B!',
    );
  });

  it.each([
    [
      'overlap',
      [
        { start: 1, end: 4, insert: '' },
        { start: 3, end: 5, insert: '' },
      ],
    ],
    [
      'nest',
      [
        { start: 1, end: 6, insert: '' },
        { start: 2, end: 3, insert: '' },
      ],
    ],
    [
      'repeat',
      [
        { start: 1, end: 2, insert: '' },
        { start: 1, end: 2, insert: '' },
      ],
    ],
    ['run backwards', [{ start: 3, end: 2, insert: '' }]],
    ['start before the body', [{ start: -1, end: 2, insert: '' }]],
    ['end behind the body', [{ start: 0, end: BODY.length + 1, insert: '' }]],
    ['have no number', [{ start: Number.NaN, end: 2, insert: '' }]],
    ['start in half a byte', [{ start: 0.5, end: 2, insert: '' }]],
    ['end in half a byte', [{ start: 0, end: 1.5, insert: '' }]],
  ])('throws when splices %s', (_, splices) => {
    expect(() => applySplices(BODY, splices)).toThrow(/^Splice/);
  });

  it('leaves every byte outside the splices as it was', () => {
    const cases = fc.record({
      bytes: fc.uint8Array({ maxLength: 60 }),
      cuts: fc.uniqueArray(fc.nat(60), { maxLength: 8 }),
      inserts: fc.array(fc.string({ unit: 'binary', maxLength: 5 }), {
        minLength: 4,
        maxLength: 4,
      }),
      turned: fc.boolean(),
    });
    fc.assert(
      fc.property(cases, ({ bytes, cuts, inserts, turned }) => {
        const body = Buffer.from(bytes);
        const splices = splicesAt(
          cuts.filter((cut) => cut <= body.length),
          inserts,
        );
        const before = Buffer.from(body);
        const result = applySplices(body, turned ? splices.toReversed() : splices);
        expect(result.equals(splicedBySlices(body, splices))).toBe(true);
        expect(body.equals(before)).toBe(true);
      }),
    );
  });
});

describe('stringLiteral', () => {
  it('reads back as the same text and survives UTF-8', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary' }),
        fc.constantFrom('', '\ud800', '\udc00'),
        (text, lone) => {
          const literal = stringLiteral(text + lone);
          expect(JSON.parse(literal)).toBe(text + lone);
          expect(Buffer.from(literal).toString()).toBe(literal);
        },
      ),
    );
  });
});

/** Pairs of cuts become ranges that never overlap. */
function splicesAt(cuts: readonly number[], inserts: readonly string[]): readonly Splice[] {
  const ordered = cuts.toSorted((a, b) => a - b);
  return inserts.flatMap((insert, index) => {
    const [start, end] = ordered.slice(index * 2, index * 2 + 2);
    return start === undefined || end === undefined ? [] : [{ start, end, insert }];
  });
}

function splicedBySlices(body: Buffer, splices: readonly Splice[]): Buffer {
  const pieces: Buffer[] = [];
  let read = 0;
  for (const { start, end, insert } of splices) {
    pieces.push(body.subarray(read, start), Buffer.from(insert));
    read = end;
  }
  return Buffer.concat([...pieces, body.subarray(read)]);
}
