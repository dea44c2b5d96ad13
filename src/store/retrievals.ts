// Every time an original was fetched back: what savings have to be reduced by.
import { attempt } from './attempt.ts';
import type { Attempt } from './attempt.ts';
import type { Database, SqlRow } from './database.ts';

export interface RetrievalRow {
  readonly atMs: number;
  readonly handle: string;
  readonly way: 'mcp' | 'cli';
  /** A part was asked for, not the whole. */
  readonly sliced: boolean;
  /** Tokens handed out. */
  readonly tokens: number;
}

export interface StoredRetrieval extends RetrievalRow {
  readonly id: number;
}

export interface Retrievals {
  append(rows: readonly RetrievalRow[]): Attempt<void>;
  /** Rows from this time on, in the order they were written; up to `beforeMs`, which is not included, where that is given. */
  since(atMs: number, beforeMs?: number): Attempt<readonly StoredRetrieval[]>;
  /** The last rows that carry at least this time, the newest first. */
  latest(mostRows: number, sinceMs: number): Attempt<readonly StoredRetrieval[]>;
  /** Rows that were written after this one and carry at least this time, the oldest first. */
  after(id: number, sinceMs: number): Attempt<readonly StoredRetrieval[]>;
}

/** The retrievals of every headroom process of this user. */
export function createRetrievals(database: Database): Retrievals {
  return {
    append: (rows) =>
      attempt(() =>
        database.transaction(() => {
          for (const { atMs, handle, way, sliced, tokens } of rows) {
            database.run(INSERT, [atMs, handle, way, Number(sliced), tokens]);
          }
        }),
      ),
    since: (atMs, beforeMs = Number.MAX_SAFE_INTEGER) =>
      attempt(() => database.all(SINCE, [atMs, beforeMs]).map(retrievalOf)),
    latest: (mostRows, sinceMs) =>
      attempt(() => database.all(LATEST, [sinceMs, mostRows]).map(retrievalOf)),
    after: (id, sinceMs) =>
      attempt(() => database.all(AFTER_SINCE, [id, sinceMs]).map(retrievalOf)),
  };
}

/** The rows that were written after this one, the oldest first; for use inside a transaction. */
export function retrievalsAfter(
  database: Database,
  afterId: number,
  mostRows: number,
): readonly StoredRetrieval[] {
  return database.all(AFTER, [afterId, mostRows]).map(retrievalOf);
}

function retrievalOf(row: SqlRow): StoredRetrieval {
  return {
    id: Number(row['id']),
    atMs: Number(row['atMs']),
    handle: String(row['handle']),
    way: row['way'] === 'mcp' ? 'mcp' : 'cli',
    sliced: row['sliced'] === 1,
    tokens: Number(row['tokens']),
  };
}

const INSERT = 'INSERT INTO retrievals (atMs, handle, way, sliced, tokens) VALUES (?, ?, ?, ?, ?)';
const COLUMNS = 'id, atMs, handle, way, sliced, tokens';
const SINCE = `SELECT ${COLUMNS} FROM retrievals WHERE atMs >= ? AND atMs < ? ORDER BY id`;
const LATEST = `SELECT ${COLUMNS} FROM retrievals WHERE atMs >= ? ORDER BY id DESC LIMIT ?`;
const AFTER_SINCE = `SELECT ${COLUMNS} FROM retrievals WHERE id > ? AND atMs >= ? ORDER BY id`;
const AFTER = `SELECT ${COLUMNS} FROM retrievals WHERE id > ? ORDER BY id LIMIT ?`;
