// Evicts the oldest unused originals, a few at a time, so that no request waits for it.
import type { Settings } from '../config/settings.ts';
import type { Memory } from './open-memory.ts';

const DAY_MS = 86_400_000;
const MEGABYTE = 1_000_000;
/** A conversation that was quiet for this long may be gone for good. */
const UNUSED_MS = 2 * DAY_MS;
/** After the first requests, which are what somebody waits for. */
const FIRST_MS = 30_000;
const BETWEEN_MS = 1_000;
const AT_ONCE = 50;

/** Starts it in the background; it ends when the store fits its limit. */
export function keepWithinLimits(memory: Memory, settings: Settings): void {
  const maxBytes = settings.storeLimitMb * MEGABYTE;

  function evictSome(): void {
    const evicted = memory.store?.evict({
      maxBytes,
      keepUsedSinceMs: Date.now() - UNUSED_MS,
      mostOriginals: AT_ONCE,
    });
    if (evicted === undefined) return;
    if (evicted.status === 'unavailable') memory.log.warn('evict', evicted.message);
    else if (evicted.value.originals > 0 && evicted.value.remainingBytes > maxBytes)
      later(BETWEEN_MS);
  }

  function later(delayMs: number): void {
    setTimeout(evictSome, delayMs).unref();
  }

  later(FIRST_MS);
}
