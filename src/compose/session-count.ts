// Adds up what one running proxy saved, for the line at the end of `wrap`.
import type { SegmentOutcome } from '../pipeline/prepared.ts';

export interface SessionStats {
  /** Tokens of the replaced texts, each counted once. */
  readonly tokensBefore: number;
  readonly tokensAfter: number;
  /** Texts of this session whose original can be fetched back. */
  readonly retrievable: number;
}

export function createSessionCount(): {
  add(segments: readonly SegmentOutcome[]): void;
  stats(): SessionStats;
} {
  const replaced = new Map<string, { before: number; after: number; retrievable: boolean }>();
  return {
    add: (segments) => {
      for (const { key, decision } of segments) {
        if (decision.action !== 'replace') continue;
        const { tokensBefore: before, tokensAfter: after, handle } = decision;
        replaced.set(key, { before, after, retrievable: handle !== undefined });
      }
    },
    stats: () => {
      const texts = [...replaced.values()];
      return {
        tokensBefore: texts.reduce((sum, text) => sum + text.before, 0),
        tokensAfter: texts.reduce((sum, text) => sum + text.after, 0),
        retrievable: texts.filter((text) => text.retrievable).length,
      };
    },
  };
}
