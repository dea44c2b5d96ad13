// The figures of a report that stand in its first lines, as words.
import { explainCalibration } from '../calibration/explain-calibration.ts';
import type { Percentiles, PerfReport } from '../perf-report.ts';
import {
  formatBytes,
  formatCount,
  formatMs,
  formatSaving,
  formatShare,
  formatUsd,
} from './format-number.ts';

/** A line of the report, of parts that may stand on lines of their own. */
export type Fact = readonly [label: string, ...parts: readonly string[]];

/** In order. Parts of a fact stay together when a line has to be broken; without a label it continues the one before. */
export function reportFacts(report: PerfReport): readonly Fact[] {
  const { requests, newInput, wholeRequests, cache, latency, retrievals, store } = report;
  const estimated = report.money.isEstimated ? ['estimated'] : [];
  return [
    ['New input', amount(newInput), formatSaving(newInput.savedShare), ...inModelTokens(report)],
    ['Whole requests', amount(wholeRequests), formatSaving(wholeRequests.savedShare), ...estimated],
    ...moneyFacts(report, estimated),
    ...calibrationFacts(report),
    [
      'Requests',
      `${formatCount(requests.send)} sent`,
      `${formatCount(requests.changed)} made smaller`,
      `${formatCount(requests.failed)} failed`,
      `${formatCount(requests.aborted)} aborted`,
      `${formatCount(requests.count + requests.other)} passed through`,
    ],
    [
      'Provider cache',
      `${formatCount(cache.readTokens)} read (${formatShare(cache.readShare)})`,
      `${formatCount(cache.writeTokens5m + cache.writeTokens1h)} written`,
      `${formatCount(cache.uncachedTokens)} plain`,
      `prefixes rewritten by us: ${cache.prefixRewritesByUs}`,
    ],
    ['Added wait', ...percentileParts(latency.waitMs)],
    ['First byte', ...percentileParts(latency.firstByteMs)],
    [
      'Fetched back',
      `${retrievals.whole} whole`,
      `${retrievals.sliced} in part`,
      `${formatCount(retrievals.tokens)} tokens`,
      `${formatCount(retrievals.putBackTokens)} of them seen in requests`,
    ],
    store === null
      ? ['Store', 'could not be read']
      : [
          'Store',
          `${formatCount(store.originals)} originals (${formatBytes(store.originalBytes)})`,
          `${formatBytes(store.fileBytes)} on disk`,
        ],
  ];
}

/** A line of a report must not become a table. */
const MOST_FAMILIES = 4;

function calibrationFacts({ calibration }: PerfReport): readonly Fact[] {
  if (calibration.length === 0) return [];
  return [['Model tokens', ...calibration.slice(0, MOST_FAMILIES).map(explainCalibration)]];
}

function inModelTokens({ newInput: { modelTokens }, money }: PerfReport): readonly string[] {
  return money.isEstimated ? [`in tokens of the models ${amount(modelTokens)}, estimated`] : [];
}

function amount(saving: { readonly tokensBefore: number; readonly tokensAfter: number }): string {
  return `${formatCount(saving.tokensAfter)} instead of ${formatCount(saving.tokensBefore)} tokens`;
}

function moneyFacts(report: PerfReport, estimated: readonly string[]): readonly Fact[] {
  const { money } = report;
  if (money.pricedRequests === 0) return [['Money', 'no priced usage seen', ...unpriced(report)]];
  const without = money.spentUsd + money.netSavedUsd;
  return [
    [
      'Money',
      `${formatUsd(money.spentUsd)} instead of ${formatUsd(without)}`,
      formatSaving(money.netSavedShare),
      ...estimated,
    ],
    [
      '',
      `saved ${formatUsd(money.savedUsd)} (${formatUsd(money.listSavedUsd)} if there were no cache)`,
      `less ${formatUsd(money.retrievalUsd)} for what was fetched back`,
      `less ${formatUsd(money.toolDefinitionUsd)} for our tool`,
      `list prices of ${money.pricesAsOf}, check yours`,
      ...unpriced(report),
    ],
  ];
}

function unpriced({ money }: PerfReport): readonly string[] {
  if (money.unpricedRequests === 0) return [];
  const unknown = money.unknownModels.slice(0, 3).map((model) => `no price known for ${model}`);
  return [`requests without a price: ${formatCount(money.unpricedRequests)}`, ...unknown];
}

function percentileParts(percentiles: Percentiles | null): readonly string[] {
  if (percentiles === null) return ['not measured'];
  const { p50, p95, p99 } = percentiles;
  return [`p50 ${formatMs(p50)}`, `p95 ${formatMs(p95)}`, `p99 ${formatMs(p99)}`];
}
