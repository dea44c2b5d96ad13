// Hours put together into as many steps as a chart has room for. Each step is the report of its own tally.
import { HOUR_MS } from '../telemetry/hourly-tallies.ts';
import type { CacheReport, Saving } from '../telemetry/perf-report.ts';
import type { TallyReading } from '../telemetry/read-report.ts';
import { reportOf, savingOf } from '../telemetry/report.ts';
import { addTally, emptyTally } from '../telemetry/tally.ts';

export interface Timeline {
  readonly stepMs: number;
  readonly steps: readonly TimelineStep[];
}

export interface TimelineStep {
  readonly fromMs: number;
  readonly requests: number;
  readonly newInput: Saving;
  readonly wholeRequests: Saving;
  readonly cache: CacheReport;
}

export interface TimelineRange {
  readonly fromMs: number;
  readonly untilMs: number;
  /** What local time is ahead of UTC, so that days begin at midnight. */
  readonly zoneMs: number;
}

const MOST_STEPS = 60;
const STEP_HOURS = [1, 3, 6, 12, 24, 3 * 24, 7 * 24, 30 * 24, 90 * 24, 365 * 24];

/** Steps of equal length over a range, those without events included. */
export function timelineOf(
  { hours, calibration }: Pick<TallyReading, 'hours' | 'calibration'>,
  range: TimelineRange,
): Timeline {
  const lengthMs = range.untilMs - range.fromMs;
  const stepHours = STEP_HOURS.find((count) => lengthMs <= count * HOUR_MS * MOST_STEPS);
  const stepMs = (stepHours ?? 3650 * 24) * HOUR_MS;
  const stepAt = (atMs: number): number => Math.floor((atMs + range.zoneMs) / stepMs);
  const first = stepAt(range.fromMs);
  const count = Math.min(stepAt(range.untilMs) - first, MOST_STEPS) + 1;
  const tallies = Array.from({ length: Math.max(1, count) }, emptyTally);
  for (const { hour, tally } of hours) {
    // The first hour may have begun before the range.
    const index = Math.max(0, stepAt(hour * HOUR_MS) - first);
    const step = tallies[Math.min(index, tallies.length - 1)];
    if (step !== undefined) addTally(step, tally);
  }
  return {
    stepMs,
    steps: tallies.map((tally, index) => {
      const report = reportOf(tally, { sinceMs: null, store: null, calibration });
      return {
        fromMs: (first + index) * stepMs - range.zoneMs,
        requests: report.requests.send,
        newInput: savingOf(tally.newInput),
        wholeRequests: report.wholeRequests,
        cache: report.cache,
      };
    }),
  };
}
