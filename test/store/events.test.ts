import { describe, expect, it } from 'vitest';
import type { EventRow, NewEvent } from '../../src/store/events.ts';
import type { Store } from '../../src/store/open-store.ts';
import { done, openedStore } from '../helpers/opened-store.ts';

const FULL: NewEvent = {
  atMs: 5_000,
  provider: 'anthropic',
  wire: 'anthropic-messages',
  purpose: 'send',
  agent: 'claude-cli',
  conversation: 'c1',
  project: 'p1',
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
    expect(allOf(store)).toEqual([
      { id: 1, ...FULL },
      { id: 2, atMs: 6_000, aborted: true },
    ]);
  });

  it('are read by time, also when they were written late', () => {
    const { store } = openedStore();
    const rows = [100, 300, 200, 400, 300].map((atMs) => ({ atMs }));
    done(store.events.append(rows));
    const times = (sinceMs: number, beforeMs: number): number[] => {
      const seen: number[] = [];
      done(store.events.between({ sinceMs, beforeMs }, ({ atMs }) => seen.push(atMs)));
      return seen;
    };
    expect(times(0, 1_000)).toEqual([100, 200, 300, 300, 400]);
    expect(times(200, 400)).toEqual([200, 300, 300]);
    expect(times(500, 1_000)).toEqual([]);
  });

  it('are visited page by page, in both orders, and from an earlier end on', () => {
    const { store } = openedStore();
    done(store.events.append(Array.from({ length: 1_203 }, () => ({ atMs: 1_000 }))));
    const everyId = Array.from({ length: 1_203 }, (_, n) => n + 1);
    expect(allOf(store).map(({ id }) => id)).toEqual(everyId);
    const byTime: number[] = [];
    done(store.events.between({ sinceMs: 0, beforeMs: 1_001 }, ({ id }) => byTime.push(id)));
    expect(byTime).toEqual(everyId);
    const later: number[] = [];
    done(store.events.append([{ atMs: 9_000 }]));
    done(store.events.each(1_202, ({ id }) => later.push(id)));
    expect(later).toEqual([1_203, 1_204]);
  });

  it('leave faults of the visitor to the visitor', () => {
    const { store } = openedStore();
    done(store.events.append([{ atMs: 1 }]));
    const fault = new Error('ours');
    expect(() =>
      store.events.each(0, () => {
        throw fault;
      }),
    ).toThrow(fault);
  });
});

function allOf(store: Store): readonly EventRow[] {
  const rows: EventRow[] = [];
  done(store.events.each(0, (row) => rows.push(row)));
  return rows;
}
