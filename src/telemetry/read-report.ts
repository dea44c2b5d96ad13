// Reads the report out of the store of a user.
import { statSync } from 'node:fs';
import { HeadroomError } from '../errors.ts';
import type { Attempt } from '../store/attempt.ts';
import type { Store } from '../store/open-store.ts';
import type { TelemetryEvent } from './event.ts';
import { eventOfRow } from './event-row.ts';
import type { PerfReport, StoreSize } from './perf-report.ts';
import { perfReport } from './report.ts';

/** The report since a time, or over everything (null). Throws `STORE_UNAVAILABLE` when the store cannot be read. */
export function readReport(store: Store, sinceMs: number | null): PerfReport {
  const events: TelemetryEvent[] = [];
  valueOf(
    store.events.each({ sinceMs: sinceMs ?? 0 }, (row) => {
      const event = eventOfRow(row);
      if (event !== undefined) events.push(event);
    }),
  );
  for (const row of valueOf(store.retrievals.since(sinceMs ?? 0))) {
    events.push({ type: 'retrieval', ...row });
  }
  return perfReport(events, { sinceMs, store: sizeOf(store) });
}

function valueOf<Value>(outcome: Attempt<Value>): Value {
  if (outcome.status === 'done') return outcome.value;
  throw new HeadroomError('STORE_UNAVAILABLE', `The store cannot be read: ${outcome.message}`, {
    hint: 'Look at the folder that HEADROOM_HOME names (~/.headroom), or try again in a moment.',
  });
}

function sizeOf(store: Store): StoreSize | null {
  const notes = store.originals.list(Number.MAX_SAFE_INTEGER);
  if (notes.status !== 'done') return null;
  return {
    originals: notes.value.length,
    originalBytes: notes.value.reduce((sum, note) => sum + note.bytes, 0),
    fileBytes: fileBytes(store.file) + fileBytes(`${store.file}-wal`),
  };
}

function fileBytes(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.size ?? 0;
}
