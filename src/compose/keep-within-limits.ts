// Evicts the oldest unused originals, a few at a time, so that no request waits for it.
import type { Settings } from '../config/settings.ts';
import type { Memory } from './open-memory.ts';

const DAY_MS = 86_400_000;
const MEGABYTE = 1_000_000;
/** A conversation that was quiet for this long may be gone for good. */
const UNUSED_MS = 2 * DAY_MS;
const AT_ONCE = 50;

export interface LimitPauses {
  /** Before the first look. */
  readonly firstMs: number;
  /** While there is too much. */
  readonly betweenMs: number;
  /** Between looks at a store that fits, or that cannot be reached. */
  readonly againMs: number;
}

const PAUSES: LimitPauses = {
  // After the first requests, which are what somebody waits for.
  firstMs: 30_000,
  betweenMs: 1_000,
  // A proxy may run for weeks.
  againMs: 3_600_000,
};

/** Starts it in the background; it goes on until the store is closed. */
export function keepWithinLimits(
  { store, log }: Pick<Memory, 'store' | 'log'>,
  { storeLimitMb }: Pick<Settings, 'storeLimitMb'>,
  { firstMs, betweenMs, againMs }: LimitPauses = PAUSES,
): void {
  const maxBytes = storeLimitMb * MEGABYTE;

  function evictSome(): void {
    const evicted = store?.evict({
      maxBytes,
      keepUsedSinceMs: Date.now() - UNUSED_MS,
      mostOriginals: AT_ONCE,
    });
    if (evicted === undefined) return;
    if (evicted.status === 'unavailable') {
      if (evicted.reason === 'closed') return;
      log.warn('evict', evicted.message);
      return later(againMs);
    }
    const { originals, remainingBytes } = evicted.value;
    later(originals > 0 && remainingBytes > maxBytes ? betweenMs : againMs);
  }

  function later(delayMs: number): void {
    setTimeout(evictSome, delayMs).unref();
  }

  later(firstMs);
}
