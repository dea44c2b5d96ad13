// Folds events into a report. Law: the order of events does not matter, and every total is the sum of its parts.
import type { RequestEvent, RetrievalEvent, TelemetryEvent, TextCount } from './event.ts';
import { foldMoney, modelReports } from './fold-money.ts';
import { retrievedTokens, promptTokens, TOOL_DEFINITION_TOKENS } from './money.ts';
import type {
  CacheReport,
  PerfReport,
  RequestCounts,
  RetrievalReport,
  Saving,
  StoreSize,
} from './perf-report.ts';
import { percentilesOf } from './percentiles.ts';
import { volatileReports } from './volatile-texts.ts';
import { byCompressor, byTool, keptReasons, savingOf } from './text-savings.ts';

export interface ReportContext {
  /** Null: all events. */
  readonly sinceMs: number | null;
  readonly store: StoreSize | null;
}

/** The report over these events. */
export function perfReport(events: Iterable<TelemetryEvent>, context: ReportContext): PerfReport {
  const all = [...events].filter((event) => event.atMs >= (context.sinceMs ?? -Infinity));
  const requests = all.filter((event) => event.type === 'request');
  const sends = requests.filter((event) => event.purpose === 'send');
  const firstTexts = sends.flatMap((event) => event.texts.filter((text) => text.first));
  const ours = firstTexts.filter((text) => text.reason !== 'settled');
  return {
    version: 1,
    window: { sinceMs: context.sinceMs, ...spanOf(all) },
    requests: countRequests(requests, sends),
    newInput: newInput(ours),
    wholeRequests: wholeRequests(sends),
    money: foldMoney(sends),
    cache: cacheReport(sends),
    byTool: byTool(ours),
    byCompressor: byCompressor(ours),
    kept: keptReasons(firstTexts),
    volatile: volatileReports(sends),
    byModel: modelReports(sends),
    latency: {
      waitMs: percentilesOf(sends.map((event) => event.waitMs)),
      firstByteMs: percentilesOf(sends.flatMap((event) => event.firstByteMs ?? [])),
    },
    retrievals: retrievals(
      all.filter((event) => event.type === 'retrieval'),
      firstTexts,
    ),
    store: context.store,
  };
}

function spanOf(events: readonly TelemetryEvent[]) {
  let firstMs: number | null = null;
  let lastMs: number | null = null;
  for (const { atMs } of events) {
    if (firstMs === null || atMs < firstMs) firstMs = atMs;
    if (lastMs === null || atMs > lastMs) lastMs = atMs;
  }
  return { firstMs, lastMs };
}

function countRequests(
  requests: readonly RequestEvent[],
  sends: readonly RequestEvent[],
): RequestCounts {
  const reasons = new Map<string, number>();
  for (const { reason } of sends) {
    if (reason !== undefined) reasons.set(reason, (reasons.get(reason) ?? 0) + 1);
  }
  const unchanged = [...reasons].map(([reason, count]) => ({ reason, requests: count }));
  return {
    total: requests.length,
    send: sends.length,
    count: requests.filter((event) => event.purpose === 'count').length,
    other: requests.filter((event) => event.purpose === 'other').length,
    changed: sends.filter((event) => event.reason === undefined).length,
    failed: sends.filter((event) => event.status >= 400).length,
    aborted: sends.filter((event) => event.aborted === true).length,
    unchanged: unchanged.sort((a, b) => b.requests - a.requests || (a.reason < b.reason ? -1 : 1)),
  };
}

/** A text that was fetched back would not be there without us: it counts as sent, never as needed. */
function newInput(texts: readonly TextCount[]): PerfReport['newInput'] {
  const putBackTokens = sum(texts, (text) => (isRetrieved(text) ? text.tokensAfter : 0));
  const tokensAfter = sum(texts, (text) => text.tokensAfter);
  const tokensBefore = sum(texts, (text) => text.tokensBefore) - putBackTokens;
  return {
    texts: sum(texts, (text) => text.texts),
    replacedTexts: sum(texts, (text) => (text.reason === undefined ? text.texts : 0)),
    putBackTokens,
    ...savingOf(tokensBefore, tokensAfter),
  };
}

/** Only where the provider said how much it read. */
function wholeRequests(sends: readonly RequestEvent[]): Saving {
  let tokensAfter = 0;
  let tokensBefore = 0;
  for (const { usage, texts, retrieval } of sends) {
    if (usage === undefined) continue;
    const putBack = retrievedTokens(texts);
    const saved = sum(texts, (text) => text.tokensBefore - text.tokensAfter);
    const definition = retrieval === 'mcp' ? TOOL_DEFINITION_TOKENS : 0;
    tokensAfter += promptTokens(usage);
    tokensBefore += promptTokens(usage) + saved - putBack.first - putBack.again - definition;
  }
  return savingOf(tokensBefore, tokensAfter);
}

function cacheReport(sends: readonly RequestEvent[]): CacheReport {
  const usages = sends.flatMap((event) => event.usage ?? []);
  const readTokens = sum(usages, (usage) => usage.cacheRead);
  const prompt = sum(usages, promptTokens);
  return {
    readTokens,
    writeTokens5m: sum(usages, (usage) => usage.cacheWrite5m),
    writeTokens1h: sum(usages, (usage) => usage.cacheWrite1h),
    uncachedTokens: sum(usages, (usage) => usage.input),
    outputTokens: sum(usages, (usage) => usage.output),
    readShare: prompt === 0 ? null : readTokens / prompt,
    prefixRewritesByUs: sends.filter((event) => event.texts.some(isRewrite)).length,
  };
}

function isRewrite(text: TextCount): boolean {
  return text.first && text.zone === 'settled' && text.reason === undefined;
}

function isRetrieved(text: TextCount): boolean {
  return text.reason === 'retrieved';
}

function retrievals(
  fetched: readonly RetrievalEvent[],
  firstTexts: readonly TextCount[],
): RetrievalReport {
  const putBack = firstTexts.filter(isRetrieved);
  return {
    whole: fetched.filter((event) => !event.sliced).length,
    sliced: fetched.filter((event) => event.sliced).length,
    tokens: sum(fetched, (event) => event.tokens),
    putBackTexts: sum(putBack, (text) => text.texts),
    putBackTokens: sum(putBack, (text) => text.tokensAfter),
  };
}

function sum<T>(items: readonly T[], valueOf: (item: T) => number): number {
  return items.reduce((total, item) => total + valueOf(item), 0);
}
