// A real store in a folder of its own, closed after the test.
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { Attempt } from '../../src/store/attempt.ts';
import { openStore, type Store } from '../../src/store/open-store.ts';
import { temporaryFolder } from './temporary-home.ts';

export interface OpenedStore {
  readonly store: Store;
  readonly directory: string;
  /** What the store takes for the time. */
  readonly clock: { ms: number };
}

/** Opens a store, in a new folder unless one is given. */
export function openedStore(directory = join(temporaryFolder(), 'home')): OpenedStore {
  const clock = { ms: 1_000_000 };
  const opening = openStore({ directory, now: () => clock.ms, busyTimeoutMs: 50 });
  if (opening.status !== 'open') throw new Error(`Not opened: ${opening.message}`);
  onTestFinished(() => opening.store.close());
  return { store: opening.store, directory, clock };
}

/** The value of something that was done. */
export function done<Value>(outcome: Attempt<Value>): Value {
  if (outcome.status === 'done') return outcome.value;
  throw new Error(`Not done: ${outcome.reason}, ${outcome.message}`);
}

/** A key as segments have them. */
export function keyOf(name: string): string {
  return createHash('sha256').update(name).digest('hex');
}

/** An original as `commit` takes it. */
export function originalOf(text: string) {
  const sha256 = keyOf(text);
  return { handle: sha256.slice(0, 12), sha256, text };
}
