// Context that was added after a text in an earlier turn, to be added again on every later one.
import { attempt } from './attempt.ts';
import type { Attempt } from './attempt.ts';
import type { Database } from './database.ts';
import { packText, unpackText } from './packed-text.ts';
import { rowKey } from './row-key.ts';

export interface Contexts {
  read(after: string): Attempt<string | undefined>;
  /** Gives what stands: the first text written for a key wins. */
  write(after: string, text: string): Attempt<string>;
}

/** The added contexts of every headroom process of this user. */
export function createContexts(database: Database, now: () => number): Contexts {
  const read = (after: string): string | undefined =>
    unpackText(database.get(READ, [rowKey(after)])?.['text']);
  return {
    read: (after) => attempt(() => read(after)),
    write: (after, text) =>
      attempt(() =>
        database.transaction(() => {
          database.run(INSERT, [rowKey(after), now(), packText(text)]);
          return read(after) ?? text;
        }),
      ),
  };
}

const READ = 'SELECT text FROM contexts WHERE after = ?';
const INSERT =
  'INSERT INTO contexts (after, createdAtMs, text) VALUES (?, ?, ?) ON CONFLICT DO NOTHING';
