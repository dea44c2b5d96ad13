import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { segmentKey } from '../../src/wire/segment-key.ts';
import { fc } from '../json/properties.ts';

describe('segmentKey', () => {
  it('stays what it is from version to version: ledgers on disk are read with it', () => {
    const byHand = (head: string, text: string) =>
      createHash('sha256').update(`${head.length}:${head}${text}`).digest('hex');
    expect(segmentKey({ kind: 'tool-output', callId: 'toolu_1', part: 0, text: 'ok' })).toBe(
      '957eb8580c7eb408298aa57f3f5aaa3259d80bc6c151ee8b48b54cec25231913',
    );
    expect(segmentKey({ kind: 'tool-output', callId: 'toolu_1', part: 0, text: 'ok' })).toBe(
      byHand('["tool-output","toolu_1",0,"utf8"]', 'ok'),
    );
    expect(segmentKey({ kind: 'user-text', part: 2, text: 'go on', occurrence: 3 })).toBe(
      byHand('["user-text",3,2,"utf8"]', 'go on'),
    );
  });

  it('does not count occurrences where there is a call id', () => {
    const identity = { kind: 'tool-output', callId: 'a', part: 0, text: 'x' } as const;
    expect(segmentKey({ ...identity, occurrence: 4 })).toBe(segmentKey(identity));
  });

  it('takes an absent occurrence as the first', () => {
    const identity = { kind: 'user-text', part: 0, text: 'x' } as const;
    expect(segmentKey({ ...identity, occurrence: 0 })).toBe(segmentKey(identity));
  });

  it('tells apart texts that UTF-8 alone would make equal', () => {
    const texts = ['\ufffd', '\ud800', '\udc00', '\ud801', 'a\ud800', 'a\ufffd', '\udc00\ud800'];
    const keys = texts.map((text) => segmentKey({ kind: 'user-text', part: 0, text }));
    expect(new Set(keys).size).toBe(texts.length);
  });

  it('tells apart call ids that UTF-8 alone would make equal', () => {
    const keys = ['\ufffd', '\ud800', '\udc00', '\\ud800'].map((callId) =>
      segmentKey({ kind: 'tool-output', callId, part: 0, text: 'x' }),
    );
    expect(new Set(keys).size).toBe(4);
  });

  it('is the same only for the same identity', () => {
    const text = fc.string({ unit: fc.constantFrom(...'01:,"[]ut8 \\é\ud800'), maxLength: 6 });
    const identity = fc.record({
      kind: fc.constantFrom('tool-output', 'user-text'),
      callId: fc.option(text, { nil: undefined }),
      part: fc.nat(2),
      text,
      occurrence: fc.nat(2),
    });
    fc.assert(
      fc.property(identity, identity, (one, other) => {
        const same = (a: typeof one) =>
          JSON.stringify([a.kind, a.callId ?? a.occurrence, a.part, a.text]);
        expect(segmentKey(one) === segmentKey(other)).toBe(same(one) === same(other));
      }),
      { numRuns: 1000 },
    );
  });
});
