// `perf --csv`: one row per hour, for spreadsheets. Columns are only ever added, at the end.
import { convertTally, type ConvertedTally } from './calibration/convert-tally.ts';
import { HOUR_MS } from './hourly-tallies.ts';
import type { PerfReport } from './perf-report.ts';
import type { TallyReading } from './read-report.ts';
import { reportOf } from './report.ts';
import { addTally, emptyTally } from './tally.ts';

type Cell = string | number | null | undefined;

/** Column by column, in UTC; empty where nothing was measured. Money is in US dollars, durations are in milliseconds. */
const COLUMNS: readonly (readonly [name: string, cell: (report: PerfReport) => Cell])[] = [
  ['requests', ({ requests }) => requests.send],
  ['requestsChanged', ({ requests }) => requests.changed],
  ['requestsFailed', ({ requests }) => requests.failed],
  ['requestsAborted', ({ requests }) => requests.aborted],
  ['newInputTokensBefore', ({ newInput }) => newInput.tokensBefore],
  ['newInputTokensAfter', ({ newInput }) => newInput.tokensAfter],
  ['wholeRequestTokensBefore', ({ wholeRequests }) => wholeRequests.tokensBefore],
  ['wholeRequestTokensAfter', ({ wholeRequests }) => wholeRequests.tokensAfter],
  ['spentUsd', ({ money }) => (money.pricedRequests > 0 ? money.spentUsd : null)],
  ['netSavedUsd', ({ money }) => (money.pricedRequests > 0 ? money.netSavedUsd : null)],
  ['listSavedUsd', ({ money }) => (money.pricedRequests > 0 ? money.listSavedUsd : null)],
  ['unpricedRequests', ({ money }) => money.unpricedRequests],
  ['cacheReadTokens', ({ cache }) => cache.readTokens],
  ['cacheWriteTokens5m', ({ cache }) => cache.writeTokens5m],
  ['cacheWriteTokens1h', ({ cache }) => cache.writeTokens1h],
  ['uncachedTokens', ({ cache }) => cache.uncachedTokens],
  ['outputTokens', ({ cache }) => cache.outputTokens],
  ['prefixRewritesByUs', ({ cache }) => cache.prefixRewritesByUs],
  ['waitMsP50', ({ latency }) => latency.waitMs?.p50],
  ['waitMsP95', ({ latency }) => latency.waitMs?.p95],
  ['firstByteMsP50', ({ latency }) => latency.firstByteMs?.p50],
  ['firstByteMsP95', ({ latency }) => latency.firstByteMs?.p95],
  ['retrievalsWhole', ({ retrievals }) => retrievals.whole],
  ['retrievalsSliced', ({ retrievals }) => retrievals.sliced],
  ['retrievedTokens', ({ retrievals }) => retrievals.tokens],
  ['newInputModelTokensBefore', ({ newInput }) => newInput.modelTokens.tokensBefore],
  ['newInputModelTokensAfter', ({ newInput }) => newInput.modelTokens.tokensAfter],
];

/** The hours as comma-separated values with a line of titles; the first and the last hour may be parts of one. */
export function hourlyCsv({
  hours,
  calibration,
}: Pick<TallyReading, 'hours' | 'calibration'>): string {
  const titles = ['hour', ...COLUMNS.map(([name]) => name)];
  const soFar = emptyTally();
  const rows = hours.map(({ hour, tally }) => {
    const before = convertTally(soFar, calibration);
    addTally(soFar, tally);
    const steps = stepsBetween(before, convertTally(soFar, calibration));
    const report = withSteps(reportOf(tally, { sinceMs: null, store: null, calibration }), steps);
    const cells = COLUMNS.map(([, cell]) => cellText(cell(report)));
    return [new Date(hour * HOUR_MS).toISOString(), ...cells];
  });
  return [titles, ...rows].map((row) => `${row.join(',')}\n`).join('');
}

type Steps = Pick<ConvertedTally, 'newInput' | 'wholeRequests'>;

/** What an hour adds to the whole tokens of all hours up to it: rounded so, hours add up to the report of all of them. */
function stepsBetween(before: ConvertedTally, after: ConvertedTally): Steps {
  const step = (name: keyof Steps) => ({
    tokensBefore: after[name].tokensBefore - before[name].tokensBefore,
    tokensAfter: after[name].tokensAfter - before[name].tokensAfter,
  });
  return { newInput: step('newInput'), wholeRequests: step('wholeRequests') };
}

function withSteps(report: PerfReport, steps: Steps): PerfReport {
  const { newInput } = report;
  return {
    ...report,
    newInput: { ...newInput, modelTokens: { ...newInput.modelTokens, ...steps.newInput } },
    wholeRequests: { ...report.wholeRequests, ...steps.wholeRequests },
  };
}

/** Numbers and times only, so nothing has to be quoted. */
function cellText(cell: Cell): string {
  return typeof cell === 'number' ? String(Number(cell.toFixed(9))) : (cell ?? '');
}
