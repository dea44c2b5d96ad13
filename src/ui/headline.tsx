// The head of the dashboard: the window, the three headline numbers, each by its name, and the cache.
import { Box, Text } from 'ink';
import type { ReactElement } from 'react';
import { formatCount, formatSaving, formatShare, formatUsd } from '../telemetry/format-number.ts';
import type { PerfReport, Saving } from '../telemetry/perf-report.ts';
import { Line } from './line.tsx';
import { styleOf, type Tone } from './styles.ts';

export interface HeadlineProps {
  readonly report: PerfReport;
  /** "24 h" */
  readonly range: string;
  readonly colour: boolean;
}

/** Lines that the headline takes. */
export const HEADLINE_HEIGHT = 6;

/** The title and one line per number. */
export function Headline({ report, range, colour }: HeadlineProps): ReactElement {
  const { newInput, wholeRequests, money } = report;
  return (
    <Box flexDirection="column" flexShrink={0}>
      <Line text={titleText(report, range)} tone="title" colour={colour} />
      <Fact name="New input" share={newInput.savedShare} more={amount(newInput)} colour={colour} />
      <Fact
        name="Whole requests"
        share={wholeRequests.savedShare}
        more={amount(wholeRequests)}
        colour={colour}
      />
      <Fact
        name="Money, net"
        share={money.netSavedShare}
        more={moneyText(report)}
        colour={colour}
      />
      <CacheLine report={report} colour={colour} />
      <Rewrites report={report} colour={colour} />
    </Box>
  );
}

function titleText({ requests }: PerfReport, range: string): string {
  const period = range === 'all' ? 'all time' : `last ${range}`;
  return [
    `headroom, ${period}: ${formatCount(requests.send)} requests`,
    `${formatCount(requests.changed)} made smaller`,
    `${formatCount(requests.failed)} failed`,
    `${formatCount(requests.aborted)} aborted`,
  ].join(', ');
}

interface FactProps {
  readonly name: string;
  readonly share: number | null;
  readonly more: string;
  readonly colour: boolean;
}

function Fact({ name, share, more, colour }: FactProps): ReactElement {
  return (
    <Text wrap="truncate">
      {name.padEnd(16)}
      <Text {...styleOf(toneOf(share), colour)}>{formatSaving(share).padStart(12)}</Text>
      {`  ${more}`}
    </Text>
  );
}

function toneOf(share: number | null): Tone {
  if (share === null || share === 0) return 'plain';
  return share > 0 ? 'good' : 'bad';
}

function amount({ tokensBefore, tokensAfter }: Saving): string {
  return `${formatCount(tokensAfter)} instead of ${formatCount(tokensBefore)} tokens`;
}

function moneyText({ money }: PerfReport): string {
  const { netSavedUsd, spentUsd, listSavedUsd, pricedRequests } = money;
  if (pricedRequests === 0) return 'no usage with a known price';
  return `${formatUsd(netSavedUsd)} saved, ${formatUsd(listSavedUsd)} at list price, ${formatUsd(spentUsd)} spent`;
}

function CacheLine({ report, colour }: Pick<HeadlineProps, 'report' | 'colour'>): ReactElement {
  const { readShare, readTokens, writeTokens5m, writeTokens1h, uncachedTokens } = report.cache;
  const share = `${formatShare(readShare)} read`.padStart(12);
  const counts = [
    `${formatCount(readTokens)} read`,
    `${formatCount(writeTokens5m + writeTokens1h)} written`,
    `${formatCount(uncachedTokens)} plain`,
  ].join(', ');
  return <Line text={`${'Provider cache'.padEnd(16)}${share}  ${counts}`} colour={colour} />;
}

/** Always 0 by design: anything else is a fault of ours, and is said as one. */
function Rewrites({ report, colour }: Pick<HeadlineProps, 'report' | 'colour'>): ReactElement {
  const { prefixRewritesByUs: count } = report.cache;
  const { unpricedRequests } = report.money;
  const unpriced = `${formatCount(unpricedRequests)} requests without a known price`;
  return (
    <Text wrap="truncate">
      <Text {...styleOf(count === 0 ? 'plain' : 'bad', colour)}>
        {`Prefix rewrites by us ${String(count).padStart(6)}`}
        {count === 0 ? '' : '  (!) this must be 0: please report it'}
      </Text>
      {count === 0 && unpricedRequests > 0 ? `  ${unpriced}` : ''}
    </Text>
  );
}
