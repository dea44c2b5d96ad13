// Exact counts cost more than the whole decision: they are taken while the provider is already at work.
import type { Segment, SegmentKey } from '../wire/wire-format.ts';
import type { CompressionEngine, Decision, DecisionLedger } from './ports.ts';
import type { TokenPair } from './prepared.ts';

export interface Counting {
  readonly engine: CompressionEngine;
  readonly ledger: DecisionLedger;
  readonly onFault: (where: string, error: unknown) => void;
}

/** A decision of this request, and the key it is recorded under. */
export interface Fresh {
  readonly segment: Segment;
  readonly ledgerKey: SegmentKey;
  readonly decision: Decision | undefined;
}

export interface LateCounts {
  /** Has a replacement counted; never rejects. Nothing else is counted. */
  start(fresh: Fresh): Promise<TokenPair | undefined> | undefined;
  /** The counts of a replacement that are still being taken, also for one that another request began; never rejects. */
  of(key: SegmentKey, decision: Decision): Promise<TokenPair | undefined> | undefined;
}

/** Counts that outlive the request they were started by: a request that replays a decision waits for the same counts. */
export function createLateCounts(parts: Counting): LateCounts {
  const running = new Map<SegmentKey, { text: string; counts: Promise<TokenPair | undefined> }>();
  return {
    start: (fresh) => {
      if (fresh.decision?.action !== 'replace') return undefined;
      const { key } = fresh.segment;
      const { text } = fresh.decision;
      const counts = count(fresh, text, parts).finally(() => {
        if (running.get(key)?.text === text) running.delete(key);
      });
      running.set(key, { text, counts });
      return counts;
    },
    of: (key, decision) => {
      const found = running.get(key);
      const isSame = decision.action === 'replace' && decision.text === found?.text;
      return isSame ? found?.counts : undefined;
    },
  };
}

async function count(
  { segment, ledgerKey }: Fresh,
  replacement: string,
  parts: Counting,
): Promise<TokenPair | undefined> {
  try {
    const [before, after] = await parts.engine.count([segment.text, replacement]);
    if (before === undefined || after === undefined) return undefined;
    parts.ledger.measured(ledgerKey, { before, after });
    return { before, after };
  } catch (error) {
    parts.onFault('count', error);
    return undefined;
  }
}
