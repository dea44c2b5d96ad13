// Where the dashboard gets what it shows: the store of a user, which may be made while it is being looked for.
import type { Store } from '../../src/store/open-store.ts';
import type { Calibration } from '../../src/telemetry/calibration/calibration.ts';
import { HOUR_MS } from '../../src/telemetry/hourly-tallies.ts';
import type { OwnPrices } from '../../src/telemetry/prices/prices-of.ts';
import { readCalibration, readTally, storeSize } from '../../src/telemetry/read-report.ts';
import {
  conversationTurns,
  recentRequests,
  type NumberedRequest,
  textsOfRequest,
} from '../../src/telemetry/recent-requests.ts';
import { perfReport, reportOf } from '../../src/telemetry/report.ts';
import { requestLine, type RequestLine } from '../../src/telemetry/request-line.ts';
import { MINUTE_MS, readMinutes, seriesOf, type SeriesPoint } from '../../src/telemetry/series.ts';
import type { TallyReading } from '../../src/telemetry/read-report.ts';
import type { Snapshot, SnapshotRequest, SnapshotSource } from '../../src/ui/snapshot.ts';
import { openHome } from './open-home.ts';

export interface HomeSource extends SnapshotSource {
  close(): void;
}

const MOST_REQUESTS = 200;
const MOST_RETRIEVALS = 50;
const MOST_KNOWN = 5_000;
/** Without a new request, only this long after the last time everything is read again. */
const STALE_MS = 4_000;
/** Windows up to this length are drawn by minute. */
const BY_MINUTE_MS = 2 * HOUR_MS;

/** Snapshots of the store in a folder. */
export function snapshotSource(options: {
  readonly home: string;
  readonly ownPrices: OwnPrices;
  readonly now: () => number;
}): HomeSource {
  const { home, ownPrices, now } = options;
  let opened: Store | undefined;
  let last: { readonly asked: string; readonly snapshot: Snapshot } | undefined;
  // An event never changes, so its figures are worked out once, as long as nothing more is known about how models count.
  const known = new Map<number, RequestLine>();
  let ratios = '';
  const lineOf = (request: NumberedRequest, calibration: Calibration): RequestLine => {
    const told = JSON.stringify(calibration.counted);
    if (known.size >= MOST_KNOWN || told !== ratios) known.clear();
    ratios = told;
    const line = known.get(request.id) ?? requestLine(request, { ownPrices, calibration });
    known.set(request.id, line);
    return line;
  };
  const store = (): Store | undefined => (opened ??= openHome(home));
  return {
    read(request) {
      const found = store();
      const atMs = now();
      if (found === undefined) return emptySnapshot(request, atMs);
      const asked = JSON.stringify([request, newestId(found)]);
      if (last === undefined || last.asked !== asked || atMs >= last.snapshot.atMs + STALE_MS) {
        const reading = { ...request, ownPrices, atMs, lineOf };
        last = { asked, snapshot: readSnapshot(found, reading) };
      }
      return last.snapshot;
    },
    turns(conversation) {
      const found = store();
      if (found === undefined) return [];
      const calibration = readCalibration(found, ownPrices);
      return conversationTurns(found, conversation).map((turn) => lineOf(turn, calibration));
    },
    texts(requestId) {
      const found = store();
      return found === undefined ? [] : textsOfRequest(found, requestId);
    },
    close: () => opened?.close(),
  };
}

function newestId(store: Store): number | undefined {
  const newest = store.events.latest(1);
  return newest.status === 'done' ? newest.value[0]?.id : undefined;
}

function emptySnapshot({ lengthMs }: SnapshotRequest, atMs: number): Snapshot {
  const sinceMs = lengthMs === null ? null : atMs - lengthMs;
  const report = perfReport([], { sinceMs, store: null });
  return { atMs, report, series: [], requests: [], retrievals: [] };
}

interface Reading extends SnapshotRequest {
  readonly ownPrices: OwnPrices;
  readonly atMs: number;
  readonly lineOf: (request: NumberedRequest, calibration: Calibration) => RequestLine;
}

function readSnapshot(store: Store, reading: Reading): Snapshot {
  const { lengthMs, ownPrices, atMs, lineOf } = reading;
  const sinceMs = lengthMs === null ? null : atMs - lengthMs;
  const tally = readTally(store, { sinceMs, ownPrices });
  const { calibration } = tally;
  const retrievals = store.retrievals.latest(MOST_RETRIEVALS, sinceMs ?? 0);
  return {
    atMs,
    report: reportOf(tally.tally, { sinceMs, store: storeSize(store), calibration }),
    series: readSeries(store, reading, tally),
    requests: recentRequests(store, MOST_REQUESTS)
      .filter((request) => request.atMs >= (sinceMs ?? 0))
      .map((request) => lineOf(request, calibration)),
    retrievals: retrievals.status === 'done' ? retrievals.value : [],
  };
}

function readSeries(
  store: Store,
  { lengthMs, mostPoints, ownPrices, atMs }: Reading,
  { tally, hours }: TallyReading,
): readonly SeriesPoint[] {
  const fromMs = lengthMs === null ? (tally.firstMs ?? atMs) : atMs - lengthMs;
  if (lengthMs !== null && lengthMs <= BY_MINUTE_MS) {
    const minutes = readMinutes(store, { sinceMs: fromMs, beforeMs: atMs + 1 }, ownPrices);
    return seriesOf(minutes, { fromMs, untilMs: atMs, shortestMs: MINUTE_MS, mostPoints });
  }
  const parts = hours.map(({ hour, tally: part }) => ({ fromMs: hour * HOUR_MS, tally: part }));
  return seriesOf(parts, { fromMs, untilMs: atMs, shortestMs: HOUR_MS, mostPoints });
}
