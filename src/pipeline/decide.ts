// Decides about one text that nobody has decided about: asks the engine, adds the marker to what lost something.
import { estimateTokens } from '../tokens/estimate.ts';
import type { RetrievalWay, Segment } from '../wire/wire-format.ts';
import type { Profile } from '../compress/compressor.ts';
import type { Replacement } from '../compress/text-job.ts';
import type { CompressionEngine, Decision, LedgerEntry, Markers } from './ports.ts';

/** What a decision depends on: what a text is, never where it is. */
export type Subject = Pick<
  Segment,
  'key' | 'zone' | 'text' | 'tool' | 'toolInput' | 'isError' | 'isOrphan'
>;

export interface DecideContext {
  readonly engine: CompressionEngine;
  readonly markers: Markers;
  readonly profile: Profile;
  readonly question: string | undefined;
  readonly way: RetrievalWay;
}

/** The decision about a live text, with the original that must be durable before the replacement may leave. */
export async function decide(segment: Subject, given: DecideContext): Promise<LedgerEntry> {
  // Nobody knows what was asked for: it may be a file that is edited next, or an original that was fetched back.
  const context = segment.isOrphan === true ? { ...given, way: 'none' as const } : given;
  const result = await context.engine.compress({
    text: segment.text,
    profile: context.profile,
    mayLose: context.way !== 'none',
    ...(segment.tool !== undefined && { tool: segment.tool }),
    ...(segment.toolInput !== undefined && { toolInput: segment.toolInput }),
    ...(context.question !== undefined && { question: context.question }),
  });
  if (result.action === 'keep') {
    return { key: segment.key, decision: { action: 'keep', reason: result.reason } };
  }
  if (result.fidelity === 'exact') return { key: segment.key, decision: plain(result) };
  return withOriginal(segment, result, context);
}

function plain(result: Replacement): Decision & { readonly action: 'replace' } {
  const { lost: _lost, kept: _kept, ...decision } = result;
  return decision;
}

function withOriginal(segment: Subject, result: Replacement, context: DecideContext): LedgerEntry {
  const handle = context.markers.handleFor(segment.text);
  const original = {
    handle,
    text: segment.text,
    ...(segment.tool !== undefined && { tool: segment.tool }),
  };
  if (result.fidelity === 'presentation') {
    return { key: segment.key, decision: { ...plain(result), handle }, original };
  }
  if (context.way === 'none') {
    return { key: segment.key, decision: { action: 'keep', reason: 'no-retrieval' } };
  }
  const marker = context.markers.marker({ handle, lost: result.lost, way: context.way });
  const text = `${result.text}${result.text.endsWith('\n') ? '' : '\n'}${marker}`;
  const tokensAfter = result.tokensAfter + estimateTokens(marker);
  if (text.length >= segment.text.length || tokensAfter >= result.tokensBefore) {
    return { key: segment.key, decision: { action: 'keep', reason: 'not-smaller' } };
  }
  return { key: segment.key, decision: { ...plain(result), text, tokensAfter, handle }, original };
}
