// A damaged database is moved out of the way, never deleted, and by one process only.
import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { DatabaseError, openDatabase } from './database.ts';
import { makePrivateFile, moveFile } from './private-files.ts';

/** How long to wait for another process that is mending the same file. */
const REPAIR_WAIT_MS = 5_000;
const LOOK_WAIT_MS = 2_000;

/** Renames a damaged database to `<file>.damaged-<time>-<pid>`, with what SQLite left of its log, and gives the new name. */
export function setAsideIfDamaged(file: string, now: () => number): string | undefined {
  if (!existsSync(file) || !isDamaged(file)) return undefined;
  return underRepairLock(`${file}.repair`, () => {
    // Looked at again under the lock: another process may have mended it, and a good file must not be moved.
    if (!existsSync(file) || !isDamaged(file)) return undefined;
    const asideFile = `${file}.damaged-${now()}-${process.pid}`;
    // The log first: were we killed in between, the damaged file without its log would be found again.
    for (const suffix of ['-wal', '-shm', '']) {
      if (existsSync(file + suffix)) moveFile(file + suffix, asideFile + suffix);
    }
    rmSync(suspicionOf(file), { force: true });
    return asideFile;
  });
}

/** Leaves a note that this database gave damaged pages, so that the next start checks all of it. */
export function suspectDamage(file: string): void {
  try {
    writeFileSync(suspicionOf(file), '', { mode: 0o600 });
  } catch (error) {
    // Without the note the next start looks at the first pages only.
    if (!(error instanceof Error && 'syscall' in error)) throw error;
  }
}

function suspicionOf(file: string): string {
  return `${file}.suspect`;
}

/** Reading the schema finds a foreign or truncated file; pages in the middle are only read when there is a suspicion. */
const LOOK = 'PRAGMA schema_version; SELECT count(*) FROM sqlite_schema;';
/** abs() of the smallest integer is an error in SQLite: the one way to hear of a bad page without reading a row, which
 * would keep the file open beyond `close` and on Windows forbid renaming it. */
const LOOK_EVERYWHERE = `
  SELECT abs(CASE integrity_check WHEN 'ok' THEN 0 ELSE -9223372036854775808 END) FROM pragma_integrity_check(1);`;

function isDamaged(file: string): boolean {
  const isSuspect = existsSync(suspicionOf(file));
  const database = openDatabase(file, { busyTimeoutMs: LOOK_WAIT_MS });
  try {
    database.exec(LOOK);
    if (isSuspect) database.exec(LOOK_EVERYWHERE);
    rmSync(suspicionOf(file), { force: true });
    return false;
  } catch (error) {
    if (!(error instanceof DatabaseError)) throw error;
    const isOverflow = error.message.includes('integer overflow');
    if (isOverflow || /^SQLITE_(CORRUPT|NOTADB)/.test(error.code)) return true;
    throw error;
  } finally {
    database.close();
  }
}

/** An exclusive transaction on an empty database: a lock that ends with the process that holds it, on every system. */
function underRepairLock<Value>(lockFile: string, work: () => Value): Value {
  makePrivateFile(lockFile);
  const lock = openDatabase(lockFile, { busyTimeoutMs: REPAIR_WAIT_MS });
  try {
    lock.exec('BEGIN EXCLUSIVE');
    const value = work();
    lock.exec('ROLLBACK');
    return value;
  } finally {
    lock.close();
  }
}
