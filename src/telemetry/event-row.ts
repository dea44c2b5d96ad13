// Between an event and its row in the store: plain columns for what others may query, JSON for the rest.
import type { EventRow, NewEvent } from '../store/events.ts';
import type { TokenUsage } from '../wire/wire-format.ts';
import type { RequestEvent, TextCount } from './event.ts';

/** What has no column of its own. */
type Detail = Pick<
  RequestEvent,
  'method' | 'path' | 'arm' | 'retrieval' | 'texts' | 'volatile' | 'replaced' | 'sentTokens'
>;

/** The row of an event. */
export function eventRow(event: RequestEvent): NewEvent {
  const {
    type: _type,
    method,
    path,
    arm,
    retrieval,
    texts,
    usage,
    volatile,
    replaced,
    sentTokens,
    ...columns
  } = event;
  const detail: Detail = {
    method,
    path,
    texts,
    ...(arm !== undefined && { arm }),
    ...(retrieval !== undefined && { retrieval }),
    ...(volatile !== undefined && { volatile }),
    ...(replaced !== undefined && { replaced }),
    ...(sentTokens !== undefined && { sentTokens }),
  };
  const first = texts.filter((text) => text.first);
  const replayed = texts.filter((text) => !text.first);
  return {
    ...columns,
    ...(usage !== undefined && usageColumns(usage)),
    firstTokensBefore: sum(first, 'tokensBefore'),
    firstTokensAfter: sum(first, 'tokensAfter'),
    replayedTokensBefore: sum(replayed, 'tokensBefore'),
    replayedTokensAfter: sum(replayed, 'tokensAfter'),
    detail: JSON.stringify(detail),
  };
}

/** The event of a row; undefined for a row that nobody here wrote. */
export function eventOfRow(row: EventRow): RequestEvent | undefined {
  const detail = readDetail(row.detail);
  const usage = usageOf(row);
  if (detail === undefined || row.status === undefined) return undefined;
  const { wire, agent, conversation, project, model, aborted, firstByteMs } = row;
  const reason = row.reason as RequestEvent['reason'];
  return {
    type: 'request',
    ...detail,
    atMs: row.atMs,
    provider: row.provider ?? '',
    purpose: row.purpose === 'send' || row.purpose === 'count' ? row.purpose : 'other',
    status: row.status,
    bytesReceived: row.bytesReceived ?? 0,
    bytesSent: row.bytesSent ?? 0,
    waitMs: row.waitMs ?? 0,
    totalMs: row.totalMs ?? 0,
    ...(wire !== undefined && { wire }),
    ...(agent !== undefined && { agent }),
    ...(conversation !== undefined && { conversation }),
    ...(project !== undefined && { project }),
    ...(model !== undefined && { model }),
    ...(reason !== undefined && { reason }),
    ...(aborted !== undefined && { aborted }),
    ...(firstByteMs !== undefined && { firstByteMs }),
    ...(usage !== undefined && { usage }),
  };
}

function readDetail(detail: string | undefined): Detail | undefined {
  if (detail === undefined) return undefined;
  try {
    const value = JSON.parse(detail) as Partial<Detail> | null;
    return Array.isArray(value?.texts) ? (value as Detail) : undefined;
  } catch (error) {
    // A row that was cut short is one row less in a report.
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function usageColumns(usage: TokenUsage): Partial<NewEvent> {
  return {
    inputTokens: usage.input,
    outputTokens: usage.output,
    cacheReadTokens: usage.cacheRead,
    cacheWrite5mTokens: usage.cacheWrite5m,
    cacheWrite1hTokens: usage.cacheWrite1h,
  };
}

/** Undefined where a count is none: one endless number would make every sum endless. */
function usageOf(row: EventRow): TokenUsage | undefined {
  if (row.inputTokens === undefined) return undefined;
  const usage = {
    input: row.inputTokens,
    output: row.outputTokens ?? 0,
    cacheRead: row.cacheReadTokens ?? 0,
    cacheWrite5m: row.cacheWrite5mTokens ?? 0,
    cacheWrite1h: row.cacheWrite1hTokens ?? 0,
  };
  return Object.values(usage).every(Number.isFinite) ? usage : undefined;
}

function sum(texts: readonly TextCount[], name: 'tokensBefore' | 'tokensAfter'): number {
  return texts.reduce((total, text) => total + text[name], 0);
}
