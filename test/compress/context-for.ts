// What a compressor is given, for tests that call one by itself.
import type { CompressContext, ContentKind } from '../../src/compress/compressor.ts';
import { readQuery } from '../../src/compress/relevance/read-query.ts';
import { estimateTokens } from '../../src/tokens/estimate.ts';

interface About extends Partial<CompressContext> {
  readonly question?: string | undefined;
}

/** A context in which loss is allowed, unless `about` says otherwise. */
export function contextFor(kind: ContentKind, { question, ...about }: About = {}): CompressContext {
  const query = readQuery(question);
  return {
    kind,
    profile: 'balanced',
    budgetTokens: 900,
    estimate: estimateTokens,
    signal: new AbortController().signal,
    ...(query !== undefined && { query }),
    ...about,
  };
}
