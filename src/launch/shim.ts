// A `headroom` command for the agent's shell when PATH has none, or another one: runs this very installation.
import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Environment } from './agent.ts';
import { findExecutable } from './find-executable.ts';
import { isSameInstallation, type Installation } from './installation.ts';
import type { Platform } from './platform.ts';

export interface ShimRequest {
  readonly headroomHome: string;
  readonly installation: Installation;
  readonly environment: Environment;
  readonly cwd: string;
  readonly platform: Platform;
}

/** The folder to put in front of PATH so that `headroom` is this installation; undefined when it is already. */
export function shimFolder(request: ShimRequest): string | undefined {
  const found = findExecutable(['headroom'], request);
  if (found !== undefined && isSameInstallation(found, request.installation)) return undefined;
  return join(request.headroomHome, 'bin');
}

/** Puts the command into its folder and gives it back; undefined when it is not needed or cannot be written. */
export function provideShim(request: ShimRequest): string | undefined {
  const folder = shimFolder(request);
  if (folder === undefined) return undefined;
  try {
    // Its owner's only: a shell looks here first for every command.
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    for (const [name, text] of shimFiles(request)) replaceFile(join(folder, name), text);
    return folder;
  } catch (error) {
    // The agent runs without it then: nothing in the way.
    if (UNWRITABLE.has((error as NodeJS.ErrnoException).code ?? '')) return undefined;
    throw error;
  }
}

const UNWRITABLE = new Set([
  ...[
    'EACCES',
    'EPERM',
    'EROFS',
    'ENOSPC',
    'EDQUOT',
    'ENOTDIR',
    'EISDIR',
    'EEXIST',
    'EBUSY',
    'EMFILE',
  ],
]);

function shimFiles(request: ShimRequest): ReadonlyArray<readonly [name: string, text: string]> {
  const posix = ['headroom', posixShim(request)] as const;
  // Windows has both kinds of shell: cmd and PowerShell take the .cmd, Git Bash the script.
  return request.platform.hasExecutableBit
    ? [posix]
    : [posix, ['headroom.cmd', windowsShim(request)]];
}

function posixShim({ headroomHome, installation }: ShimRequest): string {
  return [
    '#!/bin/sh',
    '# The headroom that started this agent. Written by `headroom wrap`, safe to delete.',
    `if [ -z "\${HEADROOM_HOME-}" ]; then HEADROOM_HOME=${quote(headroomHome)}; export HEADROOM_HOME; fi`,
    `exec ${quote(installation.node)} ${quote(installation.script)} "$@"`,
    '',
  ].join('\n');
}

function quote(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}

function windowsShim({ headroomHome, installation }: ShimRequest): string {
  const literal = (text: string): string => text.replaceAll('%', '%%');
  const paths = headroomHome + installation.node + installation.script;
  return [
    '@echo off',
    'rem The headroom that started this agent. Written by "headroom wrap", safe to delete.',
    'setlocal',
    // What follows is read in the code page of the console, which is an old one as a rule; the file is UTF-8.
    ...(isAscii(paths) ? [] : ['chcp 65001 >nul']),
    `if not defined HEADROOM_HOME set "HEADROOM_HOME=${literal(headroomHome)}"`,
    `"${literal(installation.node)}" "${literal(installation.script)}" %*`,
    '',
  ].join('\r\n');
}

function isAscii(text: string): boolean {
  return /^[\x20-\x7e]*$/.test(text);
}

/** Written beside and renamed: a shell that starts the command meanwhile sees the old file or the new one, never half. */
function replaceFile(path: string, text: string): void {
  if (readIfThere(path) === text) return;
  const beside = `${path}.${randomBytes(6).toString('hex')}`;
  try {
    writeFileSync(beside, text, { mode: 0o755, flag: 'wx' });
    renameSync(beside, path);
  } finally {
    rmSync(beside, { force: true });
  }
}

function readIfThere(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
