// The write on the request path: the decisions of a request and the originals behind them, in one transaction.
import { attempt } from './attempt.ts';
import type { Attempt } from './attempt.ts';
import type { Database } from './database.ts';
import { insertDecision, readDecisions } from './decisions.ts';
import type { DecisionRow } from './decisions.ts';
import { insertOriginal } from './originals.ts';
import type { NewOriginal } from './originals.ts';

export interface CommitBatch {
  readonly decisions: readonly DecisionRow[];
  readonly originals: readonly NewOriginal[];
}

export interface Committed {
  /** What is in the file now for every key, whoever wrote it. Absent: refused, or the row that stands is damaged. */
  readonly standing: ReadonlyMap<string, DecisionRow>;
  /** Keys that were not written because the handle they need belongs to another text. */
  readonly refused: ReadonlySet<string>;
  /** Handles that belong to another text: these originals were not stored. */
  readonly collided: ReadonlySet<string>;
}

/** Writes what is not there yet and answers what stands; durable against the death of the process once it returns. */
export function commit(
  database: Database,
  batch: CommitBatch,
  now: () => number,
): Attempt<Committed> {
  return attempt(() => database.transaction(() => writeBatch(database, batch, now())));
}

function writeBatch(database: Database, batch: CommitBatch, atMs: number): Committed {
  const collided = new Set<string>();
  for (const original of batch.originals) {
    if (!insertOriginal(database, original, atMs)) collided.add(original.handle);
  }
  const standing = new Map<string, DecisionRow>();
  const refused = new Set<string>();
  const earlier: string[] = [];
  for (const row of batch.decisions) {
    if (row.handle !== undefined && collided.has(row.handle)) refused.add(row.key);
    else if (insertDecision(database, row, atMs)) standing.set(row.key, row);
    else if (!standing.has(row.key)) earlier.push(row.key);
  }
  for (const [key, row] of readDecisions(database, earlier)) standing.set(key, row);
  return { standing, refused, collided };
}
