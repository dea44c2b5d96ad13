import { describe, expect, it } from 'vitest';
import { openDatabase } from '../../src/store/database.ts';
import { done, openedStore, originalOf } from '../helpers/opened-store.ts';

describe('originals', () => {
  it('come back exactly, whatever is in them', () => {
    const { store } = openedStore();
    const texts = ['', 'a\r\nb\n', 'half \ud83d pair', '\u0000\ufeff', 'x'.repeat(300_000)];
    for (const text of texts) {
      const original = originalOf(text);
      done(store.commit({ decisions: [], originals: [original] }));
      expect(done(store.originals.read(original.handle))?.text).toBe(text);
    }
  });

  it('know their size, tool and times', () => {
    const { store } = openedStore();
    const original = { ...originalOf('größe'), tool: 'Bash' };
    done(store.commit({ decisions: [], originals: [original] }));
    const { sha256: _sha256, ...rest } = original;
    const times = { createdAtMs: 1_000_000, lastUsedAtMs: 1_000_000 };
    expect(done(store.originals.read(original.handle))).toEqual({ ...rest, bytes: 7, ...times });
  });

  it('are not there under another handle', () => {
    const { store } = openedStore();
    expect(done(store.originals.read('000000000000'))).toBeUndefined();
    expect(done(store.originals.find('0', 5))).toEqual([]);
    expect(done(store.originals.list(5))).toEqual([]);
  });

  it('are found by the beginning of their handle, in order', () => {
    const { store } = openedStore();
    const handles = ['aaaa00000001', 'aaaa00000002', 'aaab00000003', 'ffff00000004'];
    const originals = handles.map((handle) => ({ ...originalOf(handle), handle }));
    done(store.commit({ decisions: [], originals }));
    expect(done(store.originals.find('aaaa', 5))).toEqual(handles.slice(0, 2));
    expect(done(store.originals.find('aaa', 2))).toEqual(handles.slice(0, 2));
    expect(done(store.originals.find('ffff00000004', 5))).toEqual(['ffff00000004']);
    expect(done(store.originals.find('aa_', 5))).toEqual([]);
    const present = done(store.originals.present([...handles.slice(2), 'bbbb00000000']));
    expect([...present].toSorted()).toEqual(handles.slice(2));
  });

  it('are listed by their last use', () => {
    const { store, clock } = openedStore();
    const [first, second] = [originalOf('1'), originalOf('2')];
    for (const original of [first, second]) {
      done(store.commit({ decisions: [], originals: [original] }));
      clock.ms += 10;
    }
    const handles = (): string[] => done(store.originals.list(9)).map(({ handle }) => handle);
    expect(handles()).toEqual([second.handle, first.handle]);
    done(store.originals.touch([first.handle, 'unknown']));
    expect(handles()).toEqual([first.handle, second.handle]);
    // One that nobody uses must be the first to go.
    expect(done(store.originals.read(second.handle))?.lastUsedAtMs).toBe(clock.ms - 10);
  });

  it('are counted, with their bytes', () => {
    const { store } = openedStore();
    expect(done(store.originals.size())).toEqual({ originals: 0, bytes: 0 });
    done(store.commit({ decisions: [], originals: [originalOf('größe'), originalOf('abc')] }));
    expect(done(store.originals.size())).toEqual({ originals: 2, bytes: 10 });
  });

  it('are none when their text is damaged', () => {
    const { store } = openedStore();
    const original = originalOf('text');
    done(store.commit({ decisions: [], originals: [original] }));
    const database = openDatabase(store.file, { busyTimeoutMs: 1_000 });
    database.run('UPDATE originals SET text = ?', [Buffer.of(2, 1, 1, 1)]);
    database.close();
    expect(done(store.originals.read(original.handle))).toBeUndefined();
  });
});
