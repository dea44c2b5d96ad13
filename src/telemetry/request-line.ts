// One request in figures that are worked out like those of a whole report: what `perf --follow --json` prints, and what lists of
// requests show. Every key is always there; null means that it is not known.
import type { TokenUsage } from '../wire/wire-format.ts';
import type { Calibration } from './calibration/calibration.ts';
import type { Saving } from './perf-report.ts';
import type { OwnPrices } from './prices/prices-of.ts';
import type { NumberedRequest } from './recent-requests.ts';
import { perfReport } from './report.ts';

export interface RequestLine {
  /** Raised when a key changes its meaning or goes away. */
  readonly version: 1;
  /** Grows with every request of this store. */
  readonly id: number;
  /** "2026-11-20T10:00:00.000Z" */
  readonly at: string;
  readonly atMs: number;
  readonly agent: string | null;
  readonly provider: string;
  readonly model: string | null;
  readonly project: string | null;
  readonly conversation: string | null;
  readonly purpose: 'send' | 'count' | 'other';
  readonly status: number;
  /** Why the body went out as it came. */
  readonly reason: string | null;
  readonly aborted: boolean;
  readonly newInput: Saving;
  readonly wholeRequest: Saving;
  readonly usage: TokenUsage | null;
  readonly spentUsd: number | null;
  readonly netSavedUsd: number | null;
  /** Whether tokens were converted for what was saved, with a ratio that was learnt. */
  readonly isEstimated: boolean;
  readonly prefixRewritesByUs: number;
  readonly waitMs: number;
  readonly firstByteMs: number | null;
  readonly totalMs: number;
  readonly bytesReceived: number;
  readonly bytesSent: number;
}

export interface LineContext {
  readonly ownPrices?: OwnPrices;
  /** Of everything there is: one request says too little. */
  readonly calibration?: Calibration;
}

/** The figures of one request. */
export function requestLine(request: NumberedRequest, context: LineContext = {}): RequestLine {
  const report = perfReport([request], { sinceMs: null, store: null, ...context });
  const isPriced = report.money.pricedRequests > 0;
  return {
    version: 1,
    id: request.id,
    at: new Date(request.atMs).toISOString(),
    atMs: request.atMs,
    agent: request.agent ?? null,
    provider: request.provider,
    model: request.model ?? null,
    project: request.project ?? null,
    conversation: request.conversation ?? null,
    purpose: request.purpose,
    status: request.status,
    reason: request.reason ?? null,
    aborted: request.aborted ?? false,
    newInput: plainSaving(report.newInput),
    wholeRequest: plainSaving(report.wholeRequests),
    usage: request.usage ?? null,
    spentUsd: isPriced ? report.money.spentUsd : null,
    netSavedUsd: isPriced ? report.money.netSavedUsd : null,
    isEstimated: report.money.isEstimated,
    prefixRewritesByUs: report.cache.prefixRewritesByUs,
    waitMs: request.waitMs,
    firstByteMs: request.firstByteMs ?? null,
    totalMs: request.totalMs,
    bytesReceived: request.bytesReceived,
    bytesSent: request.bytesSent,
  };
}

function plainSaving({ tokensBefore, tokensAfter, savedTokens, savedShare }: Saving): Saving {
  return { tokensBefore, tokensAfter, savedTokens, savedShare };
}
