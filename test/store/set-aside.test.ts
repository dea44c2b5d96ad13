import { randomBytes } from 'node:crypto';
import {
  existsSync,
  readdirSync,
  readFileSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openStore, type Store } from '../../src/store/open-store.ts';
import { releaseFiles } from '../../src/store/database.ts';
import { done, keyOf, originalOf } from '../helpers/opened-store.ts';
import { startStoreProcess } from '../helpers/store-process.ts';
import { temporaryFolder } from '../helpers/temporary-home.ts';

const FILLING = 60;

/** Written by another process: in ours libsql keeps the file open for a while after it is closed. */
async function filledFile(): Promise<{ readonly directory: string; readonly file: string }> {
  const directory = temporaryFolder();
  await startStoreProcess({ do: 'fill', directory, originals: FILLING }).ended;
  return { directory, file: join(directory, 'headroom.db') };
}

function reopen(directory: string): { readonly store: Store; readonly setAside?: string } {
  const opening = openStore({ directory, now: () => 77, busyTimeoutMs: 50 });
  if (opening.status !== 'open') throw new Error(opening.message);
  onTestFinished(() => opening.store.close());
  return opening;
}

function aside(directory: string): string[] {
  return readdirSync(directory).filter((name) => /\.damaged-\d+-\d+$/.test(name));
}

describe('a damaged database', () => {
  const damages: ReadonlyArray<readonly [string, (file: string) => void]> = [
    ['of random bytes', (file) => writeFileSync(file, randomBytes(20_000))],
    ['that is something else', (file) => writeFileSync(file, 'not a database\n'.repeat(500))],
    ['cut in the middle', (file) => truncateSync(file, statSync(file).size / 2)],
    ['cut in its first page', (file) => truncateSync(file, 2_000)],
  ];

  it.each(damages)('%s is set aside unchanged, and a new one begun', async (_name, damage) => {
    const { directory, file } = await filledFile();
    damage(file);
    const bytes = readFileSync(file);
    const { store, setAside } = reopen(directory);
    expect(setAside).toBe(`${file}.damaged-77-${process.pid}`);
    expect(readFileSync(setAside ?? '').equals(bytes)).toBe(true);
    const original = originalOf('new');
    done(store.commit({ decisions: [], originals: [original] }));
    expect(done(store.originals.list(1_000))).toHaveLength(1);
    store.close();
    expect(reopen(directory)).not.toHaveProperty('setAside');
    expect(aside(directory)).toHaveLength(1);
  });

  it('is moved once when several processes find it together', async () => {
    const directory = temporaryFolder();
    writeFileSync(join(directory, 'headroom.db'), randomBytes(20_000));
    const startAtMs = Date.now() + 700;
    const children = ['a', 'b', 'c', 'd'].map((name) =>
      startStoreProcess({ do: 'open', directory, fill: 10, name, busyTimeoutMs: 5_000, startAtMs }),
    );
    await Promise.all(children.map((child) => child.ended));
    const openings = children.map(
      (child) => child.said[0] as { opened: boolean; setAside?: string },
    );
    expect(openings.map(({ opened }) => opened)).toEqual([true, true, true, true]);
    expect(openings.filter(({ setAside }) => setAside !== undefined)).toHaveLength(1);
    expect(aside(directory)).toHaveLength(1);
    const { store } = reopen(directory);
    const keys = Array.from({ length: 10 }, (_, n) => keyOf(`key ${n}`));
    expect(done(store.decisions.read(keys)).size).toBe(10);
  });

  it('in its middle is a value when it is met, and found at the next start', async () => {
    const { directory, file } = await filledFile();
    const bytes = readFileSync(file);
    // Everything but the first pages, which hold the schema.
    bytes.fill(0xa5, 16 * 4096);
    writeFileSync(file, bytes);
    const first = reopen(directory);
    expect(first).not.toHaveProperty('setAside');
    const outcome = first.store.originals.list(1_000);
    const handles = outcome.status === 'done' ? outcome.value.map(({ handle }) => handle) : [];
    const outcomes = [outcome, ...handles.map((handle) => first.store.originals.read(handle))];
    expect(outcomes).toContainEqual(expect.objectContaining({ reason: 'damaged' }));
    expect(existsSync(`${file}.suspect`)).toBe(true);
    first.store.close();
    await releaseFiles();
    expect(reopen(directory)).toHaveProperty('setAside');
    expect(existsSync(`${file}.suspect`)).toBe(false);
  });

  it('that was only suspected is kept', async () => {
    const { directory, file } = await filledFile();
    writeFileSync(`${file}.suspect`, '');
    const { store, setAside } = reopen(directory);
    expect(setAside).toBeUndefined();
    expect(done(store.originals.list(1_000))).toHaveLength(FILLING);
    expect(existsSync(`${file}.suspect`)).toBe(false);
  });
});
