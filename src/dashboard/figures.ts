// Where the pages get their figures: the tallies of the store, the same that `headroom perf` reads.
import { HeadroomError } from '../errors.ts';
import type { Store } from '../store/open-store.ts';
import type { PerfReport } from '../telemetry/perf-report.ts';
import type { OwnPrices } from '../telemetry/prices/prices-of.ts';
import { readReport, readTally, type TallyReading } from '../telemetry/read-report.ts';

export interface Figures {
  /** The report of a window. Throws `STORE_UNAVAILABLE`. */
  report(sinceMs: number | null): PerfReport;
  /** The tallies of a window, by hour. Throws `STORE_UNAVAILABLE`. */
  tally(sinceMs: number | null): TallyReading;
}

/** Figures out of a store; without one every question is answered with `STORE_UNAVAILABLE`. */
export function createFigures(store: Store | undefined, ownPrices: OwnPrices): Figures {
  const opened = (): Store => {
    if (store !== undefined) return store;
    throw new HeadroomError('STORE_UNAVAILABLE', 'There is no store to read from.', {
      hint: 'headroom doctor says what is wrong with it.',
    });
  };
  return {
    report: (sinceMs) => readReport(opened(), { sinceMs, ownPrices }),
    tally: (sinceMs) => readTally(opened(), { sinceMs, ownPrices }),
  };
}
