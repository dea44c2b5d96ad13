// Looks for a command on PATH, the way a shell would, without running anything.
import { accessSync, constants, statSync } from 'node:fs';
import type { Environment } from './agent.ts';
import { readVariable } from './environment.ts';
import type { Platform } from './platform.ts';

export interface Search {
  readonly environment: Environment;
  /** Where relative entries of PATH start. */
  readonly cwd: string;
  readonly platform: Platform;
}

/** The absolute path of the first file on PATH that has one of these names and may be run. A name with a folder in it is a path. */
export function findExecutable(names: readonly string[], search: Search): string | undefined {
  const { environment, cwd, platform } = search;
  const folders = (readVariable(environment, 'PATH', platform) ?? '').split(platform.pathDelimiter);
  // An empty entry would mean the current folder: a repository must not get to say what "claude" is.
  const known = folders.map(withoutQuotes).filter((folder) => folder !== '');
  const isPath = (name: string): boolean => name.includes(platform.path.sep) || name.includes('/');
  const paths = names.filter(isPath);
  const fileNames = names
    .filter((name) => !isPath(name))
    .flatMap((name) => platform.commandNames(name, environment));
  return [
    ...paths.map((path) => platform.path.resolve(cwd, path)),
    ...known.flatMap((folder) => fileNames.map((name) => platform.path.resolve(cwd, folder, name))),
  ].find((path) => isExecutable(path, platform));
}

/** Windows users quote folders with a semicolon in their name. */
function withoutQuotes(folder: string): string {
  return folder.replace(/^"([^"]*)"$/, '$1');
}

function isExecutable(path: string, platform: Platform): boolean {
  try {
    if (!statSync(path).isFile()) return false;
    if (platform.hasExecutableBit) accessSync(path, constants.X_OK);
    return true;
  } catch (error) {
    if (NOT_THERE.has((error as NodeJS.ErrnoException).code ?? '')) return false;
    throw error;
  }
}

const NOT_THERE = new Set(['ENOENT', 'ENOTDIR', 'EACCES', 'EPERM', 'ELOOP', 'ENAMETOOLONG']);
