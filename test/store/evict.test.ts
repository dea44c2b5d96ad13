import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { openDatabase } from '../../src/store/database.ts';
import { done, keyOf, openedStore, originalOf } from '../helpers/opened-store.ts';

const TEXT_BYTES = 8_000;

/** Originals of one size that will not deflate much, one a second, each behind a decision. */
function filled(count: number) {
  const opened = openedStore();
  const originals = Array.from({ length: count }, () =>
    originalOf(randomBytes(TEXT_BYTES).toString('latin1')),
  );
  for (const [n, original] of originals.entries()) {
    const row = {
      key: keyOf(String(n)),
      action: 'replace',
      text: 'short',
      handle: original.handle,
    };
    done(opened.store.commit({ decisions: [row as never], originals: [original] }));
    opened.clock.ms += 1_000;
  }
  return { ...opened, originals };
}

describe('evict', () => {
  it('does nothing while there is room', () => {
    const { store } = filled(3);
    expect(done(store.evict({ maxBytes: 1e9, keepUsedSinceMs: Infinity }))).toMatchObject({
      originals: 0,
      decisions: 0,
    });
  });

  it('drops the longest unused with their decisions until the rest fits', () => {
    const { store, originals, clock } = filled(120);
    done(store.originals.touch([originals[0]?.handle ?? '']));
    const before = done(store.evict({ maxBytes: 1e9, keepUsedSinceMs: 0 })).remainingBytes;
    const evicted = done(store.evict({ maxBytes: before / 4, keepUsedSinceMs: clock.ms }));
    expect(evicted.remainingBytes).toBeLessThanOrEqual(before / 4);
    expect(evicted.remainingBytes).toBeGreaterThan(before / 5);
    const after = done(store.evict({ maxBytes: 1e9, keepUsedSinceMs: 0 }));
    expect(after.remainingBytes).toBe(evicted.remainingBytes);
    expect(evicted.decisions).toBe(evicted.originals);
    const left = done(store.originals.list(1_000)).map(({ handle }) => handle);
    expect(left).toHaveLength(120 - evicted.originals);
    // The first was used last; of the others the newest are left.
    expect(new Set(left)).toEqual(
      new Set([
        originals[0]?.handle,
        ...originals.slice(evicted.originals + 1).map((o) => o.handle),
      ]),
    );
    const keys = originals.map((_, n) => keyOf(String(n)));
    expect(done(store.decisions.read(keys)).size).toBe(left.length);
  });

  it('counts what is sent in place of a text, too', () => {
    const { store } = filled(1);
    const left = (): number =>
      done(store.evict({ maxBytes: 1e9, keepUsedSinceMs: 0 })).remainingBytes;
    const before = left();
    const text = randomBytes(TEXT_BYTES).toString('hex');
    const row = { key: keyOf('long'), action: 'replace', text };
    done(store.commit({ decisions: [row as never], originals: [] }));
    expect(left() - before).toBeGreaterThanOrEqual(TEXT_BYTES);
  });

  it('never drops what was used since', () => {
    const { store, clock } = filled(10);
    const evicted = done(store.evict({ maxBytes: 0, keepUsedSinceMs: clock.ms - 3_000 }));
    expect(evicted.originals).toBe(7);
    expect(done(store.originals.list(100))).toHaveLength(3);
  });

  it('drops few at a time for a caller that has no time', () => {
    const { store, clock } = filled(120);
    const limits = { maxBytes: 0, keepUsedSinceMs: clock.ms, mostOriginals: 60 };
    expect(done(store.evict(limits)).originals).toBe(100);
    expect(done(store.evict(limits)).originals).toBe(20);
    expect(done(store.evict(limits))).toEqual({ originals: 0, decisions: 0, remainingBytes: 0 });
  });

  it('gives the room back to the disk', () => {
    const { store, clock } = filled(40);
    done(store.evict({ maxBytes: 0, keepUsedSinceMs: clock.ms }));
    const database = openDatabase(store.file, { busyTimeoutMs: 1_000 });
    expect(database.get('PRAGMA freelist_count', [])).toEqual({ freelist_count: 0 });
    expect(Number(database.get('PRAGMA page_count', [])?.['page_count'])).toBeLessThan(40);
    database.close();
  });

  it('forgets old rows only when it is asked to', () => {
    const { store, clock } = openedStore();
    const keep = { action: 'keep', reason: 'too-short' } as const;
    done(store.commit({ decisions: [{ key: keyOf('old'), ...keep }], originals: [] }));
    const retrieval = { handle: 'aaaaaaaaaaaa', way: 'cli', sliced: false, tokens: 1 } as const;
    done(
      store.retrievals.append([
        { atMs: clock.ms, ...retrieval },
        { atMs: clock.ms + 500, ...retrieval },
      ]),
    );
    done(store.events.append([{ atMs: clock.ms }, { atMs: clock.ms + 500 }]));
    clock.ms += 1_000;
    done(store.commit({ decisions: [{ key: keyOf('new'), ...keep }], originals: [] }));
    const limits = { maxBytes: 0, keepUsedSinceMs: clock.ms };
    expect(done(store.evict(limits)).decisions).toBe(0);
    expect(done(store.evict({ ...limits, forgetBeforeMs: clock.ms - 500 })).decisions).toBe(1);
    expect([...done(store.decisions.read([keyOf('old'), keyOf('new')])).keys()]).toEqual([
      keyOf('new'),
    ]);
    expect(done(store.retrievals.since(0))).toHaveLength(1);
    let events = 0;
    done(store.events.each(0, () => events++));
    expect(events).toBe(1);
  });
});
