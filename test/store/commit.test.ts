import { describe, expect, it } from 'vitest';
import type { DecisionRow } from '../../src/store/decisions.ts';
import { done, keyOf, openedStore, originalOf } from '../helpers/opened-store.ts';
import { startStoreProcess } from '../helpers/store-process.ts';
import { temporaryFolder } from '../helpers/temporary-home.ts';

function replaceRow(name: string, text: string, handle?: string): DecisionRow {
  return {
    key: keyOf(name),
    action: 'replace',
    text,
    by: 'log-select',
    kind: 'log',
    fidelity: 'lossy',
    tokensBefore: 100,
    tokensAfter: 10,
    ...(handle !== undefined && { handle }),
  };
}

describe('commit', () => {
  it('writes decisions and originals, and gives them back as they were', () => {
    const { store } = openedStore();
    const original = { ...originalOf('full text\n'), tool: 'Bash' };
    const rows = [
      replaceRow('a', 'short \ud800 text', original.handle),
      { key: keyOf('b'), action: 'keep' as const, reason: 'too-short' },
    ];
    const { standing, refused } = done(store.commit({ decisions: rows, originals: [original] }));
    expect([...standing.values()]).toEqual(rows);
    expect(refused.size).toBe(0);
    const read = done(store.decisions.read([keyOf('a'), keyOf('b'), keyOf('c')]));
    expect([...read.keys()].toSorted()).toEqual([keyOf('a'), keyOf('b')].toSorted());
    expect(read.get(keyOf('a'))).toEqual(rows[0]);
    expect(read.get(keyOf('b'))).toEqual(rows[1]);
  });

  it('lets the first decision stand', () => {
    const { store, directory } = openedStore();
    const other = openedStore(directory).store;
    done(store.commit({ decisions: [replaceRow('a', 'first')], originals: [] }));
    const { standing } = done(
      other.commit({
        decisions: [replaceRow('a', 'second'), replaceRow('b', 'new'), replaceRow('b', 'twice')],
        originals: [],
      }),
    );
    expect(standing.get(keyOf('a'))?.text).toBe('first');
    expect(standing.get(keyOf('b'))?.text).toBe('new');
    expect(done(store.decisions.read([keyOf('b')])).get(keyOf('b'))?.text).toBe('new');
  });

  it('never overwrites an original, and refuses what needs another text under its handle', () => {
    const { store } = openedStore();
    const first = originalOf('the first text');
    const second = { ...originalOf('the second text'), handle: first.handle };
    done(store.commit({ decisions: [replaceRow('a', 'x', first.handle)], originals: [first] }));
    const { standing, refused, collided } = done(
      store.commit({
        decisions: [replaceRow('b', 'y', second.handle), replaceRow('c', 'z')],
        originals: [second],
      }),
    );
    expect([...refused]).toEqual([keyOf('b')]);
    expect([...collided]).toEqual([first.handle]);
    expect([...standing.keys()]).toEqual([keyOf('c')]);
    expect(done(store.decisions.read([keyOf('b')])).size).toBe(0);
    expect(done(store.originals.read(first.handle))?.text).toBe('the first text');
  });

  it('takes the same original again without a word', () => {
    const { store, clock } = openedStore();
    const original = originalOf('text');
    done(store.commit({ decisions: [], originals: [original] }));
    clock.ms += 5_000;
    const again = done(
      store.commit({
        decisions: [replaceRow('a', 'x', original.handle)],
        originals: [original, original],
      }),
    );
    expect(again.collided.size).toBe(0);
    expect(done(store.originals.read(original.handle))).toMatchObject({
      createdAtMs: 1_000_000,
      lastUsedAtMs: 1_005_000,
    });
  });

  it('writes all of a batch or nothing', () => {
    const { store } = openedStore();
    const broken = { ...replaceRow('b', 'y'), action: null as unknown as 'keep' };
    const outcome = store.commit({
      decisions: [replaceRow('a', 'x', originalOf('t').handle), broken],
      originals: [originalOf('t')],
    });
    expect(outcome).toMatchObject({ status: 'unavailable', reason: 'failed' });
    // The connection is as good as before, and nothing of the batch is there.
    expect(done(store.decisions.read([keyOf('a')])).size).toBe(0);
    expect(done(store.originals.list(10))).toEqual([]);
    done(store.commit({ decisions: [replaceRow('a', 'x')], originals: [] }));
  });

  it('keeps keys apart that are no digests', () => {
    const { store } = openedStore();
    const rows = ['', 'k1', 'k2', 'AB'.repeat(32)].map((key) => ({
      ...replaceRow('', `text of ${key}`),
      key,
    }));
    done(store.commit({ decisions: rows, originals: [] }));
    const read = done(store.decisions.read(rows.map(({ key }) => key)));
    for (const { key, text } of rows) expect(read.get(key)?.text).toBe(text);
  });

  it('keeps what it confirmed when the process is killed', async () => {
    const directory = temporaryFolder();
    const original = originalOf('the whole output\n'.repeat(1_000));
    const child = startStoreProcess({
      do: 'record-and-wait',
      directory,
      entries: [
        {
          key: keyOf('a'),
          decision: replaceRow('a', 'short', original.handle),
          original: { handle: original.handle, text: original.text },
        },
      ],
    });
    expect(await child.next()).toBe('recorded');
    child.child.kill('SIGKILL');
    await child.ended;
    const { store } = openedStore(directory);
    expect(done(store.decisions.read([keyOf('a')])).get(keyOf('a'))?.text).toBe('short');
    expect(done(store.originals.read(original.handle))?.text).toBe(original.text);
  });

  it('agrees with every other writer at the same time', async () => {
    const directory = temporaryFolder();
    const { store } = openedStore(directory);
    const children = ['a', 'b', 'c', 'd'].map((name) =>
      startStoreProcess({ do: 'open', directory, fill: 100, name, busyTimeoutMs: 10_000 }),
    );
    await Promise.all(children.map((child) => child.ended));
    const keys = Array.from({ length: 100 }, (_, n) => keyOf(`key ${n}`));
    const rows = done(store.decisions.read(keys));
    expect(rows.size).toBe(100);
    for (const child of children) {
      expect(child.said).toHaveLength(101);
      for (const line of child.said.slice(1) as { key: string; stands: string }[]) {
        expect(line.stands).toBe(rows.get(line.key)?.text);
      }
    }
    for (const row of rows.values()) {
      expect(done(store.originals.read(row.handle ?? ''))?.text).toContain('original');
    }
  });
});
