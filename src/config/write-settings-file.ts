// Changes one name in a settings file: atomically, readable by its owner only where it may hold a secret.
import Conf from 'conf';
import { mkdirSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import type { SettingsFile } from './settings-file.ts';

export interface SettingsFileChange {
  readonly path: string;
  readonly scope: SettingsFile['scope'];
  readonly name: string;
  /** Absent: the name is taken out. */
  readonly value?: unknown;
}

/** Writes the change; the file and its folder are made when they are not there. Whether it is sensible was checked before. */
export function writeSettingsFile({ path, scope, name, value }: SettingsFileChange): void {
  const isOwn = scope === 'user';
  mkdirSync(dirname(path), { recursive: true, ...(isOwn && { mode: 0o700 }) });
  const file = new Conf<Record<string, unknown>>({
    cwd: dirname(path),
    configName: basename(path, '.json'),
    configFileMode: isOwn ? 0o600 : 0o644,
    accessPropertiesByDotNotation: false,
    serialize: (values) => `${JSON.stringify(values, undefined, 2)}\n`,
  });
  if (value === undefined) file.delete(name);
  else file.set(name, value);
}
