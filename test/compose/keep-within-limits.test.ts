import { expect, it, vi } from 'vitest';
import { keepWithinLimits } from '../../src/compose/keep-within-limits.ts';
import { createLog } from '../../src/telemetry/log-file.ts';
import { done, openedStore, originalOf } from '../helpers/opened-store.ts';

const PAUSES = { firstMs: 1, betweenMs: 1, againMs: 5 };

it('a store that has grown too large again is made to fit again', async () => {
  const { store, directory } = openedStore();
  const count = (): number => done(store.originals.size()).originals;
  const add = (first: number): void =>
    void store.commit({
      decisions: [],
      originals: Array.from({ length: 120 }, (_, index) => originalOf(`text ${first + index}`)),
    });
  const log = createLog({ directory, verbose: false });
  add(0);
  keepWithinLimits({ store, log }, { storeLimitMb: 0.000_01 }, PAUSES);
  for (const round of [1, 2]) {
    await vi.waitFor(() => expect(count()).toBeLessThan(3));
    add(round * 1_000);
    expect(count()).toBeGreaterThan(100);
  }
  await vi.waitFor(() => expect(count()).toBeLessThan(3));
});
