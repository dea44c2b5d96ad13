// A report is a tally, put into words for programs: rows sorted, shares and dollars worked out.
import type { TelemetryEvent } from './event.ts';
import { percentilesOf } from './histogram.ts';
import { promptTokens } from './money.ts';
import type {
  CacheReport,
  GroupReport,
  MoneyReport,
  PerfReport,
  RequestCounts,
  Saving,
  StoreSize,
  TextSaving,
} from './perf-report.ts';
import { PRICES_AS_OF, type OwnPrices } from './prices/prices-of.ts';
import type { GroupSums, MoneySums, Tally, TextSums } from './tally.ts';
import { tallyEvents } from './tally-events.ts';
import { volatileReports } from './volatile-texts.ts';

export interface ReportContext {
  /** Null: all events. */
  readonly sinceMs: number | null;
  readonly store: StoreSize | null;
  readonly ownPrices?: OwnPrices;
}

/** The report over these events. */
export function perfReport(events: Iterable<TelemetryEvent>, context: ReportContext): PerfReport {
  const since = context.sinceMs ?? -Infinity;
  const asked = [...events].filter((event) => event.atMs >= since);
  return reportOf(tallyEvents(asked, context.ownPrices), context);
}

/** The report of a tally. */
export function reportOf(tally: Tally, context: Omit<ReportContext, 'ownPrices'>): PerfReport {
  const { newInput } = tally;
  return {
    version: 1,
    window: { sinceMs: context.sinceMs, firstMs: tally.firstMs, lastMs: tally.lastMs },
    requests: requestCounts(tally),
    newInput: {
      texts: newInput.texts,
      replacedTexts: newInput.replacedTexts,
      putBackTokens: newInput.putBackTokens,
      ...savingOf(newInput),
    },
    wholeRequests: savingOf(tally.wholeRequests),
    money: moneyReport(tally),
    cache: cacheReport(tally),
    byTool: bySaved(
      Object.entries(tally.tools).map(([tool, sums]) => ({ tool, ...textSaving(sums) })),
    ),
    byCompressor: bySaved(Object.entries(tally.compressors).map(compressorRow)),
    kept: Object.entries(tally.kept)
      .map(([reason, sums]) => ({ reason, ...sums }))
      .sort((a, b) => b.tokens - a.tokens || compareText(a.reason, b.reason)),
    volatile: volatileReports(tally),
    byModel: groupRows(tally.groups.model).map(({ name: model, ...row }) => ({ model, ...row })),
    byAgent: groupRows(tally.groups.agent).map(({ name: agent, ...row }) => ({ agent, ...row })),
    byProject: groupRows(tally.groups.project).map(({ name: project, ...row }) => ({
      project,
      ...row,
    })),
    byProvider: groupRows(tally.groups.provider).map(({ name: provider, ...row }) => ({
      provider,
      ...row,
    })),
    latency: {
      waitMs: percentilesOf(tally.waitMs),
      firstByteMs: percentilesOf(tally.firstByteMs),
    },
    retrievals: {
      ...tally.retrievals,
      putBackTexts: newInput.putBackTexts,
      putBackTokens: newInput.putBackTokens,
    },
    store: context.store,
  };
}

function requestCounts({ requests, unchanged }: Tally): RequestCounts {
  return {
    ...requests,
    unchanged: Object.entries(unchanged)
      .map(([reason, count]) => ({ reason, requests: count }))
      .sort((a, b) => b.requests - a.requests || compareText(a.reason, b.reason)),
  };
}

/** Before, after and the difference; the share is null when there was nothing. */
export function savingOf(sums: {
  readonly tokensBefore: number;
  readonly tokensAfter: number;
}): Saving {
  const { tokensBefore, tokensAfter } = sums;
  const savedTokens = tokensBefore - tokensAfter;
  return {
    tokensBefore,
    tokensAfter,
    savedTokens,
    savedShare: tokensBefore === 0 ? null : savedTokens / tokensBefore,
  };
}

const NANO = 1e9;

function netNano(money: MoneySums): number {
  return money.savedNano - money.retrievalNano - money.toolDefinitionNano;
}

function moneyReport({ money, unknownModels }: Tally): MoneyReport {
  const withoutNano = money.spentNano + netNano(money);
  return {
    pricesAsOf: PRICES_AS_OF,
    spentUsd: money.spentNano / NANO,
    savedUsd: money.savedNano / NANO,
    listSavedUsd: money.listSavedNano / NANO,
    retrievalUsd: money.retrievalNano / NANO,
    toolDefinitionUsd: money.toolDefinitionNano / NANO,
    netSavedUsd: netNano(money) / NANO,
    netSavedShare: withoutNano > 0 ? netNano(money) / withoutNano : null,
    pricedRequests: money.pricedRequests,
    unpricedRequests: money.unpricedRequests,
    unknownModels: Object.keys(unknownModels).sort(),
  };
}

function cacheReport({ usage, prefixRewrites }: Tally): CacheReport {
  const prompt = promptTokens(usage);
  return {
    readTokens: usage.cacheRead,
    writeTokens5m: usage.cacheWrite5m,
    writeTokens1h: usage.cacheWrite1h,
    uncachedTokens: usage.input,
    outputTokens: usage.output,
    readShare: prompt === 0 ? null : usage.cacheRead / prompt,
    prefixRewritesByUs: prefixRewrites.requests,
  };
}

/** The most requests first. */
function groupRows(
  groups: Readonly<Record<string, GroupSums>>,
): (GroupReport & { name: string })[] {
  return Object.entries(groups)
    .map(([name, sums]) => ({
      name,
      requests: sums.requests,
      newInput: savingOf(sums),
      spentUsd: sums.pricedRequests === 0 ? null : sums.spentNano / NANO,
      netSavedUsd: sums.pricedRequests === 0 ? null : sums.netSavedNano / NANO,
    }))
    .sort((a, b) => b.requests - a.requests || compareText(a.name, b.name));
}

function compressorRow([name, sums]: readonly [string, TextSums]) {
  const [by = '', kind = '', fidelity = ''] = JSON.parse(name) as string[];
  return { by, kind, fidelity, ...textSaving(sums) };
}

function textSaving(sums: TextSums): TextSaving {
  return { texts: sums.texts, replacedTexts: sums.replacedTexts, ...savingOf(sums) };
}

/** Most saved tokens first. */
function bySaved<T extends TextSaving>(rows: T[]): T[] {
  return rows.sort(
    (a, b) =>
      b.savedTokens - a.savedTokens ||
      b.tokensBefore - a.tokensBefore ||
      compareText(JSON.stringify(a), JSON.stringify(b)),
  );
}

/** By code units: the same everywhere, whatever the language of the machine. */
function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
