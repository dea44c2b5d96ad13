// Keeps the file within its limits. What a conversation still uses stays; a decision never outlives its original.
import { attempt } from './attempt.ts';
import type { Attempt } from './attempt.ts';
import type { Database } from './database.ts';

export interface EvictionLimits {
  /** Room for originals and replacements, as stored. */
  readonly maxBytes: number;
  /** An original used at or after this time is never evicted, whatever the size. */
  readonly keepUsedSinceMs: number;
  /** Decisions without an original, events and retrievals from before this time go too. Absent: they stay. */
  readonly forgetBeforeMs?: number;
  /** About so many originals per call (batches of 50): the call blocks its process, and one that serves has no time. */
  readonly mostOriginals?: number;
}

export interface Evicted {
  readonly originals: number;
  readonly decisions: number;
  /** Stored bytes of originals and replacements that remain. */
  readonly remainingBytes: number;
}

/** Drops the longest unused originals until the rest fits, with the decisions that point to them. */
export function evict(database: Database, limits: EvictionLimits): Attempt<Evicted> {
  return attempt(() => {
    const forgotten = forget(database, limits.forgetBeforeMs);
    let remainingBytes = storedBytes(database);
    let originals = 0;
    let decisions = forgotten;
    const mostOriginals = limits.mostOriginals ?? Infinity;
    while (remainingBytes > limits.maxBytes && originals < mostOriginals) {
      const excess = remainingBytes - limits.maxBytes;
      const dropped = dropLongestUnused(database, limits.keepUsedSinceMs, excess);
      if (dropped.originals === 0) break;
      originals += dropped.originals;
      decisions += dropped.decisions;
      remainingBytes -= dropped.bytes;
    }
    // What was freed stays usable inside the file: giving it back to the disk may fail without harm.
    attempt(() => shrink(database, originals));
    return { originals, decisions, remainingBytes };
  });
}

/** Originals per transaction: a live proxy waits for the write lock only as long as one batch takes. */
const BATCH = 50;
const LONGEST_UNUSED = `
  SELECT handle, length(text) + (SELECT coalesce(sum(length(d.text)), 0) FROM decisions d WHERE d.handle = originals.handle)
  AS bytes FROM originals WHERE lastUsedAtMs < ? ORDER BY lastUsedAtMs, handle LIMIT ${BATCH}`;
const STORED = `
  SELECT (SELECT coalesce(sum(length(text)), 0) FROM originals)
  + (SELECT coalesce(sum(length(text)), 0) FROM decisions) AS bytes`;

function storedBytes(database: Database): number {
  return Number(database.get(STORED, [])?.['bytes'] ?? 0);
}

function dropLongestUnused(database: Database, usedBeforeMs: number, excess: number) {
  return database.transaction(() => {
    const dropped = { originals: 0, decisions: 0, bytes: 0 };
    for (const row of database.all(LONGEST_UNUSED, [usedBeforeMs])) {
      if (dropped.bytes >= excess) break;
      const handle = String(row['handle']);
      dropped.decisions += database.run('DELETE FROM decisions WHERE handle = ?', [handle]);
      dropped.originals += database.run('DELETE FROM originals WHERE handle = ?', [handle]);
      dropped.bytes += Number(row['bytes']);
    }
    return dropped;
  });
}

/** Gives freed pages back, some 8 MB at a time so that other writers get their turn, and about as much as was dropped. */
function shrink(database: Database, dropped: number): void {
  const mostSteps = Math.ceil(dropped / BATCH) + 1;
  for (let step = 0; step < mostSteps && freePages(database) > 0; step++) {
    database.exec('PRAGMA incremental_vacuum(2000)');
  }
}

function freePages(database: Database): number {
  return Number(database.get('PRAGMA freelist_count', [])?.['freelist_count'] ?? 0);
}

/** Gives the number of decisions forgotten: a later turn then sends those texts as they come, which costs a cache miss. */
function forget(database: Database, beforeMs: number | undefined): number {
  if (beforeMs === undefined) return 0;
  return database.transaction(() => {
    database.run('DELETE FROM events WHERE atMs < ?', [beforeMs]);
    database.run('DELETE FROM retrievals WHERE atMs < ?', [beforeMs]);
    return database.run('DELETE FROM decisions WHERE handle IS NULL AND createdAtMs < ?', [
      beforeMs,
    ]);
  });
}
