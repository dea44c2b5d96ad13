// Every setting, declared once. `resolve-settings.ts` says which source wins.
import { homedir, userInfo } from 'node:os';
import { join } from 'node:path';
import {
  httpUrl,
  list,
  nonEmpty,
  onOff,
  oneOf,
  portNumber,
  positiveNumber,
  proxyUrl,
  type Parsed,
} from './parse-values.ts';
import { priceTable, type OwnPrices } from './parse-prices.ts';

export interface Setting<T> {
  /** Environment variables, the first that is set wins. */
  readonly env: readonly string[];
  readonly flag: string;
  readonly parse: (text: string) => Parsed<T>;
  readonly fallback: T;
  readonly help: string;
  /**
   * Which files may set it. A project's file comes with a repository that somebody else wrote: it must not choose where requests
   * and keys go. Absent: the user's own file only.
   */
  readonly files?: 'project and user' | 'none';
  /** Shown as dots. */
  readonly secret?: true;
}

const setting = <T>(entry: Setting<T>): Setting<T> => entry;

/** A provider's address: absent means the provider's own. */
const address = (
  provider: string,
  title: string,
  variable: string,
): Setting<string | undefined> => ({
  env: [variable],
  flag: `--${provider}-url <url>`,
  parse: httpUrl,
  fallback: undefined,
  help: `where requests for ${title} go [${variable}]`,
});

/** Of the user, also where HOME is set to nothing: what is kept must not land in the working folder. */
export const USER_HOME = homedir() || userInfo().homedir;

export const SETTINGS = {
  home: setting<string>({
    env: ['HEADROOM_HOME'],
    flag: '--home <folder>',
    parse: nonEmpty,
    fallback: join(USER_HOME, '.headroom'),
    help: 'folder for everything headroom keeps [HEADROOM_HOME]',
    // The user's file is inside it.
    files: 'none',
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
    secret: true,
  }),
  allowHost: setting<readonly string[]>({
    env: ['HEADROOM_ALLOWED_HOSTS'],
    flag: '--allow-host <names>',
    parse: list,
    fallback: [],
    help: 'other names that clients reach it by, by commas [HEADROOM_ALLOWED_HOSTS]',
  }),
  anthropicUrl: address('anthropic', 'Anthropic', 'ANTHROPIC_TARGET_API_URL'),
  openaiUrl: address('openai', 'OpenAI', 'OPENAI_TARGET_API_URL'),
  geminiUrl: address('gemini', 'Gemini', 'GEMINI_TARGET_API_URL'),
  chatgptUrl: address('chatgpt', 'ChatGPT plans', 'CHATGPT_TARGET_API_URL'),
  azureUrl: address('azure', 'Azure OpenAI', 'AZURE_TARGET_API_URL'),
  httpsProxy: setting<string | undefined>({
    env: ['HTTPS_PROXY', 'https_proxy'],
    flag: '--https-proxy <url>',
    parse: proxyUrl,
    fallback: undefined,
    help: 'HTTP proxy through which providers are reached [HTTPS_PROXY]',
    secret: true,
  }),
  noProxy: setting<readonly string[]>({
    env: ['NO_PROXY', 'no_proxy'],
    flag: '--proxy-except <hosts>',
    parse: list,
    fallback: [],
    help: 'hosts that are reached without it, by commas [NO_PROXY]',
  }),
  webSockets: setting<boolean>({
    env: ['HEADROOM_WEBSOCKETS'],
    flag: '--no-web-sockets',
    parse: onOff,
    fallback: true,
    help: 'refuse WebSockets; agents use server-sent events then [HEADROOM_WEBSOCKETS=off]',
  }),
  allowUpstream: setting<readonly string[]>({
    env: ['HEADROOM_ALLOWED_UPSTREAMS'],
    flag: '--allow-upstream <hosts>',
    parse: list,
    fallback: [],
    help: 'hosts that requests may ask for with x-headroom-base-url, by commas [HEADROOM_ALLOWED_UPSTREAMS]',
  }),
  profile: setting<'lossless' | 'balanced' | 'aggressive'>({
    env: ['HEADROOM_PROFILE'],
    flag: '--profile <name>',
    parse: oneOf('lossless', 'balanced', 'aggressive'),
    fallback: 'balanced',
    help: 'how much may be left out: lossless, balanced or aggressive [HEADROOM_PROFILE]',
    files: 'project and user',
  }),
  compress: setting<boolean>({
    env: ['HEADROOM_COMPRESS'],
    flag: '--no-compress',
    parse: onOff,
    fallback: true,
    help: 'pass everything through as it comes [HEADROOM_COMPRESS=off]',
    files: 'project and user',
  }),
  ab: setting<boolean>({
    env: ['HEADROOM_AB'],
    flag: '--ab',
    parse: onOff,
    fallback: false,
    help: 'pass every other conversation through as it comes; perf --ab compares [HEADROOM_AB]',
  }),
  prices: setting<OwnPrices>({
    env: ['HEADROOM_PRICES'],
    flag: '--prices <json>',
    parse: priceTable,
    fallback: {},
    help: 'prices of models, US dollars per million tokens: {"model":{"input":1,"output":4}} [HEADROOM_PRICES]',
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
