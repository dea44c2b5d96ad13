// Opens the one database file of a user. What goes wrong here is a value: headroom then works without a memory.
import { join } from 'node:path';
import { attempt } from './attempt.ts';
import type { Attempt, Unavailable } from './attempt.ts';
import { commit } from './commit.ts';
import type { CommitBatch, Committed } from './commit.ts';
import { DatabaseError, openDatabase } from './database.ts';
import type { Database } from './database.ts';
import { createDecisions } from './decisions.ts';
import type { Decisions } from './decisions.ts';
import { createEvents } from './events.ts';
import type { Events } from './events.ts';
import { evict } from './evict.ts';
import type { Evicted, EvictionLimits } from './evict.ts';
import { createOriginals } from './originals.ts';
import type { Originals } from './originals.ts';
import { makePrivateDirectory, makePrivateFile } from './private-files.ts';
import { createRetrievals } from './retrievals.ts';
import type { Retrievals } from './retrievals.ts';
import { migrate } from './schema.ts';
import { setAsideIfDamaged } from './set-aside.ts';
import { stayWithFile } from './stay-with-file.ts';
import { createTallies } from './tallies.ts';
import type { Tallies } from './tallies.ts';
import { watchForDamage } from './watch-for-damage.ts';

/** Everything headroom remembers. No method throws because of the disk or the database. */
export interface Store {
  readonly file: string;
  readonly decisions: Decisions;
  readonly originals: Originals;
  readonly events: Events;
  readonly retrievals: Retrievals;
  readonly tallies: Tallies;
  commit(batch: CommitBatch): Attempt<Committed>;
  evict(limits: EvictionLimits): Attempt<Evicted>;
  /** Writes the log back into the file. Calls after it answer 'unavailable'. */
  close(): void;
}
export type StoreOpening =
  /** `setAside`: a damaged file was found, and is now under this name. */
  { readonly status: 'open'; readonly store: Store; readonly setAside?: string } | Unavailable;

export interface StoreOptions {
  /** Made, for its owner only, when it does not exist. */
  readonly directory: string;
  readonly now: () => number;
  /** How long a write waits for another process. Requests wait with it. */
  readonly busyTimeoutMs?: number;
}

const BUSY_TIMEOUT_MS = 250;
/** Starting may wait longer: another process may be making the same file. */
const OPENING_TIMEOUT_MS = 2_000;
const PAUSE_MS = 20;

/** Opens `headroom.db` in a directory, making or mending it as needed. Never throws for what disk and file may do. */
export function openStore(options: StoreOptions): StoreOpening {
  const opening = attempt(() => open(options));
  return opening.status === 'done' ? { status: 'open', ...opening.value } : opening;
}

function open(options: StoreOptions): { readonly store: Store; readonly setAside?: string } {
  const file = join(options.directory, 'headroom.db');
  makePrivateDirectory(options.directory);
  makePrivateFile(file);
  const setAside = setAsideIfDamaged(file, options.now);
  const database = stayWithFile(file, () => openReady(file, options));
  const store = storeOver(watchForDamage(database, file), file, options.now);
  return setAside === undefined ? { store } : { store, setAside };
}

function openReady(file: string, { directory, busyTimeoutMs }: StoreOptions): Database {
  makePrivateDirectory(directory);
  makePrivateFile(file);
  const database = openDatabase(file, { busyTimeoutMs: OPENING_TIMEOUT_MS });
  configure(database);
  migrate(database);
  database.exec(`PRAGMA busy_timeout = ${busyTimeoutMs ?? BUSY_TIMEOUT_MS}`);
  return database;
}

/** The store's rooms over a connection. */
export function storeOver(database: Database, file: string, now: () => number): Store {
  return {
    file,
    decisions: createDecisions(database),
    originals: createOriginals(database, now),
    events: createEvents(database),
    retrievals: createRetrievals(database),
    tallies: createTallies(database),
    commit: (batch) => commit(database, batch, now),
    evict: (limits) => evict(database, limits),
    close: () => close(database),
  };
}

/** Freed pages can be given back (incremental), readers never wait for the writer (WAL), a killed process loses nothing
 * it was told is written (a commit survives the process under synchronous = NORMAL, if not the power). */
function configure(database: Database): void {
  // Only before there are tables, and only then: on a file that has them it is a write, which waits for other writers.
  const isNew = database.get('PRAGMA auto_vacuum', [])?.['auto_vacuum'] === 0;
  if (isNew) database.exec('PRAGMA auto_vacuum = INCREMENTAL');
  retryWhileBusy(() => database.exec('PRAGMA journal_mode = WAL'));
  database.exec('PRAGMA synchronous = NORMAL');
}

/** Two processes that turn the same new file to WAL are told "busy" at once: the busy timeout does not apply there. */
function retryWhileBusy(work: () => void): void {
  for (let waitedMs = 0; ; waitedMs += PAUSE_MS) {
    try {
      return work();
    } catch (error) {
      const isBusy = error instanceof DatabaseError && error.code.startsWith('SQLITE_BUSY');
      if (!isBusy || waitedMs >= OPENING_TIMEOUT_MS) throw error;
    }
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, PAUSE_MS);
  }
}

function close(database: Database): void {
  // Best effort: another reader may hold the log, or the disk be full; the log is then read at the next start.
  attempt(() => database.all('PRAGMA wal_checkpoint(TRUNCATE)', []));
  attempt(() => database.close());
}
