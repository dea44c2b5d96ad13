// The settings of this run: the table, with the files that stand in a user's and a project's folder.
import { resolve } from 'node:path';
import {
  resolveSettings,
  resolveWithOrigin,
  type ResolvedSetting,
  type SettingSources,
} from './resolve-settings.ts';
import { projectSettingsPath, readSettingsFile, userSettingsPath } from './settings-file.ts';
import type { SettingName, Settings } from './settings.ts';

export interface LoadRequest extends Pick<SettingSources, 'flags' | 'env'> {
  /** The project's file is looked for from here upwards. */
  readonly cwd: string;
}

/** Reads and checks everything. Throws `BAD_OPTION` or `BAD_CONFIG`. */
export function loadSettings(request: LoadRequest): Settings {
  return resolveSettings(sourcesOf(request));
}

/** The same, with the place every value came from. */
export function loadWithOrigin(
  request: LoadRequest,
): Readonly<Record<SettingName, ResolvedSetting>> {
  return resolveWithOrigin(sourcesOf(request));
}

/** The folder of everything headroom keeps, which no file can set. */
export function homeOf(request: Pick<LoadRequest, 'flags' | 'env'>): string {
  return resolve(homeAlone(request).home);
}

/** That folder, and of everything else the default: for giving originals back, which no file of a project may keep us from. */
export function homeAlone({ flags, env }: Pick<LoadRequest, 'flags' | 'env'>): Settings {
  return resolveSettings({
    flags: { home: flags.home },
    env: { HEADROOM_HOME: env['HEADROOM_HOME'] },
  });
}

function sourcesOf(request: LoadRequest): SettingSources {
  const files = [
    readSettingsFile(projectSettingsPath(request.cwd).path, 'project'),
    readSettingsFile(userSettingsPath(homeOf(request)), 'user'),
  ];
  return { ...request, files: files.filter((file) => file !== undefined) };
}
