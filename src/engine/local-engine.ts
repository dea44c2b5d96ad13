// Runs the compressors in this thread: inside a worker, where somebody else holds the clock.
import { compressText } from '../compress/compress-text.ts';
import type { CompressionEngine, PromptCounter } from '../pipeline/ports.ts';
import { createPromptCounter } from './count-prompt.ts';
import { createSyntaxReader } from './read-syntax.ts';
import { loadTokenCounter, type CountTokens } from '../tokens/count.ts';
import { rememberCounts } from '../tokens/last-counts.ts';

export type OnFault = (where: string, error: unknown) => void;

/** An engine without a thread of its own. It cannot stop a compressor that never ends. */
export function createLocalEngine(onFault?: OnFault): CompressionEngine & PromptCounter {
  const countPrompt = createPromptCounter();
  const readSyntax = createSyntaxReader();
  let counter: Promise<CountTokens> | undefined;
  const loadCounter = (): Promise<CountTokens> =>
    (counter ??= loadTokenCounter().then(rememberCounts));
  return {
    compress: (job) =>
      compressText(job, {
        loadCounter,
        readSyntax,
        signal: new AbortController().signal,
        ...(onFault !== undefined && { onFault }),
      }),
    count: async (texts) => {
      const count = await loadCounter();
      return texts.map((text) => count(text));
    },
    countPrompt: async (body) => countPrompt(body, await loadTokenCounter()),
    close: () => Promise.resolve(),
  };
}
