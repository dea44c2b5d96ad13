// Every setting, declared once. Precedence: flag, environment, fallback.
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { HeadroomError } from '../errors.ts';
import type { Environment } from './environment.ts';
import {
  httpUrl,
  nonEmpty,
  onOff,
  oneOf,
  portNumber,
  positiveNumber,
  type Parsed,
} from './parse-values.ts';

export interface Setting<T> {
  /** Environment variables, the first that is set wins. */
  readonly env: readonly string[];
  readonly flag: string;
  readonly parse: (text: string) => Parsed<T>;
  readonly fallback: T;
  readonly help: string;
}

const setting = <T>(entry: Setting<T>): Setting<T> => entry;

/** A provider's address: absent means the provider's own. */
const address = (provider: string, variable: string): Setting<string | undefined> => ({
  env: [variable],
  flag: `--${provider}-url <url>`,
  parse: httpUrl,
  fallback: undefined,
  help: `where ${provider} requests go [${variable}]`,
});

export const SETTINGS = {
  home: setting<string>({
    env: ['HEADROOM_HOME'],
    flag: '--home <folder>',
    parse: nonEmpty,
    fallback: join(homedir(), '.headroom'),
    help: 'folder for everything headroom keeps [HEADROOM_HOME]',
  }),
  port: setting<number>({
    env: ['HEADROOM_PORT'],
    flag: '--port <number>',
    parse: portNumber,
    fallback: 8787,
    help: 'port of the local proxy, 0 for any free one [HEADROOM_PORT]',
  }),
  host: setting<string>({
    env: ['HEADROOM_HOST'],
    flag: '--host <address>',
    parse: nonEmpty,
    fallback: '127.0.0.1',
    help: 'address to listen on; anything but loopback needs --token [HEADROOM_HOST]',
  }),
  token: setting<string | undefined>({
    env: ['HEADROOM_TOKEN'],
    flag: '--token <secret>',
    parse: nonEmpty,
    fallback: undefined,
    help: 'secret that clients must show [HEADROOM_TOKEN]',
  }),
  anthropicUrl: address('anthropic', 'ANTHROPIC_TARGET_API_URL'),
  openaiUrl: address('openai', 'OPENAI_TARGET_API_URL'),
  geminiUrl: address('gemini', 'GEMINI_TARGET_API_URL'),
  profile: setting<'lossless' | 'balanced' | 'aggressive'>({
    env: ['HEADROOM_PROFILE'],
    flag: '--profile <name>',
    parse: oneOf('lossless', 'balanced', 'aggressive'),
    fallback: 'balanced',
    help: 'lossless, balanced or aggressive [HEADROOM_PROFILE]',
  }),
  compress: setting<boolean>({
    env: ['HEADROOM_COMPRESS'],
    flag: '--no-compress',
    parse: onOff,
    fallback: true,
    help: 'pass everything through as it comes [HEADROOM_COMPRESS=off]',
  }),
  storeLimitMb: setting<number>({
    env: ['HEADROOM_STORE_LIMIT_MB'],
    flag: '--store-limit-mb <number>',
    parse: positiveNumber,
    fallback: 1024,
    help: 'size at which the oldest unused originals go [HEADROOM_STORE_LIMIT_MB]',
  }),
} as const;

export type SettingName = keyof typeof SETTINGS;
export type Settings = {
  readonly [Name in SettingName]: (typeof SETTINGS)[Name] extends Setting<infer T> ? T : never;
};

export interface SettingSources {
  /** As the command line parser gives them: texts, or booleans for `--no-` flags. */
  readonly flags: Readonly<Partial<Record<SettingName, string | boolean | undefined>>>;
  readonly env: Environment;
}

/** Reads and checks all settings once. Throws `BAD_OPTION` with the name of the flag or variable that is wrong. */
export function resolveSettings(sources: SettingSources): Settings {
  const entries = Object.entries(SETTINGS).map(([name, entry]) => [
    name,
    resolveOne(name as SettingName, entry as Setting<unknown>, sources),
  ]);
  const settings = Object.fromEntries(entries) as Settings;
  return { ...settings, home: resolve(settings.home) };
}

function resolveOne(name: SettingName, entry: Setting<unknown>, sources: SettingSources): unknown {
  const flag = sources.flags[name];
  if (typeof flag === 'boolean') return flag;
  if (flag !== undefined) return valueOf(entry, flag, entry.flag.split(' ')[0] ?? entry.flag);
  for (const variable of entry.env) {
    const text = sources.env[variable];
    if (text !== undefined && text.trim() !== '') return valueOf(entry, text, variable);
  }
  return entry.fallback;
}

function valueOf(entry: Setting<unknown>, text: string, from: string): unknown {
  const parsed = entry.parse(text);
  if ('value' in parsed) return parsed.value;
  throw new HeadroomError('BAD_OPTION', `${from}: ${parsed.problem}.`, {
    hint: `It sets the ${entry.help}.`,
  });
}
