// Decide once, replay always: the decisions of this user's processes, from memory first, then from the store.
// Law: what `record` confirms is on disk, and what a replacement left out is there with it; otherwise nothing is replaced.
import type { Decision, DecisionLedger, LedgerEntry, Recorded } from '../pipeline/ports.ts';
import type { Store } from '../store/open-store.ts';
import { createDecisionMemory } from './decision-memory.ts';
import { decisionOf, originalOf, rowOf } from './decision-row.ts';
import { createReadyOriginals, type ReadyOriginals } from './ready-originals.ts';
import { createWriteBehind } from './write-behind.ts';

/** A ledger with its ends: what is written behind must be flushed before the store is closed. */
export interface OpenDecisionLedger extends DecisionLedger {
  flush(): void;
  close(): void;
}

export interface DecisionLedgerOptions {
  /** Undefined: there is no store now, and so nothing may be replaced. */
  readonly store: LedgerStore | undefined;
  readonly now: () => number;
  /** Room for decisions held in memory. */
  readonly memoryBytes?: number;
}
export type LedgerStore = Pick<Store, 'commit' | 'decisions' | 'originals'>;

const MEMORY_BYTES = 4 * 1024 * 1024;
/** Sent as it came because nothing could be written down: stays that way in this process. */
const SENT_UNCHANGED: Decision = { action: 'keep', reason: 'store-unavailable' };

type Key = Parameters<DecisionLedger['measured']>[0];

/** The ledger over a store, or over nothing. Never throws because of the store. */
export function createDecisionLedger(options: DecisionLedgerOptions): OpenDecisionLedger {
  const { store, now } = options;
  const behind = store && createWriteBehind(store);
  const maxBytes = options.memoryBytes ?? MEMORY_BYTES;
  const memory = createDecisionMemory({ store, behind, now, maxBytes });
  const ready = store && createReadyOriginals(store.originals);

  return {
    recall: memory.recall,
    ...(ready !== undefined && { expect: ready.add }),
    record(entries) {
      const outcome = commitEntries(store, entries, ready);
      if (outcome.status === 'recorded') {
        for (const [key, decision] of outcome.standing) memory.set(key, decision);
        return outcome;
      }
      for (const { key, decision } of entries) {
        const sent = decision.action === 'keep' ? decision : SENT_UNCHANGED;
        if (!memory.has(key)) memory.set(key, sent);
      }
      return outcome;
    },
    measured(key, tokens) {
      const counts = { tokensBefore: tokens.before, tokensAfter: tokens.after };
      memory.measured(key, counts);
      behind?.measured({ key, ...counts });
    },
    flush: () => behind?.flush(),
    close: () => behind?.close(),
  };
}

/**
 * Commits entries and the originals behind them. An entry whose handle belongs to another text (48 bits: it can happen)
 * stands as keep: an original is never overwritten, and `handleFor` stays pure.
 */
function commitEntries(
  store: LedgerStore | undefined,
  entries: readonly LedgerEntry[],
  ready: ReadyOriginals | undefined,
): Recorded {
  if (entries.length === 0) return { status: 'recorded', standing: new Map() };
  if (store === undefined) return { status: 'unavailable', reason: 'no-store' };
  const outcome = store.commit({
    decisions: entries.map(({ key, decision }) => rowOf(key, decision)),
    originals: entries.flatMap((entry) => originalOf(entry, ready?.take) ?? []),
  });
  if (outcome.status === 'unavailable') return outcome;
  const { standing, refused } = outcome.value;
  const kept = commitKept(store, [...refused]);
  const decisions = new Map<Key, Decision>();
  for (const { key } of entries) {
    const row = standing.get(key) ?? kept.get(key);
    decisions.set(key, row === undefined ? SENT_UNCHANGED : decisionOf(row));
  }
  return { status: 'recorded', standing: decisions };
}

function commitKept(store: LedgerStore, keys: readonly string[]) {
  const decisions = keys.map((key) => rowOf(key, SENT_UNCHANGED));
  const outcome = decisions.length === 0 ? undefined : store.commit({ decisions, originals: [] });
  return outcome?.status === 'done' ? outcome.value.standing : new Map<string, never>();
}
