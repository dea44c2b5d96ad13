import { rmSync } from 'node:fs';
import { expect, it } from 'vitest';
import { done, openedStore, originalOf } from '../helpers/opened-store.ts';

it.skipIf(process.platform === 'win32')(
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
