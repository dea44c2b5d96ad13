import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { POSIX, WINDOWS } from '../../src/launch/platform.ts';
import { provideShim, shimFolder, type ShimRequest } from '../../src/launch/shim.ts';
import { temporaryFolder } from '../helpers/temporary-home.ts';

const onPosix = it.skipIf(process.platform === 'win32');

/** A stand-in for `bin/headroom.js` that says what it was given. */
function requestIn(folder: string, path = ''): ShimRequest {
  const script = join(folder, "it's here", 'bin', 'headroom.mjs');
  mkdirSync(dirname(script), { recursive: true });
  const text = 'console.log(JSON.stringify([process.argv.slice(2), process.env.HEADROOM_HOME]));';
  writeFileSync(script, `${text}\nprocess.exitCode = 3;\n`);
  return {
    headroomHome: join(folder, "it's home", '.headroom'),
    installation: { node: process.execPath, script },
    environment: { PATH: path },
    cwd: folder,
    platform: POSIX,
  };
}

function run(command: string, environment: Record<string, string>): unknown[] {
  const given = ['retrieve', 'a b', '', '"$HOME"'];
  const { stdout, status } = spawnSync(command, given, { env: environment, encoding: 'utf8' });
  return [status, ...(JSON.parse(stdout) as unknown[])];
}

describe('provideShim', () => {
  onPosix(
    'writes a command that runs this installation with its arguments, home and exit code',
    () => {
      const request = requestIn(temporaryFolder());
      const folder = provideShim(request) ?? '';
      const expected = [3, ['retrieve', 'a b', '', '"$HOME"']];
      expect(run(join(folder, 'headroom'), {})).toEqual([...expected, request.headroomHome]);
      expect(run(join(folder, 'headroom'), { HEADROOM_HOME: '/else' })).toEqual([
        ...expected,
        '/else',
      ]);
    },
  );

  onPosix('keeps the folder of headroom, and what goes in front of PATH, to their owner', () => {
    const request = requestIn(temporaryFolder());
    const folder = provideShim(request) ?? '';
    expect(statSync(request.headroomHome).mode & 0o777).toBe(0o700);
    expect(statSync(folder).mode & 0o777).toBe(0o700);
  });

  onPosix('is not needed when PATH leads to this installation', () => {
    const folder = temporaryFolder();
    const request = requestIn(folder, join(folder, 'links'));
    mkdirSync(join(folder, 'links'));
    symlinkSync(request.installation.script, join(folder, 'links', 'headroom'));
    chmodSync(request.installation.script, 0o755);
    expect(provideShim(request)).toBeUndefined();
    expect(existsSync(request.headroomHome)).toBe(false);
  });

  onPosix('stands in front of another program of that name', () => {
    const folder = temporaryFolder();
    const request = requestIn(folder, join(folder, 'other'));
    mkdirSync(join(folder, 'other'));
    writeFileSync(join(folder, 'other', 'headroom'), '#!/bin/sh\n', { mode: 0o755 });
    expect(shimFolder(request)).toBe(join(request.headroomHome, 'bin'));
  });

  onPosix('replaces what an older installation wrote, and leaves nothing else behind', () => {
    const request = requestIn(temporaryFolder());
    const folder = provideShim(request) ?? '';
    const other = { ...request.installation, node: '/old/node' };
    provideShim({ ...request, installation: other });
    expect(readFileSync(join(folder, 'headroom'), 'utf8')).toContain('/old/node');
    provideShim(request);
    expect(run(join(folder, 'headroom'), {})[0]).toBe(3);
    expect(readdirSync(folder)).toEqual(['headroom']);
  });

  onPosix('writes a command for both shells on Windows', () => {
    const request = { ...requestIn(temporaryFolder()), platform: WINDOWS };
    const folder = provideShim(request) ?? '';
    expect(readdirSync(folder).sort()).toEqual(['headroom', 'headroom.cmd']);
    const text = readFileSync(join(folder, 'headroom.cmd'), 'utf8');
    expect(text).toContain(`"${process.execPath}" "${request.installation.script}" %*\r\n`);
  });

  onPosix('doubles the signs of a folder that cmd would take for a variable', () => {
    const folder = temporaryFolder();
    const headroomHome = join(folder, '%USERNAME% 100%');
    const written = provideShim({ ...requestIn(folder), headroomHome, platform: WINDOWS }) ?? '';
    const text = readFileSync(join(written, 'headroom.cmd'), 'utf8');
    expect(text).toContain(`set "HEADROOM_HOME=${join(folder, '%%USERNAME%% 100%%')}"\r\n`);
  });

  onPosix('says that a folder with an umlaut is written in UTF-8', () => {
    const folder = temporaryFolder();
    const shimIn = (name: string): string => {
      const request = { ...requestIn(folder), headroomHome: join(folder, name), platform: WINDOWS };
      return readFileSync(join(provideShim(request) ?? '', 'headroom.cmd'), 'utf8');
    };
    expect(shimIn('Jörg')).toMatch(/chcp 65001 >nul\r\nif not defined HEADROOM_HOME set .*Jörg"/);
    expect(shimIn('Joerg')).not.toContain('chcp');
  });

  it('does without when a folder has the name of the command', () => {
    const request = requestIn(temporaryFolder());
    mkdirSync(join(request.headroomHome, 'bin', 'headroom'), { recursive: true });
    expect(provideShim(request)).toBeUndefined();
  });

  it('does without when the folder cannot be written', () => {
    const folder = temporaryFolder();
    const request = requestIn(folder);
    writeFileSync(join(folder, 'file'), '');
    expect(provideShim({ ...request, headroomHome: join(folder, 'file', 'home') })).toBeUndefined();
  });
});
