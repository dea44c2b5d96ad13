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

/** The counts of the replacements among `fresh`, by segment key, as promises that never reject. */
export function countLater(
  fresh: readonly Fresh[],
  parts: Counting,
): ReadonlyMap<SegmentKey, Promise<TokenPair | undefined>> {
  const counts = new Map<SegmentKey, Promise<TokenPair | undefined>>();
  for (const one of fresh) {
    if (one.decision?.action !== 'replace') continue;
    counts.set(one.segment.key, count(one, one.decision.text, parts));
  }
  return counts;
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
