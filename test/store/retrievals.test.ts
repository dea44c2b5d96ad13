import { expect, it } from 'vitest';
import { done, openedStore } from '../helpers/opened-store.ts';

it('keeps a row per retrieval', () => {
  const { store } = openedStore();
  const rows = [
    { atMs: 10, handle: '123456789abc', way: 'mcp', sliced: true, tokens: 40 },
    { atMs: 20, handle: '123456789abc', way: 'cli', sliced: false, tokens: 400 },
  ] as const;
  done(store.retrievals.append(rows));
  const [first, second] = rows;
  expect(done(store.retrievals.since(0))).toEqual([
    { id: 1, ...first },
    { id: 2, ...second },
  ]);
  expect(done(store.retrievals.since(11))).toEqual([{ id: 2, ...second }]);
  expect(done(store.retrievals.since(0, 20))).toEqual([{ id: 1, ...first }]);
  expect(done(store.retrievals.after(1, 0))).toEqual([{ id: 2, ...second }]);
  expect(done(store.retrievals.after(0, 11))).toEqual([{ id: 2, ...second }]);
  expect(done(store.retrievals.latest(1, 0))).toEqual([{ id: 2, ...second }]);
  expect(done(store.retrievals.latest(9, 0)).map(({ id }) => id)).toEqual([2, 1]);
});
