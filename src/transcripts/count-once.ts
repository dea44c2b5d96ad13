// Counts a text once a turn: it goes into what was saved and into how its provider counts.
import type { CompressionEngine } from '../pipeline/ports.ts';

export interface CountsOnce {
  readonly count: CompressionEngine['count'];
  /** The next turn begins. */
  forget(): void;
}

/** Counts by `engine` that are remembered until they are forgotten. */
export function createCountsOnce(engine: Pick<CompressionEngine, 'count'>): CountsOnce {
  const known = new Map<string, number>();
  return {
    count: async (texts) => {
      const unknown = [...new Set(texts)].filter((text) => !known.has(text));
      const counts = unknown.length === 0 ? [] : await engine.count(unknown);
      for (const [index, text] of unknown.entries()) known.set(text, counts[index] ?? 0);
      return texts.map((text) => known.get(text) ?? 0);
    },
    forget: () => known.clear(),
  };
}
