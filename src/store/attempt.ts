// The one place where a database error becomes a value: nothing thrown by SQLite reaches a request.
import { DatabaseError } from './database.ts';

/** Why the store could not do what it was asked. */
export type StoreTrouble =
  | 'busy'
  | 'disk-full'
  | 'damaged'
  | 'read-only'
  | 'input-output'
  | 'cannot-open'
  | 'newer-schema'
  | 'no-engine'
  | 'closed'
  | 'failed';

/** The store could not be reached; nothing was changed. */
export interface Unavailable {
  readonly status: 'unavailable';
  readonly reason: StoreTrouble;
  /** The engine's own words, for `headroom doctor`. */
  readonly message: string;
}
export type Attempt<Value> = { readonly status: 'done'; readonly value: Value } | Unavailable;

/** Runs database work: what SQLite or the file system refuses becomes a value, our own faults are still thrown. */
export function attempt<Value>(work: () => Value): Attempt<Value> {
  try {
    return { status: 'done', value: work() };
  } catch (error) {
    const code = codeOf(error);
    if (code === undefined) throw error;
    return { status: 'unavailable', reason: troubleOf(code), message: (error as Error).message };
  }
}

/** Longer codes extend shorter ones (SQLITE_IOERR_WRITE), so the first entry that the code starts with counts. */
const TROUBLES: ReadonlyArray<readonly [prefix: string, trouble: StoreTrouble]> = [
  ['SQLITE_BUSY', 'busy'],
  ['SQLITE_LOCKED', 'busy'],
  ['SQLITE_FULL', 'disk-full'],
  ['SQLITE_CORRUPT', 'damaged'],
  ['SQLITE_NOTADB', 'damaged'],
  ['SQLITE_READONLY', 'read-only'],
  ['SQLITE_PERM', 'read-only'],
  ['SQLITE_IOERR', 'input-output'],
  ['SQLITE_CANTOPEN', 'cannot-open'],
  ['NEWER_SCHEMA', 'newer-schema'],
  ['NO_ENGINE', 'no-engine'],
  ['CLOSED', 'closed'],
  ['EACCES', 'read-only'],
  ['EPERM', 'read-only'],
  ['EROFS', 'read-only'],
  ['ENOSPC', 'disk-full'],
  ['EDQUOT', 'disk-full'],
  ['EIO', 'input-output'],
  ['ENOTDIR', 'cannot-open'],
  ['ENOENT', 'cannot-open'],
  ['EEXIST', 'cannot-open'],
  ['EISDIR', 'cannot-open'],
  ['EBUSY', 'busy'],
];

function troubleOf(code: string): StoreTrouble {
  return TROUBLES.find(([prefix]) => code.startsWith(prefix))?.[1] ?? 'failed';
}

/** The code of an error of the database or of the file system; anything else is our own fault. */
function codeOf(error: unknown): string | undefined {
  if (error instanceof DatabaseError) return error.code;
  const isSystemError = error instanceof Error && 'syscall' in error && 'code' in error;
  return isSystemError && typeof error.code === 'string' ? error.code : undefined;
}
