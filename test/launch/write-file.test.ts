import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { replaceFile } from '../../src/launch/write-file.ts';
import { temporaryFolder } from '../helpers/temporary-home.ts';

const bytes = Buffer.from('new');

it('a file is made with its folder, or replaced with its mode kept', () => {
  const folder = temporaryFolder();
  const path = join(folder, 'settings', 'a.json');
  const beside = `${path}.part`;
  replaceFile({ path, bytes, beside, mode: 0o600 });
  expect(readFileSync(path)).toEqual(bytes);
  const old = join(folder, 'old.json');
  writeFileSync(old, 'old', { mode: 0o640 });
  replaceFile({ path: old, bytes, beside: `${old}.part`, mode: 0o600 });
  expect(readFileSync(old)).toEqual(bytes);
  if (process.platform !== 'win32') {
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(statSync(old).mode & 0o777).toBe(0o640);
  }
});

it('nothing is left beside a file that cannot be replaced', () => {
  const folder = temporaryFolder();
  const path = join(folder, 'taken');
  mkdirSync(join(path, 'by a folder'), { recursive: true });
  const beside = join(folder, 'taken.part');
  expect(() => replaceFile({ path, bytes, beside, mode: 0o600 })).toThrow();
  expect(readdirSync(folder)).toEqual(['taken']);
});
