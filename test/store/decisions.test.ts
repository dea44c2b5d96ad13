import { describe, expect, it } from 'vitest';
import { openDatabase } from '../../src/store/database.ts';
import { done, keyOf, openedStore } from '../helpers/opened-store.ts';

const ROW = {
  key: keyOf('a'),
  action: 'replace',
  text: 'short',
  by: 'log-select',
  kind: 'log',
  fidelity: 'lossy',
  tokensBefore: 100,
  tokensAfter: 10,
} as const;

describe('decisions', () => {
  it('finds nothing for no keys', () => {
    expect(done(openedStore().store.decisions.read([])).size).toBe(0);
  });

  it('reads thousands of keys at once', () => {
    const { store } = openedStore();
    const keys = Array.from({ length: 3_000 }, (_, n) => keyOf(String(n)));
    const decisions = keys.map((key) => ({ key, action: 'keep', reason: 'settled' }) as const);
    done(store.commit({ decisions, originals: [] }));
    expect(done(store.decisions.read([...keys, keyOf('other')])).size).toBe(3_000);
  });

  it('makes token counts exact and leaves the rest', () => {
    const { store } = openedStore();
    done(store.commit({ decisions: [ROW], originals: [] }));
    done(
      store.decisions.measure([
        { key: ROW.key, tokensBefore: 120, tokensAfter: 9 },
        { key: keyOf('nobody'), tokensBefore: 1, tokensAfter: 1 },
      ]),
    );
    expect(done(store.decisions.read([ROW.key])).get(ROW.key)).toEqual({
      ...ROW,
      tokensBefore: 120,
      tokensAfter: 9,
    });
    expect(done(store.decisions.read([keyOf('nobody')])).size).toBe(0);
  });

  it('has no row whose original is gone, however many are read with it', () => {
    const { store } = openedStore();
    const rows = Array.from({ length: 20 }, (_, n) => ({ ...ROW, key: keyOf(String(n)) }));
    const orphan = { ...ROW, key: keyOf('orphan'), handle: '123456789abc' };
    done(store.commit({ decisions: [...rows, orphan], originals: [] }));
    const found = done(store.decisions.read([...rows, orphan].map(({ key }) => key)));
    expect([...found.keys()].toSorted()).toEqual(rows.map(({ key }) => key).toSorted());
  });

  it('has no row whose text is damaged or whose original is gone', () => {
    const { store } = openedStore();
    const orphan = { ...ROW, key: keyOf('b'), handle: '123456789abc' };
    done(store.commit({ decisions: [ROW, orphan], originals: [] }));
    expect(done(store.decisions.read([orphan.key])).size).toBe(0);
    const database = openDatabase(store.file, { busyTimeoutMs: 1_000 });
    database.run('UPDATE decisions SET text = ?', [Buffer.of(2, 1, 1, 1)]);
    database.close();
    expect(done(store.decisions.read([ROW.key])).size).toBe(0);
  });
});
