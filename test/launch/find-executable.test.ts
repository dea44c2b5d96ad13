import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { findExecutable } from '../../src/launch/find-executable.ts';
import { platformNamed, WINDOWS } from '../../src/launch/platform.ts';
import { temporaryFolder } from '../helpers/temporary-home.ts';

const platform = platformNamed(process.platform);
const COMMAND = process.platform === 'win32' ? 'tool.cmd' : 'tool';

function folderWith(name: string, mode = 0o755): string {
  const folder = temporaryFolder();
  writeFileSync(join(folder, name), '');
  chmodSync(join(folder, name), mode);
  return folder;
}

function find(folders: readonly string[], cwd = '/'): string | undefined {
  const environment = { PATH: folders.join(platform.pathDelimiter) };
  return findExecutable(['tool'], { environment, cwd, platform });
}

describe('findExecutable', () => {
  it('takes the first folder of PATH that has the command', () => {
    const [first, second] = [folderWith(COMMAND), folderWith(COMMAND)];
    expect(find([temporaryFolder(), first, second])).toBe(join(first, COMMAND));
  });

  it('answers undefined when PATH is empty, missing or has no such command', () => {
    expect(find([temporaryFolder(), '/no/such/folder'])).toBeUndefined();
    expect(find([])).toBeUndefined();
    expect(findExecutable(['tool'], { environment: {}, cwd: '/', platform })).toBeUndefined();
  });

  it('skips folders of that name and files in the place of folders', () => {
    const withFolder = temporaryFolder();
    mkdirSync(join(withFolder, COMMAND));
    const real = folderWith(COMMAND);
    expect(find([withFolder, join(real, COMMAND), real])).toBe(join(real, COMMAND));
  });

  it.skipIf(process.platform === 'win32')('skips what may not be run', () => {
    const real = folderWith(COMMAND);
    expect(find([folderWith(COMMAND, 0o644), real])).toBe(join(real, COMMAND));
  });

  it('never looks into the current folder for an empty entry', () => {
    expect(find(['', ''], folderWith(COMMAND))).toBeUndefined();
  });

  it('reads relative entries from the current folder', () => {
    const folder = folderWith(COMMAND);
    expect(find(['.'], folder)).toBe(join(folder, COMMAND));
  });

  it('tries names in order within a folder', () => {
    const folder = folderWith(COMMAND);
    const search = { environment: { PATH: folder }, cwd: '/', platform };
    expect(findExecutable(['other', 'tool'], search)).toBe(join(folder, COMMAND));
  });
});

describe('on Windows', () => {
  it('tries the extensions of PATHEXT in their order', () => {
    expect(WINDOWS.commandNames('claude', { PathExt: '.EXE;.CMD' })).toEqual([
      'claude.exe',
      'claude.cmd',
    ]);
    expect(WINDOWS.commandNames('claude', {})).toContain('claude.cmd');
  });
});
