// The hot path of the ledger: decisions in memory, in front of those in the store.
import type { Decision } from '../pipeline/ports.ts';
import type { Store } from '../store/open-store.ts';
import { createBoundedMap } from './bounded-map.ts';
import { decisionOf } from './decision-row.ts';
import type { WriteBehind } from './write-behind.ts';

export interface DecisionMemory {
  recall(keys: readonly string[]): ReadonlyMap<string, Decision>;
  /** Whether a decision for this key is in memory. */
  has(key: string): boolean;
  set(key: string, decision: Decision): void;
  /** Corrects the counts of a replacement, if it is in memory. */
  measured(
    key: string,
    counts: { readonly tokensBefore: number; readonly tokensAfter: number },
  ): void;
}

export interface DecisionMemoryOptions {
  readonly store: Pick<Store, 'decisions' | 'originals'> | undefined;
  readonly behind: WriteBehind | undefined;
  readonly now: () => number;
  readonly maxBytes: number;
}

/** What an entry weighs besides its text. */
const ENTRY_BYTES = 400;
/** An original in use is marked as used this often, so that a live conversation keeps it from eviction. */
const USE_INTERVAL_MS = 3_600_000;

interface Remembered {
  readonly decision: Decision;
  /** When its original was last seen in the store. */
  readonly seenAtMs: number;
}

/** Recalls many keys with one read of the store for all that are not in memory. */
export function createDecisionMemory(options: DecisionMemoryOptions): DecisionMemory {
  const { store, behind, now } = options;
  const memory = createBoundedMap<Remembered>({ maxSize: options.maxBytes, sizeOf: bytesOf });

  function readFromStore(keys: readonly string[], found: Map<string, Remembered>): void {
    const outcome = keys.length === 0 ? undefined : store?.decisions.read(keys);
    if (outcome?.status !== 'done') return;
    for (const [key, row] of outcome.value) {
      const remembered = { decision: decisionOf(row), seenAtMs: 0 };
      memory.set(key, remembered);
      found.set(key, remembered);
    }
  }

  /** A replacement whose original another process has evicted would point to nothing: it is forgotten instead. */
  function forgetOrphans(found: Map<string, Remembered>): void {
    const handleOfKey = dueHandles(found, now() - USE_INTERVAL_MS);
    if (handleOfKey.size === 0) return;
    const outcome = store?.originals.present([...new Set(handleOfKey.values())]);
    if (outcome?.status !== 'done') return;
    for (const [key, handle] of handleOfKey) {
      const known = found.get(key);
      if (known !== undefined && outcome.value.has(handle)) {
        memory.set(key, { ...known, seenAtMs: now() });
        behind?.used(handle);
      } else {
        found.delete(key);
        memory.delete(key);
      }
    }
  }

  return {
    recall(keys) {
      const found = new Map<string, Remembered>();
      const missing: string[] = [];
      for (const key of keys) {
        const known = memory.get(key);
        if (known === undefined) missing.push(key);
        else found.set(key, known);
      }
      readFromStore(missing, found);
      forgetOrphans(found);
      return new Map([...found].map(([key, { decision }]) => [key, decision]));
    },
    has: (key) => memory.get(key) !== undefined,
    set: (key, decision) => memory.set(key, { decision, seenAtMs: now() }),
    measured(key, counts) {
      const known = memory.get(key);
      if (known?.decision.action !== 'replace') return;
      memory.set(key, { ...known, decision: { ...known.decision, ...counts } });
    },
  };
}

function bytesOf({ decision }: Remembered): number {
  return ENTRY_BYTES + (decision.action === 'keep' ? 0 : decision.text.length * 2);
}

/** Handles of replacements whose originals were not looked for since a time, by key. */
function dueHandles(
  found: ReadonlyMap<string, Remembered>,
  sinceMs: number,
): ReadonlyMap<string, string> {
  const due = new Map<string, string>();
  for (const [key, { decision, seenAtMs }] of found) {
    if (decision.action !== 'replace' || decision.handle === undefined) continue;
    if (seenAtMs <= sinceMs) due.set(key, decision.handle);
  }
  return due;
}
