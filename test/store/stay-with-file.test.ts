import { existsSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { DatabaseError, openDatabase, type Database } from '../../src/store/database.ts';
import { stayWithFile } from '../../src/store/stay-with-file.ts';
import { done, openedStore, originalOf } from '../helpers/opened-store.ts';
import { temporaryFolder } from '../helpers/temporary-home.ts';

const onPosix = it.skipIf(process.platform === 'win32');

onPosix(
  'a folder that is deleted meanwhile is made anew, for writers and readers that have it open',
  () => {
    const writer = openedStore();
    const reader = openedStore(writer.directory);
    const [before, after] = [originalOf('before'), originalOf('after')];
    done(writer.store.commit({ decisions: [], originals: [before] }));
    rmSync(writer.directory, { recursive: true });
    done(writer.store.commit({ decisions: [], originals: [after] }));
    for (const { store } of [writer, reader, openedStore(writer.directory)]) {
      expect(done(store.originals.read(after.handle))?.text).toBe('after');
      expect(done(store.originals.read(before.handle))).toBeUndefined();
    }
  },
);

/** A connection to a file with a table of words, which may be refused. */
function words() {
  const file = join(temporaryFolder(), 'words.db');
  const about = { opened: 0, isRefused: false };
  const database = stayWithFile(file, () => {
    if (about.isRefused) throw new DatabaseError('SQLITE_CANTOPEN', 'not now');
    about.opened++;
    const opened = openDatabase(file, { busyTimeoutMs: 100 });
    opened.exec('CREATE TABLE IF NOT EXISTS words (word TEXT)');
    return opened;
  });
  onTestFinished(() => database.close());
  return { file, about, database };
}

function add(database: Database, word: string): void {
  database.run('INSERT INTO words VALUES (?)', [word]);
}

function countOf(database: Database): unknown {
  return database.get('SELECT count(*) AS words FROM words', [])?.['words'];
}

onPosix('a transaction stays with the file in which it began', () => {
  const { file, about, database } = words();
  database.transaction(() => {
    add(database, 'one');
    rmSync(file);
    add(database, 'two');
    expect(countOf(database)).toBe(2);
  });
  expect(countOf(database)).toBe(0);
  expect(countOf(database)).toBe(0);
  expect(about.opened).toBe(2);
});

onPosix('a file that was away while it could not be made is found again', () => {
  const { file, about, database } = words();
  add(database, 'one');
  renameSync(file, `${file}.away`);
  about.isRefused = true;
  expect(() => countOf(database)).toThrow('not now');
  renameSync(`${file}.away`, file);
  expect(() => countOf(database)).toThrow('not now');
  about.isRefused = false;
  expect(countOf(database)).toBe(1);
});

onPosix('what is closed is not opened again', () => {
  const { file, database } = words();
  database.close();
  rmSync(file);
  expect(() => countOf(database)).toThrow(expect.objectContaining({ code: 'CLOSED' }));
  expect(existsSync(file)).toBe(false);
});
