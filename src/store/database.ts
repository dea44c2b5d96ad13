// The only file that knows libsql, and where its traps end: a bare Buffer or a boolean as parameter aborts the process,
// rows carry extra fields, blobs come in two classes, a closed connection keeps answering and its file open, a busy
// write blocks all later ones.
import { createRequire } from 'node:module';
import { setImmediate } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** Never a boolean: binding one aborts the process. Texts that must survive exactly go in as blobs (`packText`). */
export type SqlValue = string | number | Buffer | null;
export type SqlRow = Readonly<Record<string, SqlValue>>;

/** One connection to one SQLite file. Every method throws DatabaseError and nothing else. */
export interface Database {
  /** Gives the number of rows changed. */
  run(sql: string, parameters: readonly SqlValue[]): number;
  get(sql: string, parameters: readonly SqlValue[]): SqlRow | undefined;
  all(sql: string, parameters: readonly SqlValue[]): SqlRow[];
  /** Several statements, no parameters, no rows. */
  exec(sql: string): void;
  /** One BEGIN IMMEDIATE transaction; rolled back when `work` throws. */
  transaction<Value>(work: () => Value): Value;
  close(): void;
}

/** What SQLite, or the loading of it, refused. */
export class DatabaseError extends Error {
  /** SQLITE_BUSY and the like, or NO_ENGINE, NEWER_SCHEMA, CLOSED. */
  readonly code: string;

  constructor(code: string, message: string, cause?: unknown) {
    super(message, { cause });
    this.name = 'DatabaseError';
    this.code = code;
  }
}

/** Opens or creates a SQLite file; the library is loaded on the first call. */
export function openDatabase(file: string, options: { readonly busyTimeoutMs: number }): Database {
  const Engine = loadEngine();
  const connection = guarded(() => new Engine(file, { timeout: options.busyTimeoutMs }));
  const statements = new Map<string, EngineStatement>();
  let isClosed = false;

  function use<Value>(work: () => Value): Value {
    if (isClosed) throw new DatabaseError('CLOSED', 'The database connection was closed.');
    return guarded(work);
  }
  function statement(sql: string): EngineStatement {
    const known = statements.get(sql);
    if (known !== undefined) return known;
    const prepared = connection.prepare(sql);
    statements.set(sql, prepared);
    return prepared;
  }
  const exec = (sql: string): void => use(() => connection.exec(sql));
  const run = (sql: string, parameters: readonly SqlValue[]): number =>
    use(() => statement(sql).run([...parameters]).changes);

  function transaction<Value>(work: () => Value): Value {
    exec('BEGIN IMMEDIATE');
    try {
      const value = work();
      exec('COMMIT');
      return value;
    } finally {
      // SQLite has already rolled back by itself after some errors (a full disk), and then refuses ROLLBACK.
      if (!isClosed && connection.inTransaction) exec('ROLLBACK');
    }
  }

  return {
    exec,
    transaction,
    // A writing statement that is told "busy" stays active, and from then on every COMMIT of this connection is refused.
    // Inside a transaction it cannot be told so.
    run: (sql, parameters) =>
      use(() =>
        connection.inTransaction ? run(sql, parameters) : transaction(() => run(sql, parameters)),
      ),
    get: (sql, parameters) => use(() => rowOf(statement(sql).get([...parameters]))),
    all: (sql, parameters) =>
      use(() =>
        statement(sql)
          .all([...parameters])
          .map(presentRow),
      ),
    close() {
      if (isClosed) return;
      isClosed = true;
      // The native connection lives on until its statements are collected.
      statements.clear();
      guarded(() => connection.close());
    },
  };
}

/** A connection is collected after its statements. */
const COLLECTIONS = 3;

/**
 * Resolves when the files of closed connections can be moved or deleted. Windows does neither with a file that somebody has open, and
 * libsql has it open until the statements of the connection are collected.
 */
export async function releaseFiles(): Promise<void> {
  if (process.platform !== 'win32') return;
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  for (let round = 0; round < COLLECTIONS; round++) {
    collect();
    // What a collected statement held is let go of in the next turn of the event loop.
    await setImmediate();
  }
}

/** The part of libsql we use, typed as it behaves; its own types promise more. */
interface EngineStatement {
  run(parameters: SqlValue[]): { readonly changes: number };
  get(parameters: SqlValue[]): RawRow | undefined;
  all(parameters: SqlValue[]): RawRow[];
}
interface EngineConnection {
  readonly inTransaction: boolean;
  prepare(sql: string): EngineStatement;
  exec(sql: string): void;
  close(): void;
}
type Engine = new (file: string, options: { timeout: number }) => EngineConnection;
type RawRow = Record<string, unknown>;

let engine: Engine | undefined;

function loadEngine(): Engine {
  try {
    return (engine ??= createRequire(import.meta.url)('libsql') as Engine);
  } catch (error) {
    // The lines behind the first say who asked for it.
    const [what = ''] = messageOf(error).split('\n', 1);
    throw new DatabaseError('NO_ENGINE', what, error);
  }
}

function guarded<Value>(work: () => Value): Value {
  try {
    return work();
  } catch (error) {
    if (error instanceof DatabaseError) throw error;
    throw new DatabaseError(engineCodeOf(error), messageOf(error), error);
  }
}

/** A connection that cannot be made has an empty code and its number only in the message. */
function engineCodeOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (typeof code === 'string' && code !== '') return knownCode(code);
  return messageOf(error).includes('Unable to open') ? 'SQLITE_CANTOPEN' : 'SQLITE_ERROR';
}

/** What libsql has no name for is a finer kind of something that has one: the lowest byte of the number. */
const NAMES: ReadonlyMap<number, string> = new Map([
  [3, 'SQLITE_PERM'],
  [5, 'SQLITE_BUSY'],
  [6, 'SQLITE_LOCKED'],
  [8, 'SQLITE_READONLY'],
  [10, 'SQLITE_IOERR'],
  [11, 'SQLITE_CORRUPT'],
  [13, 'SQLITE_FULL'],
  [14, 'SQLITE_CANTOPEN'],
  [26, 'SQLITE_NOTADB'],
]);

function knownCode(code: string): string {
  const number = /^UNKNOWN_SQLITE_ERROR_(\d+)$/.exec(code)?.[1];
  return NAMES.get(Number(number) & 0xff) ?? code;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function rowOf(row: RawRow | undefined): SqlRow | undefined {
  return row === undefined ? undefined : presentRow(row);
}

function presentRow(row: RawRow): SqlRow {
  const present: Record<string, SqlValue> = {};
  for (const [name, value] of Object.entries(row)) {
    if (name === '_metadata') continue;
    present[name] = value instanceof ArrayBuffer ? Buffer.from(value) : (value as SqlValue);
  }
  return present;
}
