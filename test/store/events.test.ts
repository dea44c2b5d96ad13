import { describe, expect, it } from 'vitest';
import type { EventRow, NewEvent } from '../../src/store/events.ts';
import { done, openedStore } from '../helpers/opened-store.ts';

const FULL: NewEvent = {
  atMs: 5_000,
  provider: 'anthropic',
  wire: 'anthropic-messages',
  purpose: 'send',
  agent: 'claude-cli',
  conversation: 'c1',
  model: 'm1',
  status: 200,
  reason: 'nothing-to-replace',
  inputTokens: 1,
  outputTokens: 2,
  cacheReadTokens: 3,
  cacheWrite5mTokens: 4,
  cacheWrite1hTokens: 5,
  firstTokensBefore: 6,
  firstTokensAfter: 7,
  replayedTokensBefore: 8,
  replayedTokensAfter: 9,
  bytesReceived: 10,
  bytesSent: 11,
  waitMs: 1.5,
  firstByteMs: 2.5,
  totalMs: 3.5,
  aborted: false,
  detail: JSON.stringify({ texts: ['ü'.repeat(500)] }),
};

describe('events', () => {
  it('come back whole, and with what they lack still lacking', () => {
    const { store } = openedStore();
    done(store.events.append([FULL, { atMs: 6_000, aborted: true }]));
    expect(done(store.events.since(0))).toEqual([
      { id: 1, ...FULL },
      { id: 2, atMs: 6_000, aborted: true },
    ]);
  });

  it('are read from a time on, also when they were written late', () => {
    const { store } = openedStore();
    const rows = [100, 300, 200, 400].map((atMs) => ({ atMs }));
    done(store.events.append(rows));
    const times = (since: number): number[] =>
      done(store.events.since(since)).map(({ atMs }) => atMs);
    expect(times(0)).toEqual([100, 300, 200, 400]);
    expect(times(200)).toEqual([300, 200, 400]);
    expect(times(500)).toEqual([]);
  });

  it('are visited page by page, and from an earlier end on', () => {
    const { store } = openedStore();
    done(store.events.append(Array.from({ length: 1_203 }, (_, n) => ({ atMs: 1_000 + n }))));
    const seen: EventRow[] = [];
    done(store.events.each({}, (row) => seen.push(row)));
    expect(seen.map(({ id }) => id)).toEqual(Array.from({ length: 1_203 }, (_, n) => n + 1));
    const later: number[] = [];
    done(store.events.each({ sinceMs: 1_100, afterId: 1_200 }, ({ id }) => later.push(id)));
    expect(later).toEqual([1_201, 1_202, 1_203]);
    done(store.events.append([{ atMs: 9_000 }]));
    done(store.events.each({ afterId: 1_203 }, ({ id }) => later.push(id)));
    expect(later.at(-1)).toBe(1_204);
  });

  it('leave faults of the visitor to the visitor', () => {
    const { store } = openedStore();
    done(store.events.append([{ atMs: 1 }]));
    const fault = new Error('ours');
    expect(() =>
      store.events.each({}, () => {
        throw fault;
      }),
    ).toThrow(fault);
  });
});
