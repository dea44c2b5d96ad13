// What the head of the dashboard says, in parts that may be styled.
import {
  formatCount,
  formatSaving,
  formatShare,
  formatUsd,
} from '../../telemetry/format/format-number.ts';
import type { PerfReport, Saving } from '../../telemetry/perf-report.ts';
import type { Tone } from '../styles.ts';

export interface Part {
  readonly text: string;
  readonly tone: Tone;
}

/** One list of parts per line: the window, the three headline numbers by their names, the cache, and rewrites by us. */
export function headlineParts(report: PerfReport, range: string): readonly (readonly Part[])[] {
  const { newInput, wholeRequests, money } = report;
  return [
    [{ text: titleText(report, range), tone: 'title' }],
    fact('New input', newInput.savedShare, amount(newInput)),
    fact('Whole requests', wholeRequests.savedShare, amount(wholeRequests)),
    fact('Money, net', money.netSavedShare, moneyText(report)),
    cacheParts(report),
    rewriteParts(report),
  ];
}

function titleText({ requests }: PerfReport, range: string): string {
  const period = range === 'all' ? 'all time' : `last ${range}`;
  return [
    `headroom, ${period}: ${formatCount(requests.send)} ${requests.send === 1 ? 'request' : 'requests'}`,
    `${formatCount(requests.changed)} made smaller`,
    `${formatCount(requests.failed)} failed`,
    `${formatCount(requests.aborted)} aborted`,
  ].join(', ');
}

const NAME_WIDTH = 16;
const SHARE_WIDTH = 12;

function fact(name: string, share: number | null, more: string): readonly Part[] {
  return [
    { text: name.padEnd(NAME_WIDTH), tone: 'plain' },
    { text: formatSaving(share).padStart(SHARE_WIDTH), tone: toneOf(share) },
    { text: `  ${more}`, tone: 'plain' },
  ];
}

function toneOf(share: number | null): Tone {
  if (share === null || share === 0) return 'plain';
  return share > 0 ? 'good' : 'bad';
}

function amount({ tokensBefore, tokensAfter }: Saving): string {
  return `${formatCount(tokensAfter)} instead of ${formatCount(tokensBefore)} tokens`;
}

function moneyText({ money }: PerfReport): string {
  const { netSavedUsd, spentUsd, listSavedUsd, pricedRequests, isEstimated } = money;
  if (pricedRequests === 0) return 'no usage with a known price';
  return [
    `${formatUsd(netSavedUsd)} saved`,
    `${formatUsd(listSavedUsd)} at list price`,
    `${formatUsd(spentUsd)} spent`,
    ...(isEstimated ? ['estimated'] : []),
  ].join(', ');
}

function cacheParts({ cache }: PerfReport): readonly Part[] {
  const share = `${formatShare(cache.readShare)} read`.padStart(SHARE_WIDTH);
  const counts = [
    `${formatCount(cache.readTokens)} read`,
    `${formatCount(cache.writeTokens5m + cache.writeTokens1h)} written`,
    `${formatCount(cache.uncachedTokens)} plain`,
  ].join(', ');
  return [{ text: `${'Provider cache'.padEnd(NAME_WIDTH)}${share}  ${counts}`, tone: 'plain' }];
}

/** Always 0 by design: anything else is a fault of ours, and is said as one. */
function rewriteParts({ cache, money }: PerfReport): readonly Part[] {
  const count = cache.prefixRewritesByUs;
  const text = `Prefix rewrites by us ${String(count).padStart(6)}`;
  if (count > 0) return [{ text: `${text}  (!) this must be 0: please report it`, tone: 'bad' }];
  if (money.unpricedRequests === 0) return [{ text, tone: 'plain' }];
  const unpriced = `requests without a known price: ${formatCount(money.unpricedRequests)}`;
  return [{ text: `${text}  ${unpriced}`, tone: 'plain' }];
}
