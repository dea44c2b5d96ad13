// Between a decision of the pipeline and its row in the store.
import type { Decision, KeepReason, LedgerEntry } from '../pipeline/ports.ts';
import type { DecisionRow } from '../store/decisions.ts';
import type { NewOriginal } from '../store/originals.ts';
import { textDigest } from './handle.ts';
import type { ReadyOriginal } from './ready-originals.ts';

/** The row of a decision. */
export function rowOf(key: string, decision: Decision): DecisionRow {
  return { key, ...decision };
}

/** The decision of a row. */
export function decisionOf(row: DecisionRow): Decision {
  if (row.action === 'keep') {
    return { action: 'keep', reason: (row.reason ?? 'settled') as KeepReason };
  }
  return {
    action: 'replace',
    text: row.text ?? '',
    by: row.by ?? '',
    kind: (row.kind ?? 'text') as Replacement['kind'],
    fidelity: (row.fidelity ?? 'lossy') as Replacement['fidelity'],
    tokensBefore: row.tokensBefore ?? 0,
    tokensAfter: row.tokensAfter ?? 0,
    ...(row.handle !== undefined && { handle: row.handle }),
    ...(row.base !== undefined && { base: row.base }),
  };
}

/** The original of an entry, with the digest that tells it from another text under the same handle. */
export function originalOf(
  entry: LedgerEntry,
  ready: (text: string) => ReadyOriginal | undefined = () => undefined,
): NewOriginal | undefined {
  const { original } = entry;
  if (original === undefined) return undefined;
  return { ...original, ...(ready(original.text) ?? { sha256: textDigest(original.text) }) };
}

type Replacement = Extract<Decision, { action: 'replace' }>;
