// Settings that stand in files: the user's own, and a project's. JSON objects with the names of the settings table.
import { readFileSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { HeadroomError } from '../errors.ts';
import { nearestName } from './nearest-name.ts';
import { SETTINGS, type Setting, type SettingName } from './settings.ts';

export interface SettingsFile {
  readonly path: string;
  readonly scope: 'project' | 'user';
  readonly values: Readonly<Record<string, unknown>>;
}

const PROJECT_FILE = '.headroom.json';

/** The file that `headroom config set` writes. */
export function userSettingsPath(home: string): string {
  return join(home, 'config.json');
}

/** The nearest project file, from a folder upwards; where one would be made when there is none. */
export function projectSettingsPath(folder: string): { readonly path: string; exists: boolean } {
  for (let at = resolve(folder); ; at = dirname(at)) {
    const path = join(at, PROJECT_FILE);
    if (isFile(path)) return { path, exists: true };
    if (dirname(at) === at) return { path: join(resolve(folder), PROJECT_FILE), exists: false };
  }
}

/** Reads a settings file; undefined when there is none. Throws `BAD_CONFIG` for one that cannot be read as a JSON object. */
export function readSettingsFile(
  path: string,
  scope: SettingsFile['scope'],
): SettingsFile | undefined {
  const text = readText(path);
  if (text === undefined) return undefined;
  const values = parseObject(text);
  if (values !== undefined) return { path, scope, values };
  throw new HeadroomError('BAD_CONFIG', `${path} is not a JSON object.`, {
    hint: 'Mend it with "headroom config edit", or move it away. Example: { "profile": "lossless" }',
  });
}

/** Throws `BAD_CONFIG` for a name or a value that cannot stand in this file. */
export function checkSettingsFile({ path, scope, values }: SettingsFile): void {
  for (const [name, value] of Object.entries(values)) {
    const problem = problemWith(name, value, scope);
    if (problem !== undefined) {
      throw new HeadroomError('BAD_CONFIG', `${path}: ${problem.message}`, { hint: problem.hint });
    }
  }
}

interface Problem {
  readonly message: string;
  readonly hint: string;
}

/** What is wrong with a setting in a file of this scope; undefined when it is fine. */
export function problemWith(
  name: string,
  value: unknown,
  scope: SettingsFile['scope'],
): Problem | undefined {
  if (!Object.hasOwn(SETTINGS, name)) return unknownName(name);
  const entry = SETTINGS[name as SettingName] as Setting<unknown>;
  if (entry.files === 'none') {
    return {
      message: `"${name}" cannot stand in a file.`,
      hint: `Set ${entry.env[0] ?? entry.flag}.`,
    };
  }
  if (scope === 'project' && entry.files !== 'project and user') {
    return {
      message: `"${name}" cannot stand in a project's file, because a repository should not choose it.`,
      hint: `Put it into your own: headroom config set ${name} VALUE`,
    };
  }
  const parsed = entry.parse(textOfValue(value));
  return 'value' in parsed
    ? undefined
    : { message: `"${name}": ${parsed.problem}.`, hint: `It means: ${entry.help}.` };
}

/** A value of a file as it would be typed. */
export function textOfValue(value: unknown): string {
  if (Array.isArray(value)) return value.join(',');
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

function unknownName(name: string): Problem {
  const names = Object.keys(SETTINGS);
  const nearest = nearestName(name, names);
  return {
    message: `there is no setting "${name}".`,
    hint:
      nearest === undefined
        ? `There are: ${names.join(', ')}.`
        : `Did you mean "${nearest}"? All of them: headroom config list`,
  };
}

function isFile(path: string): boolean {
  try {
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

const ABSENT = new Set<string | undefined>(['ENOENT', 'ENOTDIR']);

function readText(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    if (ABSENT.has(code)) return undefined;
    throw new HeadroomError('BAD_CONFIG', `${path} cannot be read (${code ?? String(cause)}).`, {
      hint: 'Make it a file that you can read, or move it away.',
      cause,
    });
  }
}

function parseObject(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text.replace(/^\uFEFF/, ''));
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
    return isObject ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}
