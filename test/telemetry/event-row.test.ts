import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { eventOfRow, eventRow } from '../../src/telemetry/event-row.ts';
import { anyEvents, keptText, replacedText, requestEvent } from './events.ts';

describe('eventRow', () => {
  it('gives every event back', () => {
    fc.assert(
      fc.property(anyEvents, (events) => {
        for (const event of events) {
          if (event.type === 'request')
            expect(eventOfRow({ id: 1, ...eventRow(event) })).toEqual(event);
        }
      }),
      { numRuns: 100, seed: 20261123 },
    );
  });

  it('gives back all that an event may hold', () => {
    const event = requestEvent({
      wire: 'anthropic-messages',
      agent: 'claude-cli/2.1.330',
      conversation: 'c-1',
      arm: 'plain',
      project: 'shop',
      reason: 'ab-plain',
      aborted: true,
      retrieval: 'shell',
      usage: { input: 1, output: 2, cacheRead: 3, cacheWrite5m: 4, cacheWrite1h: 5 },
      sentTokens: 12,
      volatile: [{ part: 'system', kind: 'date', atShare: 0.5, tokensBehind: 40 }],
      replaced: [{ key: 'k', by: 'log', tokensBefore: 9, tokensAfter: 3 }],
    });
    expect(eventOfRow({ id: 1, ...eventRow(event) })).toEqual(event);
    for (const name of ['volatile', 'replaced'])
      expect(eventOfRow({ id: 1, ...eventRow(requestEvent()) })).not.toHaveProperty(name);
  });

  it('has sums of what was new and what was replayed in columns of their own', () => {
    const texts = [replacedText(), keptText({ tokensBefore: 70 }), replacedText({ first: false })];
    expect(eventRow(requestEvent({ texts }))).toMatchObject({
      firstTokensBefore: 1070,
      firstTokensAfter: 470,
      replayedTokensBefore: 1000,
      replayedTokensAfter: 400,
    });
  });

  it('believes no counts that nobody can have counted, which older versions wrote down', () => {
    const usage = { input: 5, output: 1, cacheRead: 0, cacheWrite5m: 0, cacheWrite1h: 0 };
    const read = (changes: object) =>
      eventOfRow({ id: 1, ...eventRow(requestEvent({ usage })), ...changes })?.usage;
    expect(read({})).toEqual(usage);
    expect(read({ inputTokens: Infinity })).toBeUndefined();
    expect(read({ outputTokens: -Infinity })).toBeUndefined();
  });

  it.each([undefined, '', '{"texts":', 'null', '{}'])(
    'takes no event from a row with detail %j',
    (detail) => {
      const { detail: _detail, ...row } = eventRow(requestEvent());
      expect(
        eventOfRow({ id: 1, ...row, ...(detail !== undefined && { detail }) }),
      ).toBeUndefined();
    },
  );
});
