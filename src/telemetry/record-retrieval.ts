// Turns a fetched text into the row that is kept about it.
import { estimateTokens } from '../tokens/estimate.ts';
import type { RetrievalRow } from '../store/retrievals.ts';

/** What is kept about one retrieval: how much was handed out, never what. */
export function recordRetrieval(fetched: {
  readonly atMs: number;
  readonly handle: string;
  readonly way: RetrievalRow['way'];
  readonly sliced: boolean;
  readonly text: string;
}): RetrievalRow {
  const { text, ...row } = fetched;
  return { ...row, tokens: estimateTokens(text) };
}
