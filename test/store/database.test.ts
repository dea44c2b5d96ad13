import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openDatabase } from '../../src/store/database.ts';
import { temporaryFolder } from '../helpers/temporary-home.ts';

function opened(file = join(temporaryFolder(), 'test.db')) {
  const database = openDatabase(file, { busyTimeoutMs: 20 });
  onTestFinished(() => database.close());
  return database;
}

describe('openDatabase', () => {
  it('gives blobs as buffers and nothing but the columns', () => {
    const database = opened();
    database.exec('CREATE TABLE t (a, b, c)');
    expect(database.run('INSERT INTO t VALUES (?, ?, ?)', [Buffer.of(1, 2), null, 3])).toBe(1);
    const row = { a: Buffer.of(1, 2), b: null, c: 3 };
    expect(database.get('SELECT * FROM t', [])).toEqual(row);
    expect(database.all('SELECT * FROM t', [])).toEqual([row]);
    expect(Buffer.isBuffer(database.all('SELECT * FROM t', [])[0]?.['a'])).toBe(true);
    expect(database.get('SELECT * FROM t WHERE a = ?', [Buffer.of(1, 2)])).toEqual(row);
    expect(database.get('SELECT * FROM t WHERE c = 4', [])).toBeUndefined();
  });

  it('names the code of what was refused', () => {
    const database = opened();
    expect(() => database.exec('NOT SQL')).toThrow(
      expect.objectContaining({ name: 'DatabaseError', code: 'SQLITE_ERROR' }),
    );
    expect(() => opened('/no/such/folder/file.db')).toThrow(
      expect.objectContaining({ code: 'SQLITE_CANTOPEN' }),
    );
  });

  it('undoes a transaction that fails, and can go on', () => {
    const database = opened();
    database.exec('CREATE TABLE t (a)');
    expect(() =>
      database.transaction(() => {
        database.run('INSERT INTO t VALUES (1)', []);
        throw new Error('ours');
      }),
    ).toThrow('ours');
    expect(database.all('SELECT * FROM t', [])).toEqual([]);
    expect(database.transaction(() => database.run('INSERT INTO t VALUES (2)', []))).toBe(1);
  });

  it('can write again after it was told that the file is busy', () => {
    const file = join(temporaryFolder(), 'test.db');
    const [database, other] = [opened(file), opened(file)];
    database.exec('PRAGMA journal_mode = WAL; CREATE TABLE t (a)');
    other.exec('BEGIN IMMEDIATE');
    const busy = expect.objectContaining({ code: 'SQLITE_BUSY' });
    expect(() => database.run('INSERT INTO t VALUES (1)', [])).toThrow(busy);
    other.exec('ROLLBACK');
    // Another statement: a second run of the first would put it in order again.
    const insert = (): number => database.run('INSERT INTO t VALUES (2)', []);
    expect(database.transaction(insert)).toBe(1);
    expect(insert()).toBe(1);
  });

  it('answers nothing after it is closed', () => {
    const database = opened();
    database.exec('CREATE TABLE t (a)');
    database.run('INSERT INTO t VALUES (1)', []);
    database.close();
    const closed = expect.objectContaining({ code: 'CLOSED' });
    expect(() => database.run('INSERT INTO t VALUES (1)', [])).toThrow(closed);
    expect(() => database.all('SELECT * FROM t', [])).toThrow(closed);
    expect(() => database.exec('SELECT 1')).toThrow(closed);
  });

  it('costs nothing until it is used', () => {
    const script = `await import('./dist/src/store/open-store.js');
      const { createRequire } = await import('node:module');
      console.log(Object.keys(createRequire(process.cwd() + '/x').cache).some((file) => /libsql/.test(file)));`;
    const child = spawnSync(process.execPath, ['--input-type=module', '-e', script], {
      encoding: 'utf8',
    });
    expect(child.stdout.trim()).toBe('false');
  });
});
