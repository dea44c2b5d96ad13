// Reads the report out of the store of a user: whole hours as tallies, the rest as rows.
import { statSync } from 'node:fs';
import { HeadroomError } from '../errors.ts';
import type { Attempt } from '../store/attempt.ts';
import type { Store } from '../store/open-store.ts';
import { calibrate, type Calibration } from './calibration/calibration.ts';
import type { RequestEvent } from './event.ts';
import { eventOfRow } from './event-row.ts';
import {
  advanceTallies,
  HOUR_MS,
  readCounted,
  readTallyText,
  tallyVersion,
} from './hourly-tallies.ts';
import type { PerfReport, StoreSize } from './perf-report.ts';
import type { OwnPrices } from './prices/prices-of.ts';
import { reportOf } from './report.ts';
import { addTally, emptyTally, type Tally } from './tally.ts';
import { countEvent, tallyEvent } from './tally-events.ts';

export interface ReadRequest {
  /** Null: everything. */
  readonly sinceMs: number | null;
  readonly ownPrices?: OwnPrices;
}

/** The report since a time, or over everything. Throws `STORE_UNAVAILABLE` when the store cannot be read. */
export function readReport(store: Store, request: ReadRequest): PerfReport {
  const { tally, calibration } = readTally(store, request);
  return reportOf(tally, { sinceMs: request.sinceMs, store: storeSize(store), calibration });
}

export interface TallyReading {
  readonly tally: Tally;
  /** The same by hour since 1970, the earliest first; an hour without events is not there. */
  readonly hours: readonly { readonly hour: number; readonly tally: Tally }[];
  /** Of everything there is, whatever was asked for: what is converted must not depend on the window. */
  readonly calibration: Calibration;
}

/** How providers count, by everything there is. Throws `STORE_UNAVAILABLE`. */
export function readCalibration(store: Store, ownPrices: OwnPrices = {}): Calibration {
  // Of a time without events: what is always read is all that is read.
  return readTally(store, { sinceMs: Number.MAX_SAFE_INTEGER, ownPrices }).calibration;
}

/** Rows per transaction when somebody has to catch up: a proxy that writes events must not wait for long. */
const ROWS_AT_ONCE = 2_000;

/** The tally since a time, whole and by hour. Throws `STORE_UNAVAILABLE`. */
export function readTally(store: Store, { sinceMs, ownPrices = {} }: ReadRequest): TallyReading {
  catchUp(store, ownPrices);
  const firstHour = Math.ceil((sinceMs ?? 0) / HOUR_MS);
  const stored = valueOf(store.tallies.since(tallyVersion(ownPrices), firstHour));
  const hours = new Map<number, Tally>();
  for (const { hour, text } of stored.hours) {
    const tally = readTallyText(text);
    if (tally !== undefined) hours.set(hour, tally);
  }
  // The hour in which the window begins, and what was written since the tallies were made.
  const since = sinceMs ?? 0;
  const beforeMs = firstHour * HOUR_MS;
  const add = (event: RequestEvent | undefined): void => {
    if (event !== undefined) tallyEvent(tallyAt(hours, event.atMs), event, ownPrices);
  };
  const counted = readCounted(stored.always);
  valueOf(store.events.between({ sinceMs: since, beforeMs }, (row) => add(eventOfRow(row))));
  valueOf(
    store.events.each(stored.throughEventId, (row) => {
      const event = eventOfRow(row);
      if (event !== undefined) countEvent(counted, event);
      if (row.atMs >= beforeMs) add(event);
    }),
  );
  const { retrievals } = store;
  for (const row of [
    ...valueOf(retrievals.since(since, beforeMs)),
    ...valueOf(retrievals.after(stored.throughRetrievalId, Math.max(since, beforeMs))),
  ])
    tallyEvent(tallyAt(hours, row.atMs), { type: 'retrieval', ...row });
  const tally = emptyTally();
  for (const one of hours.values()) addTally(tally, one);
  return {
    tally,
    hours: [...hours].map(([hour, one]) => ({ hour, tally: one })).sort((a, b) => a.hour - b.hour),
    calibration: calibrate(counted),
  };
}

/** A store that is busy, or cannot be written, is read row by row. */
function catchUp(store: Store, ownPrices: OwnPrices): void {
  for (;;) {
    const outcome = advanceTallies(store.tallies, { ownPrices, mostRows: ROWS_AT_ONCE });
    if (outcome.status !== 'done' || outcome.value === 'done') return;
  }
}

function tallyAt(hours: Map<number, Tally>, atMs: number): Tally {
  const hour = Math.floor(atMs / HOUR_MS);
  const tally = hours.get(hour) ?? emptyTally();
  hours.set(hour, tally);
  return tally;
}

/** What was read. Throws `STORE_UNAVAILABLE`. */
export function valueOf<Value>(outcome: Attempt<Value>): Value {
  if (outcome.status === 'done') return outcome.value;
  throw new HeadroomError('STORE_UNAVAILABLE', `The store cannot be read: ${outcome.message}`, {
    hint: 'Look at the folder that HEADROOM_HOME names (~/.headroom), or try again in a moment.',
  });
}

/** What the store holds; null when that cannot be read. */
export function storeSize(store: Store): StoreSize | null {
  const size = store.originals.size();
  if (size.status !== 'done') return null;
  return {
    originals: size.value.originals,
    originalBytes: size.value.bytes,
    fileBytes: fileBytes(store.file) + fileBytes(`${store.file}-wal`),
  };
}

function fileBytes(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.size ?? 0;
}
