// Decisions of one conversation, in memory: nothing of a transcript is written anywhere.
import type { Decision, DecisionLedger } from '../pipeline/ports.ts';

/** A ledger that forgets everything when it is let go. */
export function createMemoryLedger(): DecisionLedger {
  const decisions = new Map<string, Decision>();
  return {
    recall(keys) {
      const found = new Map<string, Decision>();
      for (const key of keys) {
        const decision = decisions.get(key);
        if (decision !== undefined) found.set(key, decision);
      }
      return found;
    },
    record(entries) {
      const standing = new Map<string, Decision>();
      for (const { key, decision } of entries) {
        const stands = decisions.get(key) ?? decision;
        decisions.set(key, stands);
        standing.set(key, stands);
      }
      return { status: 'recorded', standing };
    },
    measured(key, { before, after }) {
      const decision = decisions.get(key);
      if (decision?.action !== 'replace') return;
      decisions.set(key, { ...decision, tokensBefore: before, tokensAfter: after });
    },
  };
}
