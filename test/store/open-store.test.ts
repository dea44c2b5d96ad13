import { spawnSync } from 'node:child_process';
import { chmodSync, chownSync, mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openDatabase } from '../../src/store/database.ts';
import { openStore } from '../../src/store/open-store.ts';
import { done, keyOf, openedStore, originalOf } from '../helpers/opened-store.ts';
import { startStoreProcess } from '../helpers/store-process.ts';
import { temporaryFolder } from '../helpers/temporary-home.ts';

const isPosix = process.platform !== 'win32';
const isRoot = process.getuid?.() === 0;
const now = (): number => 1_000;

function openIn(directory: string) {
  const opening = openStore({ directory, now, busyTimeoutMs: 50 });
  if (opening.status === 'open') onTestFinished(() => opening.store.close());
  return opening;
}

describe('openStore', () => {
  it('makes the folder and the file, and finds again what was written', () => {
    const { store, directory } = openedStore(join(temporaryFolder(), 'a', 'b'));
    const original = originalOf('some output\n');
    done(store.commit({ decisions: [], originals: [original] }));
    store.close();
    const again = openedStore(directory);
    expect(done(again.store.originals.read(original.handle))?.text).toBe('some output\n');
  });

  it.runIf(isPosix)('lets nobody else read the folder or the files', () => {
    const { store, directory } = openedStore();
    done(store.commit({ decisions: [], originals: [originalOf('text')] }));
    expect(statSync(directory).mode & 0o777).toBe(0o700);
    for (const name of readdirSync(directory)) {
      expect([name, statSync(join(directory, name)).mode & 0o777]).toEqual([name, 0o600]);
    }
  });

  it.runIf(isPosix)('takes other readers off a file that exists', () => {
    const { store, directory } = openedStore();
    store.close();
    chmodSync(join(directory, 'headroom.db'), 0o644);
    openedStore(directory);
    expect(statSync(join(directory, 'headroom.db')).mode & 0o777).toBe(0o600);
  });

  it('writes the log back when it is closed, and answers "closed" from then on', () => {
    const { store, directory } = openedStore();
    done(store.commit({ decisions: [], originals: [originalOf('text')] }));
    expect(statSync(join(directory, 'headroom.db-wal')).size).toBeGreaterThan(0);
    store.close();
    store.close();
    const log = statSync(join(directory, 'headroom.db-wal'), { throwIfNoEntry: false });
    expect(log?.size ?? 0).toBe(0);
    const closed = { status: 'unavailable', reason: 'closed' };
    expect(store.originals.read(originalOf('text').handle)).toMatchObject(closed);
    expect(store.commit({ decisions: [], originals: [] })).toMatchObject(closed);
    expect(store.evict({ maxBytes: 0, keepUsedSinceMs: 0 })).toMatchObject(closed);
    expect(store.events.append([])).toMatchObject(closed);
  });

  it('begins anew with an empty file', () => {
    const directory = temporaryFolder();
    writeFileSync(join(directory, 'headroom.db'), '');
    const opening = openIn(directory);
    expect(opening).toMatchObject({ status: 'open' });
    expect(opening).not.toHaveProperty('setAside');
  });

  it('gives freed pages back to the disk', () => {
    const { directory, store } = openedStore();
    store.close();
    const database = openDatabase(join(directory, 'headroom.db'), { busyTimeoutMs: 0 });
    expect(database.get('PRAGMA auto_vacuum', [])).toEqual({ auto_vacuum: 2 });
    expect(database.get('PRAGMA journal_mode', [])).toEqual({ journal_mode: 'wal' });
    database.close();
  });

  it('brings a file of an older headroom up to date, with what it holds', () => {
    const { store, directory } = openedStore();
    const kept = { key: keyOf('kept'), action: 'keep', reason: 'too-short' } as const;
    done(store.commit({ decisions: [kept], originals: [] }));
    store.close();
    const database = openDatabase(join(directory, 'headroom.db'), { busyTimeoutMs: 0 });
    database.exec(`
      ALTER TABLE decisions DROP COLUMN base;
      DROP TABLE tallies; DROP TABLE tallyMarks;
      DROP INDEX eventsByConversation; ALTER TABLE events DROP COLUMN project;
      PRAGMA user_version = 1`);
    database.close();
    const again = openedStore(directory).store;
    const based = {
      key: keyOf('based'),
      action: 'replace',
      text: 'x',
      base: keyOf('kept'),
    } as const;
    done(again.commit({ decisions: [based], originals: [] }));
    const found = done(again.decisions.read([kept.key, based.key]));
    expect(found.get(kept.key)).toEqual(kept);
    expect(found.get(based.key)).toMatchObject(based);
  });

  it('leaves a file of a newer headroom alone', () => {
    const { store, directory } = openedStore();
    store.close();
    const database = openDatabase(join(directory, 'headroom.db'), { busyTimeoutMs: 0 });
    database.exec('PRAGMA user_version = 999');
    database.close();
    expect(openIn(directory)).toMatchObject({ status: 'unavailable', reason: 'newer-schema' });
  });

  it('is unavailable where a file stands in the way', () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'file'), '');
    expect(openIn(join(folder, 'file'))).toMatchObject({ status: 'unavailable' });
    expect(openIn(join(folder, 'file', 'below'))).toMatchObject({ status: 'unavailable' });
    mkdirSync(join(folder, 'home', 'headroom.db'), { recursive: true });
    expect(openIn(join(folder, 'home'))).toMatchObject({ status: 'unavailable' });
  });

  it.runIf(isPosix)('is unavailable in a folder that cannot be written', async (context) => {
    const folder = temporaryFolder();
    if (!isRoot) {
      chmodSync(folder, 0o500);
      expect(openIn(folder)).toMatchObject({ status: 'unavailable', reason: 'read-only' });
      return;
    }
    // Root may write anywhere: somebody else has to try.
    const nobody = 65_534;
    chmodSync(folder, 0o555);
    const canRun = spawnSync(process.execPath, ['-e', ''], { uid: nobody, gid: nobody });
    if (canRun.status !== 0) context.skip('no second user can run node here');
    const child = startStoreProcess({ do: 'open', directory: folder }, { uid: nobody });
    await child.ended;
    expect(child.said).toEqual([{ opened: false, reason: 'read-only' }]);
    chmodSync(folder, 0o755);
    chownSync(folder, nobody, nobody);
    const owner = startStoreProcess({ do: 'open', directory: folder }, { uid: nobody });
    await owner.ended;
    expect(owner.said).toEqual([{ opened: true }]);
  });

  it.runIf(isPosix)('reports a full disk as a value and goes on', async () => {
    const directory = temporaryFolder();
    // A limit on the size of files behaves like a disk that fills up while we write.
    const child = startStoreProcess(
      { do: 'open', directory, fill: 400, name: 'a' },
      { shell: (command) => `ulimit -f 300; ${command}` },
    );
    expect(await child.ended).toBe(0);
    const failed = child.said.filter((line) => (line as { failed?: string }).failed !== undefined);
    expect(failed.length).toBeGreaterThan(0);
    for (const line of failed) {
      expect(['disk-full', 'input-output']).toContain((line as { failed: string }).failed);
    }
    const { store } = openedStore(directory);
    const confirmed = child.said.filter(
      (line) => (line as { stands?: string }).stands !== undefined,
    ) as { key: string; stands: string }[];
    expect(confirmed.length).toBeGreaterThan(0);
    const rows = done(store.decisions.read(confirmed.map(({ key }) => key)));
    for (const { key, stands } of confirmed) expect(rows.get(key)?.text).toBe(stands);
  });

  it('is unavailable, not slow for ever, while another program locks a new file', () => {
    const directory = temporaryFolder();
    const holder = openDatabase(join(directory, 'headroom.db'), { busyTimeoutMs: 0 });
    onTestFinished(() => holder.close());
    holder.exec('CREATE TABLE t (a); BEGIN EXCLUSIVE');
    expect(openIn(directory)).toMatchObject({ status: 'unavailable', reason: 'busy' });
    holder.exec('ROLLBACK');
    expect(openIn(directory)).toMatchObject({ status: 'open' });
  });

  it('opens and reads while another process holds the write lock, and says "busy" to a write', async () => {
    const { store, directory } = openedStore();
    done(store.commit({ decisions: [], originals: [originalOf('text')] }));
    const holder = startStoreProcess({ do: 'hold-lock', directory });
    expect(await holder.next()).toBe('locked');
    const second = openIn(directory);
    expect(second).toMatchObject({ status: 'open' });
    expect(done(store.originals.read(originalOf('text').handle))?.text).toBe('text');
    const busy = { status: 'unavailable', reason: 'busy' };
    expect(store.events.append([{ atMs: 1 }])).toMatchObject(busy);
    expect(store.commit({ decisions: [], originals: [originalOf('x')] })).toMatchObject(busy);
    expect(store.originals.touch(['123456789abc'])).toMatchObject({ status: 'unavailable' });
    // A lock is no damage: the next start has no page to look for.
    expect(readdirSync(directory)).not.toContain('headroom.db.suspect');
    holder.child.kill('SIGKILL');
    await holder.ended;
    done(store.commit({ decisions: [], originals: [originalOf('x')] }));
    expect(done(store.originals.read(originalOf('x').handle))?.text).toBe('x');
  });

  it('can be made by several processes at once', async () => {
    const directory = join(temporaryFolder(), 'new');
    const startAtMs = Date.now() + 700;
    const children = ['a', 'b', 'c', 'd'].map((name) =>
      startStoreProcess({ do: 'open', directory, fill: 20, name, busyTimeoutMs: 5_000, startAtMs }),
    );
    await Promise.all(children.map((child) => child.ended));
    for (const child of children) expect(child.said[0]).toEqual({ opened: true });
    const { store } = openedStore(directory);
    const keys = Array.from({ length: 20 }, (_, n) => keyOf(`key ${n}`));
    const rows = done(store.decisions.read(keys));
    expect(rows.size).toBe(20);
    // Whoever was first, every writer was told the same.
    for (const child of children) {
      for (const line of child.said.slice(1) as { key: string; stands: string }[]) {
        expect(line.stands).toBe(rows.get(line.key)?.text);
      }
    }
    expect(readdirSync(directory).filter((name) => name.includes('damaged'))).toEqual([]);
  });
});
