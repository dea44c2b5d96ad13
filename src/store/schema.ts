// The tables, and how a file of an older headroom becomes a file of this one. Safe when several processes start at once.
import { DatabaseError } from './database.ts';
import type { Database } from './database.ts';

/** One step per entry, in order; `user_version` counts the steps taken. Steps are only ever added: `contexts` is there and empty. */
const MIGRATIONS: readonly string[] = [
  `
  CREATE TABLE originals (
    handle TEXT PRIMARY KEY NOT NULL,
    sha256 BLOB NOT NULL,
    bytes INTEGER NOT NULL,
    tool TEXT,
    createdAtMs INTEGER NOT NULL,
    lastUsedAtMs INTEGER NOT NULL,
    text BLOB NOT NULL
  );
  CREATE INDEX originalsByUse ON originals (lastUsedAtMs);

  CREATE TABLE decisions (
    key BLOB PRIMARY KEY NOT NULL,
    action TEXT NOT NULL,
    reason TEXT,
    compressor TEXT,
    kind TEXT,
    fidelity TEXT,
    tokensBefore INTEGER,
    tokensAfter INTEGER,
    handle TEXT,
    createdAtMs INTEGER NOT NULL,
    text BLOB
  );
  CREATE INDEX decisionsByHandle ON decisions (handle) WHERE handle IS NOT NULL;

  CREATE TABLE contexts (
    after BLOB PRIMARY KEY NOT NULL,
    createdAtMs INTEGER NOT NULL,
    text BLOB NOT NULL
  );

  CREATE TABLE events (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    atMs INTEGER NOT NULL,
    provider TEXT,
    wire TEXT,
    purpose TEXT,
    agent TEXT,
    conversation TEXT,
    model TEXT,
    status INTEGER,
    reason TEXT,
    inputTokens INTEGER,
    outputTokens INTEGER,
    cacheReadTokens INTEGER,
    cacheWrite5mTokens INTEGER,
    cacheWrite1hTokens INTEGER,
    firstTokensBefore INTEGER,
    firstTokensAfter INTEGER,
    replayedTokensBefore INTEGER,
    replayedTokensAfter INTEGER,
    bytesReceived INTEGER,
    bytesSent INTEGER,
    waitMs REAL,
    firstByteMs REAL,
    totalMs REAL,
    aborted INTEGER,
    detail BLOB
  );
  CREATE INDEX eventsByTime ON events (atMs);

  CREATE TABLE retrievals (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    atMs INTEGER NOT NULL,
    handle TEXT NOT NULL,
    way TEXT NOT NULL,
    sliced INTEGER NOT NULL,
    tokens INTEGER NOT NULL
  );
  CREATE INDEX retrievalsByTime ON retrievals (atMs);
  `,
  // Key of the text that a decision refers to.
  'ALTER TABLE decisions ADD COLUMN base TEXT',
  // Sums by hour, and up to which rows they go.
  `
  CREATE TABLE tallies (hour INTEGER PRIMARY KEY NOT NULL, text BLOB NOT NULL);
  CREATE TABLE tallyMarks (
    one INTEGER PRIMARY KEY NOT NULL CHECK (one = 1),
    version TEXT NOT NULL,
    throughEventId INTEGER NOT NULL,
    throughRetrievalId INTEGER NOT NULL
  );
  ALTER TABLE events ADD COLUMN project TEXT;
  CREATE INDEX eventsByConversation ON events (conversation) WHERE conversation IS NOT NULL;
  `,
];

/** Brings the file to the newest schema; throws NEWER_SCHEMA for a file that a later headroom wrote. */
export function migrate(database: Database): void {
  if (versionOf(database) === MIGRATIONS.length) return;
  database.transaction(() => {
    // Read again under the lock: another process may have done the work meanwhile.
    const version = versionOf(database);
    if (version > MIGRATIONS.length) {
      throw new DatabaseError('NEWER_SCHEMA', 'A newer version of headroom wrote this file.');
    }
    for (const step of MIGRATIONS.slice(version)) database.exec(step);
    database.exec(`PRAGMA user_version = ${MIGRATIONS.length}`);
  });
}

function versionOf(database: Database): number {
  return Number(database.get('PRAGMA user_version', [])?.['user_version'] ?? 0);
}
