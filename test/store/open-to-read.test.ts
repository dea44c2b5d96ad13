import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openStoreToRead } from '../../src/store/open-to-read.ts';
import type { Store } from '../../src/store/open-store.ts';
import { done, openedStore, originalOf } from '../helpers/opened-store.ts';
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
