// The settings of this run: the table, with the files that stand in a user's and a project's folder.
import { statfsSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { HeadroomError } from '../errors.ts';
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
  const settings = resolveSettings({
    flags: { home: flags.home },
    env: { HEADROOM_HOME: env['HEADROOM_HOME'] },
  });
  refuseEndlessPlace(settings.home);
  return settings;
}

/** `/proc` of Linux: it says of a folder that is being made that its parent is not there, and Node makes that parent for ever. */
const PROC_FILE_SYSTEM = 0x9fa0;

function refuseEndlessPlace(home: string): void {
  if (fileSystemOf(home) !== PROC_FILE_SYSTEM) return;
  throw new HeadroomError('BAD_OPTION', `${home} is in a place where no folder can be made.`, {
    hint: 'Name another one in HEADROOM_HOME or with --home.',
  });
}

/** Of a path, or of the nearest folder above it that is there. */
function fileSystemOf(path: string): number | undefined {
  try {
    return statfsSync(path).type;
  } catch {
    return dirname(path) === path ? undefined : fileSystemOf(dirname(path));
  }
}

function sourcesOf(request: LoadRequest): SettingSources {
  const files = [
    readSettingsFile(projectSettingsPath(request.cwd).path, 'project'),
    readSettingsFile(userSettingsPath(homeOf(request)), 'user'),
  ];
  return { ...request, files: files.filter((file) => file !== undefined) };
}
