// The store on a disk that cannot be written, as in the sandbox of an agent: everything in it can still be read.
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { attempt } from './attempt.ts';
import { DatabaseError, openDatabase, type Database } from './database.ts';
import { storeOver, type StoreOpening, type StoreOptions } from './open-store.ts';

/** Opens `headroom.db` without writing a byte: nothing is made, mended or migrated, and every write is 'unavailable'. */
export function openStoreToRead({ directory, now }: StoreOptions): StoreOpening {
  const file = join(directory, 'headroom.db');
  const opening = attempt(() => openAsItIs(file));
  return opening.status === 'done'
    ? { status: 'open', store: storeOver(opening.value, file, now) }
    : opening;
}

function openAsItIs(file: string): Database {
  const address = pathToFileURL(file).href;
  try {
    return openAndLook(`${address}?mode=ro`);
  } catch (error) {
    if (!(error instanceof DatabaseError) || !CANNOT_LOCK.test(error.code)) throw error;
    // Nobody has it open, so its log cannot be read without writing beside it: the file alone is what there is.
    return openAndLook(`${address}?immutable=1`);
  }
}

/** On a disk that is read-only, in a folder that is, on a full disk. */
const CANNOT_LOCK = /^SQLITE_(CANTOPEN|READONLY|IOERR|FULL)/;
const TIMEOUT_MS = 250;

/** The first reading is what fails. */
function openAndLook(address: string): Database {
  const database = openDatabase(address, { busyTimeoutMs: TIMEOUT_MS });
  database.get('SELECT count(*) FROM sqlite_master', []);
  return database;
}
