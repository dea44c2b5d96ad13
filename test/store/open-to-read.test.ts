import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openStoreToRead } from '../../src/store/open-to-read.ts';
import type { Store } from '../../src/store/open-store.ts';
import { done, openedStore, originalOf } from '../helpers/opened-store.ts';
import { startStoreProcess } from '../helpers/store-process.ts';
import { temporaryFolder } from '../helpers/temporary-home.ts';

function reading(directory: string): Store {
  const opening = openStoreToRead({ directory, now: () => 0 });
  if (opening.status !== 'open') throw new Error(opening.message);
  return opening.store;
}

describe('openStoreToRead', () => {
  it('reads what a running writer has just written', () => {
    const { store, directory } = openedStore();
    const original = originalOf('text');
    done(store.commit({ decisions: [], originals: [original] }));
    const reader = reading(directory);
    expect(done(reader.originals.read(original.handle))?.text).toBe('text');
    reader.close();
  });

  it('reads when nobody has it open, in a folder with odd characters in its name', () => {
    const folder = join(temporaryFolder(), process.platform === 'win32' ? 'a b#%c' : 'a b?#%c');
    const { store, directory } = openedStore(folder);
    const original = originalOf('text');
    done(store.commit({ decisions: [], originals: [original] }));
    store.close();
    const reader = reading(directory);
    expect(done(reader.originals.read(original.handle))?.text).toBe('text');
    reader.close();
  });

  it.skipIf(process.platform === 'win32')(
    'reads in a folder that cannot be written',
    async (context) => {
      const { store, directory } = openedStore(temporaryFolder());
      const original = originalOf('text');
      done(store.commit({ decisions: [], originals: [original] }));
      store.close();
      chmodSync(store.file, 0o444);
      chmodSync(directory, 0o555);
      // Root may write anywhere: somebody else has to try.
      const uid = process.getuid?.() === 0 ? 65_534 : undefined;
      const canRun = spawnSync(process.execPath, ['-e', ''], uid === undefined ? {} : { uid });
      if (canRun.status !== 0) context.skip('no second user can run node here');
      const task = { do: 'read', directory, handle: original.handle };
      const child = startStoreProcess(task, uid === undefined ? {} : { uid });
      await child.ended;
      chmodSync(directory, 0o755);
      expect(child.said).toEqual(['text']);
    },
  );

  it('refuses to write, as a value', () => {
    const { directory } = openedStore();
    const reader = reading(directory);
    const written = reader.commit({ decisions: [], originals: [originalOf('new')] });
    expect(written).toMatchObject({ status: 'unavailable', reason: 'read-only' });
    reader.close();
  });

  it('makes nothing that is not there', () => {
    const directory = join(temporaryFolder(), 'none');
    expect(openStoreToRead({ directory, now: () => 0 }).status).toBe('unavailable');
    expect(existsSync(directory)).toBe(false);
  });
});
