// Where the pages get their figures: the tallies of the store, the same that `headroom perf` reads.
import { HeadroomError } from '../errors.ts';
import type { Store } from '../store/open-store.ts';
import type { PerfReport } from '../telemetry/perf-report.ts';
import type { OwnPrices } from '../telemetry/prices/prices-of.ts';
import {
  readCalibration,
  readReport,
  readTally,
  storeSize,
  type TallyReading,
} from '../telemetry/read-report.ts';
import {
  conversationTurns,
  recentRequests,
  textsOfRequest,
  type TextPair,
} from '../telemetry/recent-requests.ts';
import { reportOf } from '../telemetry/report.ts';
import { requestLine, type RequestLine } from '../telemetry/request-line.ts';

export interface Figures {
  /** The report of a window. Throws `STORE_UNAVAILABLE`, like all of these. */
  report(sinceMs: number | null): PerfReport;
  /** The tallies of a window, by hour. */
  tally(sinceMs: number | null): TallyReading;
  /** The report of a window and the hours that it is the sum of, out of one reading. */
  overview(
    sinceMs: number | null,
  ): { readonly report: PerfReport } & Pick<TallyReading, 'hours' | 'calibration'>;
  /** The last requests that asked a model, the newest first, and how many texts of each can be looked at. */
  recent(mostRows: number): readonly RecentRequest[];
  /** The turns of a conversation, the oldest first. */
  turns(conversation: string): readonly RequestLine[];
  texts(requestId: number): readonly TextPair[];
  /** The number of the last request, 0 before the first. */
  lastRequest(): number;
  /** The number of the last original that was fetched back since a time; 0 when there was none. */
  lastRetrieval(sinceMs: number): number;
}

export type RecentRequest = RequestLine & { readonly textCount: number };

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
    overview(sinceMs) {
      const { tally, hours, calibration } = readTally(opened(), { sinceMs, ownPrices });
      const context = { sinceMs, store: storeSize(opened()), calibration };
      return { report: reportOf(tally, context), hours, calibration };
    },
    recent(mostRows) {
      const context = { ownPrices, calibration: readCalibration(opened(), ownPrices) };
      return recentRequests(opened(), mostRows)
        .filter(({ purpose }) => purpose === 'send')
        .map((request) => ({
          ...requestLine(request, context),
          textCount: request.replaced?.length ?? 0,
        }));
    },
    turns(conversation) {
      const context = { ownPrices, calibration: readCalibration(opened(), ownPrices) };
      return conversationTurns(opened(), conversation).map((turn) => requestLine(turn, context));
    },
    texts: (requestId) => textsOfRequest(opened(), requestId),
    lastRequest: () => recentRequests(opened(), 1)[0]?.id ?? 0,
    lastRetrieval(sinceMs) {
      const rows = opened().retrievals.latest(1, sinceMs);
      return rows.status === 'done' ? (rows.value[0]?.id ?? 0) : 0;
    },
  };
}
