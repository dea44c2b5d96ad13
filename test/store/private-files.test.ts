import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { moveFile } from '../../src/store/private-files.ts';
import { temporaryFolder } from '../helpers/temporary-home.ts';

/** Refuses to rename as Windows does while somebody has the file open. */
function heldFor(times: number, code = 'EBUSY') {
  let tries = 0;
  return {
    tries: () => tries,
    rename: (from: string, to: string) => {
      if (tries++ < times) throw Object.assign(new Error(`${code}: held`), { code });
      renameSync(from, to);
    },
  };
}

function fileIn(folder: string) {
  const [from, to] = [join(folder, 'from'), join(folder, 'to')];
  writeFileSync(from, 'text');
  return { from, to };
}

describe('moveFile', () => {
  it.each(['EBUSY', 'EPERM', 'EACCES'])(
    'waits on Windows while somebody has it open: %s',
    (code) => {
      const { from, to } = fileIn(temporaryFolder());
      moveFile(from, to, { rename: heldFor(3, code).rename, platform: 'win32' });
      expect([existsSync(from), readFileSync(to, 'utf8')]).toEqual([false, 'text']);
    },
  );

  it('does not wait for ever', () => {
    const { from, to } = fileIn(temporaryFolder());
    const held = heldFor(Infinity);
    expect(() => moveFile(from, to, { rename: held.rename, platform: 'win32' })).toThrow('EBUSY');
    expect(held.tries()).toBeGreaterThan(50);
    expect(existsSync(from)).toBe(true);
  });

  it('says at once what waiting does not mend', () => {
    const { from, to } = fileIn(temporaryFolder());
    const refused = heldFor(1, 'EPERM');
    expect(() => moveFile(from, to, { rename: refused.rename, platform: 'linux' })).toThrow(
      'EPERM',
    );
    expect(() => moveFile(join(from, 'none'), to)).toThrow(/ENOTDIR|ENOENT/);
    expect(refused.tries()).toBe(1);
  });
});
