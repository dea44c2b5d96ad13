// `headroom perf --follow --json`: a line of JSON per request, as requests are written down by whichever process.
import type { Store } from '../../src/store/open-store.ts';
import { HeadroomError } from '../../src/errors.ts';
import type { Calibration } from '../../src/telemetry/calibration/calibration.ts';
import { eventOfRow } from '../../src/telemetry/event-row.ts';
import type { OwnPrices } from '../../src/telemetry/prices/prices-of.ts';
import { readCalibration } from '../../src/telemetry/read-report.ts';
import { requestLine } from '../../src/telemetry/request-line.ts';
import { openHome } from './open-home.ts';

export interface Following {
  readonly home: string;
  readonly ownPrices: OwnPrices;
  /** Begin with the requests since then; undefined: only those that are written from now on. */
  readonly sinceMs?: number | null;
  readonly write: (line: string) => void;
  readonly signal: AbortSignal;
}

const PAUSE_MS = 250;

/** Resolves when the signal is given. */
export async function follow(following: Following): Promise<void> {
  const { home, signal, sinceMs } = following;
  let store = openHome(home);
  const isFromNow = sinceMs === undefined;
  // Everything in a store that is made later is new.
  let lastId = isFromNow && store !== undefined ? newestId(store) : 0;
  try {
    while (!signal.aborted) {
      store ??= openHome(home);
      if (store !== undefined) lastId = writeAfter(store, lastId, following);
      await pause(signal);
    }
  } finally {
    store?.close();
  }
}

function newestId(store: Store): number {
  const newest = store.events.latest(1);
  return newest.status === 'done' ? (newest.value[0]?.id ?? 0) : 0;
}

/** A store that cannot be read for a moment is read again after the next pause. */
function writeAfter(store: Store, afterId: number, following: Following): number {
  const { ownPrices, sinceMs, write, signal } = following;
  let lastId = afterId;
  if (newestId(store) <= afterId) return afterId;
  const calibration = calibrationNow(store, ownPrices);
  if (calibration === undefined) return afterId;
  const context = { ownPrices, calibration };
  store.events.each(afterId, (row) => {
    if (signal.aborted) return;
    lastId = row.id;
    const event = row.atMs >= (sinceMs ?? -Infinity) ? eventOfRow(row) : undefined;
    if (event === undefined) return;
    write(`${JSON.stringify(requestLine({ id: row.id, ...event }, context))}\n`);
  });
  return lastId;
}

function calibrationNow(store: Store, ownPrices: OwnPrices): Calibration | undefined {
  try {
    return readCalibration(store, ownPrices);
  } catch (error) {
    if (HeadroomError.isInstance(error) && error.code === 'STORE_UNAVAILABLE') return undefined;
    throw error;
  }
}

function pause(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, PAUSE_MS);
    signal.addEventListener('abort', done);
    if (signal.aborted) done();
  });
}
