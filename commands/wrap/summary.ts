// The one line that a session leaves behind, and a second when something went wrong.
import { formatUsd } from '../../src/telemetry/format/format-number.ts';
import type { PerfReport } from '../../src/telemetry/perf-report.ts';
import type { Session } from './session.ts';

/** What is said when the agent is gone. */
export function closingLines(session: Pick<Session, 'report' | 'unrecorded'>): readonly string[] {
  const lines = [summaryLine(session.report()), unrecordedLine(session.unrecorded())];
  return lines.filter((line) => line !== undefined);
}

/** Undefined when all is well. */
export function unrecordedLine(requests: number): string | undefined {
  if (requests === 0) return undefined;
  const what = requests === 1 ? '1 request' : `${requests} requests`;
  return `headroom: ${what} could not be written to the store: missing in headroom perf, the log says why`;
}

/** Undefined when no tool output went through, so there is nothing to say. */
export function summaryLine(report: PerfReport): string | undefined {
  const { newInput, money, cache, retrievals } = report;
  const { tokensBefore, tokensAfter, savedShare } = newInput;
  if (tokensBefore <= 0 || savedShare === null) return undefined;
  const sizes = `${shortNumber(tokensBefore)} -> ${shortNumber(tokensAfter)} tokens this session`;
  const parts = [
    `${sizes} (${Math.round(savedShare * 100)} % of new input)`,
    ...(money.pricedRequests === 0
      ? []
      : [`${formatUsd(money.netSavedUsd)} saved${money.isEstimated ? ' (estimated)' : ''}`]),
    `${cache.prefixRewritesByUs} cache rewrites`,
    retrievals.putBackTexts === 1 ? '1 retrieval' : `${retrievals.putBackTexts} retrievals`,
  ];
  return `headroom: ${parts.join(', ')}`;
}

function shortNumber(count: number): string {
  if (count < 1_000) return String(count);
  if (count < 999_500) return `${trim(count / 1_000)}k`;
  return `${trim(count / 1_000_000)}M`;
}

/** One digit behind the point below ten, none above. */
function trim(value: number): string {
  return value < 9.95 ? value.toFixed(1).replace('.0', '') : value.toFixed(0);
}
