// Sums over time, in as many steps as a chart has room for.
import type { Store } from '../store/open-store.ts';
import { eventOfRow } from './event-row.ts';
import type { Saving } from './perf-report.ts';
import type { OwnPrices } from './prices/prices-of.ts';
import { savingOf } from './report.ts';
import { addTally, emptyTally, type Tally } from './tally.ts';
import { tallyEvent } from './tally-events.ts';

export interface SeriesPoint {
  readonly fromMs: number;
  readonly requests: number;
  readonly newInput: Saving;
}

/** Tallies of parts of a time. */
export interface TimedTally {
  readonly fromMs: number;
  readonly tally: Tally;
}

export interface SeriesRange {
  readonly fromMs: number;
  readonly untilMs: number;
  /** Of a step at least: tallies are not divided. */
  readonly shortestMs: number;
  readonly mostPoints: number;
}

/** Points of equal length that cover the range, those without events included. */
export function seriesOf(parts: Iterable<TimedTally>, range: SeriesRange): readonly SeriesPoint[] {
  const { fromMs, untilMs, shortestMs, mostPoints } = range;
  const first = Math.floor(fromMs / shortestMs);
  const steps = Math.max(1, Math.floor(untilMs / shortestMs) - first + 1);
  const stepsPerPoint = Math.ceil(steps / Math.max(1, mostPoints));
  const tallies = Array.from({ length: Math.ceil(steps / stepsPerPoint) }, emptyTally);
  for (const { fromMs: atMs, tally } of parts) {
    const point = tallies[Math.floor((Math.floor(atMs / shortestMs) - first) / stepsPerPoint)];
    if (point !== undefined) addTally(point, tally);
  }
  return tallies.map((tally, index) => ({
    fromMs: (first + index * stepsPerPoint) * shortestMs,
    requests: tally.requests.send,
    newInput: savingOf(tally.newInput),
  }));
}

export const MINUTE_MS = 60_000;

/** Tallies by minute, for a short time: every event of it is read. */
export function readMinutes(
  store: Pick<Store, 'events'>,
  time: { readonly sinceMs: number; readonly beforeMs: number },
  ownPrices: OwnPrices = {},
): readonly TimedTally[] {
  const minutes = new Map<number, Tally>();
  store.events.between(time, (row) => {
    const event = eventOfRow(row);
    if (event === undefined) return;
    const fromMs = Math.floor(event.atMs / MINUTE_MS) * MINUTE_MS;
    const tally = minutes.get(fromMs) ?? emptyTally();
    minutes.set(fromMs, tally);
    tallyEvent(tally, event, ownPrices);
  });
  return [...minutes].map(([fromMs, tally]) => ({ fromMs, tally }));
}
