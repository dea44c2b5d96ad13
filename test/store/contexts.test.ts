import { expect, it } from 'vitest';
import { done, keyOf, openedStore } from '../helpers/opened-store.ts';

it('lets the first context for a text stand, for every process', () => {
  const { store, directory } = openedStore();
  expect(done(store.contexts.read(keyOf('a')))).toBeUndefined();
  expect(done(store.contexts.write(keyOf('a'), 'first \ud800'))).toBe('first \ud800');
  const other = openedStore(directory).store;
  expect(done(other.contexts.write(keyOf('a'), 'second'))).toBe('first \ud800');
  expect(done(store.contexts.read(keyOf('a')))).toBe('first \ud800');
});
