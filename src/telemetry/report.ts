// A report is a tally, put into words for programs: rows sorted, shares and dollars worked out.
import { calibrate, type Calibration } from './calibration/calibration.ts';
import { convertTally, netSavedNanoOf, type ConvertedTally } from './calibration/convert-tally.ts';
import type { TelemetryEvent } from './event.ts';
import { percentilesOf } from './histogram.ts';
import { promptTokens } from './money.ts';
import type {
  CacheReport,
  CalibrationReport,
  GroupReport,
  MoneyReport,
  PerfReport,
  RequestCounts,
  Saving,
  StoreSize,
  TextSaving,
} from './perf-report.ts';
import { PRICES_AS_OF, type OwnPrices } from './prices/prices-of.ts';
import type { GroupSums, Tally, TextSums } from './tally.ts';
import { tallyEvents } from './tally-events.ts';
import { volatileReports } from './volatile-texts.ts';

export interface ReportContext {
  /** Null: all events. */
  readonly sinceMs: number | null;
  readonly store: StoreSize | null;
  readonly ownPrices?: OwnPrices;
  /** What is known about how providers count; of the reported events alone when left out. */
  readonly calibration?: Calibration;
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
  const { calibration = calibrate(tally.counted) } = context;
  const converted = convertTally(tally, calibration);
  const calibrations = calibrationReports(tally, calibration);
  const rowsOf = (name: keyof Tally['groups']) => groupRows(tally.groups[name], calibration);
  const groups = {
    model: rowsOf('model'),
    agent: rowsOf('agent'),
    project: rowsOf('project'),
    provider: rowsOf('provider'),
  };
  return {
    version: 1,
    window: { sinceMs: context.sinceMs, firstMs: tally.firstMs, lastMs: tally.lastMs },
    requests: requestCounts(tally),
    newInput: {
      texts: newInput.texts,
      replacedTexts: newInput.replacedTexts,
      putBackTokens: newInput.putBackTokens,
      ...savingOf(newInput),
      modelTokens: savingOf(converted.newInput),
    },
    wholeRequests: savingOf(converted.wholeRequests),
    money: {
      ...moneyReport(tally, converted),
      isEstimated: calibrations.some(({ isEstimated }) => isEstimated),
    },
    calibration: calibrations,
    cache: cacheReport(tally),
    byTool: bySaved(
      Object.entries(tally.tools).map(([tool, sums]) => ({ tool, ...textSaving(sums) })),
    ),
    byCompressor: bySaved(Object.entries(tally.compressors).map(compressorRow)),
    kept: Object.entries(tally.kept)
      .map(([reason, sums]) => ({ reason, ...sums }))
      .sort((a, b) => b.tokens - a.tokens || compareText(a.reason, b.reason)),
    volatile: volatileReports(tally),
    byModel: groups.model.map(({ name: model, ...row }) => ({ model, ...row })),
    byAgent: groups.agent.map(({ name: agent, ...row }) => ({ agent, ...row })),
    byProject: groups.project.map(({ name: project, ...row }) => ({ project, ...row })),
    byProvider: groups.provider.map(({ name: provider, ...row }) => ({ provider, ...row })),
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

/** Families that anything was sent to, those with the most new input first. */
function calibrationReports(
  { families }: Tally,
  calibration: Calibration,
): readonly CalibrationReport[] {
  return Object.entries(families)
    .sort(([a, one], [b, other]) => other.tokensBefore - one.tokensBefore || compareText(a, b))
    .map(([family]) => {
      const ratio = calibration.ratioOf(family);
      const known = Object.hasOwn(calibration.counted, family) && calibration.counted[family];
      const sums = known || { requests: 0, ownTokens: 0, providerTokens: 0 };
      return { family, ratio: ratio ?? 1, isEstimated: ratio !== undefined, ...sums };
    });
}

function netNano(money: ConvertedTally['money']): number {
  return money.savedNano - money.retrievalNano - money.toolDefinitionNano;
}

function moneyReport(
  { money: { pricedRequests, unpricedRequests }, unknownModels }: Tally,
  { money }: ConvertedTally,
): Omit<MoneyReport, 'isEstimated'> {
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
    pricedRequests,
    unpricedRequests,
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
  calibration: Calibration,
): (GroupReport & { name: string })[] {
  return Object.entries(groups)
    .map(([name, sums]) => ({
      name,
      requests: sums.requests,
      newInput: savingOf(sums),
      spentUsd: sums.pricedRequests === 0 ? null : sums.spentNano / NANO,
      netSavedUsd: sums.pricedRequests === 0 ? null : netSavedNanoOf(sums, calibration) / NANO,
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
