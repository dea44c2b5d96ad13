// Claude Code's own settings put variables over the process environment; here they are read, and where they would take
// the base URL away from us, answered with `--settings`, which beats the files. The files stay as they are.
import { join, resolve } from 'node:path';
import type { Environment, EnvironmentChanges, Surroundings } from '../../src/launch/agent.ts';

/** The environment as Claude Code will see it: the user's settings file and `--settings` over the process. */
export function effectiveEnvironment(surroundings: Surroundings): Environment {
  return { ...surroundings.environment, ...settingsEnvironment(surroundings) };
}

/** The user's own arguments, with `--settings` in them where a settings file would undo these changes. */
export function overrideSettings(
  surroundings: Surroundings,
  changes: EnvironmentChanges,
): readonly string[] {
  const { own } = surroundings;
  const overrides = undoneBySettings(surroundings, changes);
  const flag = settingsFlag(own);
  if (Object.keys(overrides).length === 0) return own;
  if (flag === undefined) return [settingsArgument({ env: overrides }), ...own];
  // The contents of a file stay out of the argument list, which every user of the machine can read.
  if (!isInline(flag.value)) return own;
  const given = readSettings(flag.value);
  const merged = settingsArgument({ ...given, env: { ...given.env, ...overrides } });
  return [...own.slice(0, flag.from), merged, ...own.slice(flag.to)];
}

/** Whether `--settings` with a file keeps us from putting these changes through. */
export function isOverrideBlocked(
  surroundings: Surroundings,
  changes: EnvironmentChanges,
): boolean {
  const flag = settingsFlag(surroundings.own);
  const overrides = undoneBySettings(surroundings, changes);
  return flag !== undefined && !isInline(flag.value) && Object.keys(overrides).length > 0;
}

/** The variables that a settings text sets. */
export function settingsVariables(text: string | undefined): Readonly<Record<string, string>> {
  const { env } = readSettings(text ?? '');
  const entries = Object.entries(env ?? {}).filter(([, value]) => typeof value !== 'object');
  return Object.fromEntries(entries.map(([name, value]) => [name, String(value)]));
}

function undoneBySettings(
  surroundings: Surroundings,
  changes: EnvironmentChanges,
): Readonly<Record<string, string>> {
  const fromSettings = settingsEnvironment(surroundings);
  // A variable that is to be gone can only be emptied.
  const undone = Object.entries(changes)
    .map(([name, value]) => [name, value ?? ''] as const)
    .filter(([name, value]) => name in fromSettings && fromSettings[name] !== value);
  return Object.fromEntries(undone);
}

function settingsEnvironment(surroundings: Surroundings): Readonly<Record<string, string>> {
  const { environment, home, project, own, readText } = surroundings;
  const folder = environment['CLAUDE_CONFIG_DIR'] || join(home, '.claude');
  const flag = settingsFlag(own)?.value;
  const given =
    flag === undefined || isInline(flag) ? flag : readText(resolve(project, flag.trim()));
  return {
    ...settingsVariables(readText(join(folder, 'settings.json'))),
    ...settingsVariables(given),
  };
}

interface SettingsFlag {
  readonly value: string;
  /** Its place in the argument list, end exclusive. */
  readonly from: number;
  readonly to: number;
}

/** The last `--settings` before `--`: the one the client listens to. */
function settingsFlag(own: readonly string[]): SettingsFlag | undefined {
  const end = own.indexOf('--');
  const options = end === -1 ? own : own.slice(0, end);
  const from = options.findLastIndex((word) => word === FLAG || word.startsWith(`${FLAG}=`));
  const word = options[from];
  if (word === undefined) return undefined;
  if (word !== FLAG) return { value: word.slice(FLAG.length + 1), from, to: from + 1 };
  const value = options[from + 1];
  return value === undefined ? undefined : { value, from, to: from + 2 };
}

const FLAG = '--settings';

function settingsArgument(settings: ClaudeSettings): string {
  return `${FLAG}=${JSON.stringify(settings)}`;
}

function isInline(value: string): boolean {
  return value.trim().startsWith('{');
}

interface ClaudeSettings {
  readonly env?: Readonly<Record<string, unknown>>;
}

/** A broken text is no settings: the client itself tells the user about it. */
function readSettings(text: string): ClaudeSettings {
  try {
    const value: unknown = JSON.parse(text.replace(/^\uFEFF/, ''));
    return isRecord(value) && (value['env'] === undefined || isRecord(value['env'])) ? value : {};
  } catch (error) {
    if (error instanceof SyntaxError) return {};
    throw error;
  }
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
