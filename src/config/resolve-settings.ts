// Which source of a setting wins: flag, environment, project file, user file, default. Pure.
import { resolve } from 'node:path';
import { HeadroomError } from '../errors.ts';
import type { Environment } from './environment.ts';
import { SETTINGS, USER_HOME, type Setting, type SettingName, type Settings } from './settings.ts';
import { checkSettingsFile, textOfValue, type SettingsFile } from './settings-file.ts';

export interface SettingSources {
  /** As the command line parser gives them: texts, or booleans for `--no-` flags. */
  readonly flags: Readonly<Partial<Record<SettingName, string | boolean | undefined>>>;
  readonly env: Environment;
  /** The first that names a setting wins. */
  readonly files?: readonly SettingsFile[];
}

export interface ResolvedSetting {
  readonly value: unknown;
  /** Where it came from, for a person: "--port", "HEADROOM_PORT", a file, "default". */
  readonly from: string;
}

/** Reads and checks all settings once. Throws `BAD_OPTION` or `BAD_CONFIG` with the name of what is wrong. */
export function resolveSettings(sources: SettingSources): Settings {
  const entries = Object.entries(resolveWithOrigin(sources)).map(([name, { value }]) => [
    name,
    value,
  ]);
  return Object.fromEntries(entries) as Settings;
}

/** The same, with the place every value came from. */
export function resolveWithOrigin(
  sources: SettingSources,
): Readonly<Record<SettingName, ResolvedSetting>> {
  for (const file of sources.files ?? []) checkSettingsFile(file);
  const entries = Object.entries(SETTINGS).map(([name, entry]) => {
    const found = resolveOne(name as SettingName, entry as Setting<unknown>, sources);
    return [name, name === 'home' ? { ...found, value: folderOf(String(found.value)) } : found];
  });
  return Object.fromEntries(entries) as Record<SettingName, ResolvedSetting>;
}

/** Shells expand `~` in few places, and nobody wants a folder of that name. */
function folderOf(typed: string): string {
  return resolve(typed.replace(/^~(?=$|[\\/])/, () => USER_HOME));
}

function resolveOne(
  name: SettingName,
  entry: Setting<unknown>,
  { flags, env, files = [] }: SettingSources,
): ResolvedSetting {
  const flag = flags[name];
  const flagName = entry.flag.split(' ')[0] ?? entry.flag;
  if (typeof flag === 'boolean') return { value: flag, from: flagName };
  if (flag !== undefined) return { value: parse(entry, flag, flagName), from: flagName };
  const variable = entry.env.find((candidate) => (env[candidate] ?? '').trim() !== '');
  if (variable !== undefined) {
    return { value: parse(entry, env[variable] ?? '', variable), from: variable };
  }
  const file = files.find((candidate) => name in candidate.values);
  if (file === undefined) return { value: entry.fallback, from: 'default' };
  return { value: parse(entry, textOfValue(file.values[name]), `"${name}"`), from: file.path };
}

function parse(entry: Setting<unknown>, text: string, from: string): unknown {
  const parsed = entry.parse(text);
  if ('value' in parsed) return parsed.value;
  throw new HeadroomError('BAD_OPTION', `${from}: ${parsed.problem}.`, {
    hint: `It means: ${entry.help}.`,
  });
}
