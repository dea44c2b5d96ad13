// Small writes that nobody waits for: gathered, written together a moment later, tried again while the store is away.
import type { Measurement } from '../store/decisions.ts';
import type { Store } from '../store/open-store.ts';

export interface WriteBehind {
  measured(measurement: Measurement): void;
  /** The original is still in use. */
  used(handle: string): void;
  flush(): void;
  /** Writes what is left and stops the timer. */
  close(): void;
}

const FIRST_DELAY_MS = 1_000;
const LONGEST_DELAY_MS = 60_000;
/** With a store that stays away only so much is remembered; losing these writes costs accuracy, never a text. */
const MOST_WAITING = 10_000;

/** Writes exact token counts and uses of originals behind the requests. Never throws. */
export function createWriteBehind(store: Pick<Store, 'decisions' | 'originals'>): WriteBehind {
  const measurements = new Map<string, Measurement>();
  const handles = new Set<string>();
  let delayMs = FIRST_DELAY_MS;
  let timer: NodeJS.Timeout | undefined;
  let isClosed = false;

  function flush(): void {
    clearTimeout(timer);
    timer = undefined;
    if (
      measurements.size > 0 &&
      store.decisions.measure([...measurements.values()]).status === 'done'
    ) {
      measurements.clear();
    }
    if (handles.size > 0 && store.originals.touch([...handles]).status === 'done') handles.clear();
    const isAllWritten = measurements.size + handles.size === 0;
    delayMs = isAllWritten ? FIRST_DELAY_MS : Math.min(delayMs * 2, LONGEST_DELAY_MS);
    if (!isAllWritten) flushLater();
  }
  function flushLater(): void {
    if (!isClosed) timer ??= setTimeout(flush, delayMs).unref();
  }

  return {
    measured(measurement) {
      if (measurements.size < MOST_WAITING) measurements.set(measurement.key, measurement);
      flushLater();
    },
    used(handle) {
      if (handles.size < MOST_WAITING) handles.add(handle);
      flushLater();
    },
    flush,
    close() {
      isClosed = true;
      flush();
    },
  };
}
