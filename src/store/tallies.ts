// Sums over events and retrievals by hour, kept so that a report over a million rows does not read a million rows. What a sum
// holds is not known here: texts go in and come out. They can always be made again from the rows.
import { attempt, type Attempt } from './attempt.ts';
import type { Database } from './database.ts';
import { eventsAfter, type EventRow } from './events.ts';
import { retrievalsAfter, type StoredRetrieval } from './retrievals.ts';
import { packText, unpackText } from './packed-text.ts';

export interface StoredTallies {
  /** The last rows that are in the sums; rows are numbered in the order in which they were committed. */
  readonly throughEventId: number;
  readonly throughRetrievalId: number;
  readonly hours: readonly { readonly hour: number; readonly text: string }[];
  /** What stands for all hours together. */
  readonly always?: string | undefined;
}

/** Where a sum over everything stands among those of hours. */
export const ALWAYS = -1;

export interface NewRows {
  readonly events: readonly EventRow[];
  readonly retrievals: readonly StoredRetrieval[];
  /** What stands for an hour so far. */
  readonly textOf: (hour: number) => string | undefined;
}

export interface Tallies {
  /** Sums from this hour on that were made by this version; those of any other count as none. */
  since(version: string, hour: number): Attempt<StoredTallies>;
  /**
   * Hands rows that are in no sum yet to `fold` and writes the hours that it gives back, in one transaction. The answer says
   * whether any rows are left. Sums of another version are made again, unless `keepsOthers`: then they stay, and nothing is done.
   */
  advance(
    version: string,
    options: { readonly mostRows: number; readonly keepsOthers?: boolean },
    fold: (rows: NewRows) => ReadonlyMap<number, string>,
  ): Attempt<'more' | 'done'>;
}

/** The sums of every headroom process of this user. */
export function createTallies(database: Database): Tallies {
  return {
    since: (version, hour) => attempt(() => storedSince(database, version, hour)),
    advance: (version, options, fold) =>
      attempt(() => database.transaction(() => advance(database, { version, ...options }, fold))),
  };
}

/** One statement, so that sums and marks are of the same moment. */
function storedSince(database: Database, version: string, hour: number): StoredTallies {
  const rows = database.all(SINCE, [hour, version]);
  const [first] = rows;
  const sums = rows.flatMap(({ hour: at, text }) =>
    at === null || at === undefined ? [] : [{ hour: Number(at), text: unpackText(text) ?? '' }],
  );
  return {
    throughEventId: Number(first?.['throughEventId'] ?? 0),
    throughRetrievalId: Number(first?.['throughRetrievalId'] ?? 0),
    hours: sums.filter(({ hour: at }) => at !== ALWAYS),
    always: sums.find(({ hour: at }) => at === ALWAYS)?.text,
  };
}

interface Marks {
  readonly throughEventId: number;
  readonly throughRetrievalId: number;
}
const NO_MARKS: Marks = { throughEventId: 0, throughRetrievalId: 0 };

function advance(
  database: Database,
  asked: { readonly version: string; readonly mostRows: number; readonly keepsOthers?: boolean },
  fold: Parameters<Tallies['advance']>[2],
): 'more' | 'done' {
  const { version, mostRows } = asked;
  const known = marksOf(database, version);
  if (known === undefined && asked.keepsOthers === true && database.get(MARKS, []) !== undefined) {
    return 'done';
  }
  if (known === undefined) database.run('DELETE FROM tallies', []);
  const marks = known ?? NO_MARKS;
  const events = eventsAfter(database, marks.throughEventId, mostRows);
  const retrievals = retrievalsAfter(database, marks.throughRetrievalId, mostRows);
  if (events.length + retrievals.length > 0) {
    const textOf = (hour: number): string | undefined =>
      unpackText(database.get(HOUR, [hour])?.['text'] ?? null);
    for (const [hour, text] of fold({ events, retrievals, textOf })) {
      database.run(WRITE_HOUR, [hour, packText(text)]);
    }
  }
  database.run(WRITE_MARKS, [
    version,
    events.at(-1)?.id ?? marks.throughEventId,
    retrievals.at(-1)?.id ?? marks.throughRetrievalId,
  ]);
  return events.length === mostRows || retrievals.length === mostRows ? 'more' : 'done';
}

function marksOf(database: Database, version: string): Marks | undefined {
  const row = database.get(MARKS, []);
  if (row?.['version'] !== version) return undefined;
  return {
    throughEventId: Number(row['throughEventId']),
    throughRetrievalId: Number(row['throughRetrievalId']),
  };
}

const MARKS = 'SELECT version, throughEventId, throughRetrievalId FROM tallyMarks WHERE one = 1';
const WRITE_MARKS = `
  INSERT INTO tallyMarks (one, version, throughEventId, throughRetrievalId) VALUES (1, ?, ?, ?)
  ON CONFLICT (one) DO UPDATE SET version = excluded.version,
    throughEventId = excluded.throughEventId, throughRetrievalId = excluded.throughRetrievalId`;
const SINCE = `
  SELECT throughEventId, throughRetrievalId, hour, text
  FROM tallyMarks LEFT JOIN tallies ON hour >= ? OR hour = ${ALWAYS}
  WHERE one = 1 AND version = ? ORDER BY hour`;
const HOUR = 'SELECT text FROM tallies WHERE hour = ?';
const WRITE_HOUR = 'INSERT OR REPLACE INTO tallies (hour, text) VALUES (?, ?)';
