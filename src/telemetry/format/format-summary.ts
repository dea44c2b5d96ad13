// A report in a few plain lines, for a model or a last word at the end of a session.
import { formatCount, formatSaving, formatUsd } from './format-number.ts';
import type { PerfReport, Saving } from '../perf-report.ts';

/** Three to five lines, no colours, no tables. */
export function formatSummary(report: PerfReport, period: string): string {
  const { requests, newInput, wholeRequests, money, retrievals, cache } = report;
  if (requests.total === 0) return `headroom: nothing is recorded for ${period}.`;
  const fetched = retrievals.whole + retrievals.sliced;
  return [
    `headroom, ${period}: ${formatCount(requests.send)} requests, ${formatCount(requests.changed)} made smaller.`,
    `New input: ${amount(newInput)}. Whole requests: ${amount(wholeRequests)}.`,
    ...(money.pricedRequests === 0
      ? []
      : [
          `Money: ${formatUsd(money.netSavedUsd)} saved net, ${formatUsd(money.spentUsd)} spent (list prices${money.isEstimated ? ', estimated' : ''}).`,
        ]),
    `Originals fetched back: ${formatCount(fetched)}. Prefixes rewritten by us: ${cache.prefixRewritesByUs}.`,
  ].join('\n');
}

function amount(saving: Saving): string {
  if (saving.savedShare === null) return 'not measured';
  const { tokensAfter, tokensBefore, savedShare } = saving;
  return `${formatCount(tokensAfter)} instead of ${formatCount(tokensBefore)} tokens (${formatSaving(savedShare)})`;
}
