import { expect, it, onTestFinished, vi } from 'vitest';
import { createWriteBehind, type WriteBehind } from '../../src/ccr/write-behind.ts';
import type { Unavailable } from '../../src/store/attempt.ts';
import { keyOf, openedStore } from '../helpers/opened-store.ts';

const BUSY: Unavailable = { status: 'unavailable', reason: 'busy', message: 'as asked' };
const MINUTE_MS = 60_000;

/** A writer over a store that can be away, and how often it was tried. */
function startWriter() {
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
  const { decisions, originals } = openedStore().store;
  const state = { isAway: false, tries: 0 };
  const behind = createWriteBehind({
    decisions: {
      ...decisions,
      measure: (measurements) => {
        state.tries += 1;
        return decisions.measure(measurements);
      },
    },
    originals: {
      ...originals,
      touch: (handles) => {
        state.tries += 1;
        return state.isAway ? BUSY : originals.touch(handles);
      },
    },
  });
  return { state, behind };
}

it.each([
  ['uses', (behind: WriteBehind, name: string) => behind.used(name)],
  [
    'counts',
    (behind: WriteBehind, name: string) =>
      behind.measured({ key: keyOf(name), tokensBefore: 2, tokensAfter: 1 }),
  ],
])('writes %s that came together in one go, a moment later, and then rests', (_, write) => {
  const { state, behind } = startWriter();
  write(behind, '0123456789ab');
  write(behind, 'ba9876543210');
  expect(state.tries).toBe(0);
  vi.advanceTimersByTime(10 * MINUTE_MS);
  expect(state.tries).toBe(1);
});

it('tries again by itself while the store is away, ever more rarely, until all is written', () => {
  const { state, behind } = startWriter();
  state.isAway = true;
  behind.used('0123456789ab');
  vi.advanceTimersByTime(MINUTE_MS);
  const soon = state.tries;
  vi.advanceTimersByTime(60 * MINUTE_MS);
  const inTheEnd = state.tries - soon;
  expect(soon).toBeGreaterThan(2);
  expect(inTheEnd).toBeGreaterThan(50);
  expect(inTheEnd).toBeLessThan(soon * 60);
  state.isAway = false;
  vi.advanceTimersByTime(2 * MINUTE_MS);
  const written = state.tries;
  vi.advanceTimersByTime(60 * MINUTE_MS);
  expect(state.tries).toBe(written);
});

it('tries once more when it is closed, and never after', () => {
  const { state, behind } = startWriter();
  state.isAway = true;
  behind.used('0123456789ab');
  behind.close();
  behind.used('ba9876543210');
  vi.advanceTimersByTime(60 * MINUTE_MS);
  expect(state.tries).toBe(1);
});
