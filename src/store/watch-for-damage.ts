// Damage in the middle of a file shows only when its pages are read: then a note is left for the next start.
import { DatabaseError } from './database.ts';
import type { Database } from './database.ts';
import { suspectDamage } from './set-aside.ts';

/** The same connection, which also notes down that the file is suspect when SQLite finds it corrupt. */
export function watchForDamage(database: Database, file: string): Database {
  function watch<Value>(work: () => Value): Value {
    try {
      return work();
    } catch (error) {
      const isCorrupt = error instanceof DatabaseError && error.code.startsWith('SQLITE_CORRUPT');
      if (isCorrupt) suspectDamage(file);
      throw error;
    }
  }
  return {
    ...database,
    run: (sql, parameters) => watch(() => database.run(sql, parameters)),
    get: (sql, parameters) => watch(() => database.get(sql, parameters)),
    all: (sql, parameters) => watch(() => database.all(sql, parameters)),
  };
}
