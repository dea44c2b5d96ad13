// Turns an exchange into the row that is kept about it. Pure: the same exchange gives the same row.
import type { SegmentOutcome } from '../pipeline/prepared.ts';
import type { Exchange } from '../proxy/exchange.ts';
import type { ReplacedText, RequestEvent, TextCount } from './event.ts';

/** Bytes of a JSON string literal per token of its text: 3.1 over mixed tool outputs, from 2.1 (listings) to 5.1 (JSON). */
const BYTES_PER_TOKEN = 3.5;
const LONGEST_NAME = 200;

/** What is kept about a request once its answer has ended. `launched` is the agent that we started ourselves. */
export function recordExchange(exchange: Exchange, launched?: string): RequestEvent {
  const agent = agentOf(exchange.userAgent, launched);
  const { wire, conversation, arm, model, reason, aborted, retrieval, usage, firstByteMs } =
    exchange;
  const replaced = replacedTexts(exchange.segments);
  return {
    type: 'request',
    atMs: exchange.startedAtMs,
    method: exchange.method,
    path: pathOnly(exchange.path),
    provider: exchange.provider,
    purpose: exchange.purpose,
    status: exchange.status,
    bytesReceived: exchange.bytesReceived,
    bytesSent: exchange.bytesSent,
    waitMs: exchange.waitMs,
    totalMs: exchange.totalMs,
    texts: countTexts(exchange.segments),
    ...(wire !== undefined && { wire }),
    ...(agent !== undefined && { agent }),
    ...(conversation !== undefined && { conversation: clip(conversation) }),
    ...(arm !== undefined && { arm }),
    ...(model !== undefined && { model: clip(model) }),
    ...(reason !== undefined && { reason }),
    ...(aborted !== undefined && { aborted }),
    ...(retrieval !== undefined && { retrieval }),
    ...(usage !== undefined && { usage }),
    ...(exchange.volatile !== undefined && { volatile: exchange.volatile }),
    ...(firstByteMs !== undefined && { firstByteMs }),
    ...(replaced.length > 0 && { replaced }),
  };
}

/** Name and version alone: what comes behind may be a model. An agent that hides behind a library goes by its launch. */
function agentOf(userAgent: string | undefined, launched: string | undefined): string | undefined {
  const [first = ''] = (userAgent ?? '').trim().split(' ');
  const [name = '', version] = first.split('/');
  if (launched !== undefined && (name === '' || LIBRARIES.has(name.toLowerCase()))) return launched;
  return name === '' ? undefined : clip(version === undefined ? name : `${name}/${version}`);
}

const LIBRARIES = new Set([
  'openai',
  'anthropic',
  'undici',
  'node',
  'node-fetch',
  'axios',
  'python-httpx',
  'litellm',
]);

/** A query may hold a secret (some providers take their key there). */
function pathOnly(path: string): string {
  return clip(path.split('?')[0] ?? path);
}

function clip(name: string): string {
  return name.length > LONGEST_NAME ? name.slice(0, LONGEST_NAME) : name;
}

const MOST_REPLACED = 12;

function replacedTexts(segments: readonly SegmentOutcome[]): readonly ReplacedText[] {
  return segments
    .flatMap(({ key, first, tool, decision }): ReplacedText[] => {
      if (!first || decision.action !== 'replace') return [];
      const { by, handle, tokensBefore, tokensAfter } = decision;
      const known = {
        ...(handle !== undefined && { handle }),
        ...(tool !== undefined && { tool: clip(tool) }),
      };
      return [{ key, ...known, by, tokensBefore, tokensAfter }];
    })
    .sort((one, other) => savedBy(other) - savedBy(one))
    .slice(0, MOST_REPLACED);
}

function savedBy({ tokensBefore, tokensAfter }: ReplacedText): number {
  return tokensBefore - tokensAfter;
}

function countTexts(segments: readonly SegmentOutcome[]): readonly TextCount[] {
  if (segments.length === 1) return segments.map(countOne);
  const groups = new Map<string, TextCount>();
  for (const segment of segments) {
    const one = countOne(segment);
    const { texts: _texts, tokensBefore: _before, tokensAfter: _after, ...same } = one;
    const name = JSON.stringify(same);
    const sum = groups.get(name);
    groups.set(name, sum === undefined ? one : addCounts(sum, one));
  }
  return [...groups.values()];
}

function addCounts(sum: TextCount, one: TextCount): TextCount {
  return {
    ...sum,
    texts: sum.texts + one.texts,
    tokensBefore: sum.tokensBefore + one.tokensBefore,
    tokensAfter: sum.tokensAfter + one.tokensAfter,
  };
}

function countOne(segment: SegmentOutcome): TextCount {
  const { decision } = segment;
  const seen = {
    ...(segment.tool !== undefined && { tool: clip(segment.tool) }),
    first: segment.first,
    zone: segment.zone,
  };
  if (decision.action === 'keep') {
    const tokens = Math.round(segment.bytes / BYTES_PER_TOKEN);
    return {
      ...seen,
      reason: decision.reason,
      texts: 1,
      tokensBefore: tokens,
      tokensAfter: tokens,
    };
  }
  const { by, kind, fidelity, tokensBefore, tokensAfter } = decision;
  return { ...seen, by, kind, fidelity, texts: 1, tokensBefore, tokensAfter };
}
