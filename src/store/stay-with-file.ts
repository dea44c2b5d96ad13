// A user may delete the folder while a process has its database open. What is then written goes into a file without a name, which
// nobody else can read and which ends with the process, and what others write is not seen: so the file is looked for before every use.
import { statSync } from 'node:fs';
import { attempt } from './attempt.ts';
import type { Database } from './database.ts';

/** The connection that `open` gives; another one, to a new file, once that of the first is gone. */
export function stayWithFile(file: string, open: () => Database): Database {
  let current = open();
  let known = identityOf(file);
  let isInTransaction = false;
  let isClosed = false;

  function present(): Database {
    if (isInTransaction || isClosed || identityOf(file) === known) return current;
    attempt(() => current.close());
    // Should it not open now, it is tried again at the next use, whichever file is there then.
    known = CLOSED;
    current = open();
    known = identityOf(file);
    return current;
  }

  return {
    exec: (sql) => present().exec(sql),
    get: (sql, parameters) => present().get(sql, parameters),
    all: (sql, parameters) => present().all(sql, parameters),
    run: (sql, parameters) => present().run(sql, parameters),
    transaction: (work) => {
      const database = present();
      isInTransaction = true;
      try {
        return database.transaction(work);
      } finally {
        isInTransaction = false;
      }
    },
    close: () => {
      isClosed = true;
      current.close();
    },
  };
}

/** The identity of no file. */
const CLOSED = '';

/** Undefined: there is no such file. */
function identityOf(file: string): string | undefined {
  const found = statSync(file, { throwIfNoEntry: false });
  return found && `${found.dev}:${found.ino}`;
}
