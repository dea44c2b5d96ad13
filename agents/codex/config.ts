// Codex's settings as it will see them: config.toml, the chosen profile, and overrides on the command line.
import { join } from 'node:path';
import { parse } from '@decimalturn/toml-patch';
import type { Surroundings } from '../../src/launch/agent.ts';
import { readOverrides, textOf } from './overrides.ts';

type Table = Readonly<Record<string, unknown>>;

export interface CodexConfig {
  /** Text at a dotted key, the later source first. */
  text(...key: readonly string[]): string | undefined;
  /** Texts of a list in config.toml. */
  list(...key: readonly string[]): readonly string[];
  /** Signed in with a ChatGPT plan, not with an API key. */
  readonly isChatGpt: boolean;
  readonly file: string;
}

/** Reads what is there; a broken file is no settings, and Codex's own to complain about. */
export function readCodexConfig(surroundings: Surroundings): CodexConfig {
  const { environment, home, own, readText } = surroundings;
  const folder = environment['CODEX_HOME'] || join(home, '.codex');
  const file = join(folder, 'config.toml');
  const root = parseTable(readText(file));
  const overrides = new Map(readOverrides(own).map(({ key, value }) => [key, textOf(value)]));
  const profile = profileFlag(own) ?? overrides.get('profile') ?? textAt(root, ['profile']);
  const chosen = profile === undefined ? {} : tableAt(root, ['profiles', profile]);
  return {
    file,
    text: (...key) => overrides.get(key.join('.')) ?? textAt(chosen, key) ?? textAt(root, key),
    list: (...key) => texts(valueAt(root, key)),
    isChatGpt: isChatGptLogin(readText(join(folder, 'auth.json'))),
  };
}

function profileFlag(own: readonly string[]): string | undefined {
  const index = own.findLastIndex((word) => /^(?:-p|--profile)(?:=|$)/.test(word));
  const word = own[index];
  if (word === undefined) return undefined;
  return word.includes('=') ? word.slice(word.indexOf('=') + 1) : own[index + 1];
}

function isChatGptLogin(text: string | undefined): boolean {
  const login = parseJson(text);
  const mode = login['auth_mode'];
  if (typeof mode === 'string') return mode.toLowerCase() === 'chatgpt';
  return (
    typeof login['tokens'] === 'object' && login['tokens'] !== null && !login['OPENAI_API_KEY']
  );
}

function parseTable(text: string | undefined): Table {
  try {
    const value: unknown = parse(text ?? '');
    return isTable(value) ? value : {};
  } catch {
    // Whatever the parser calls it: the file is broken.
    return {};
  }
}

function parseJson(text: string | undefined): Table {
  try {
    const value: unknown = JSON.parse(text ?? '');
    return isTable(value) ? value : {};
  } catch (error) {
    if (error instanceof SyntaxError) return {};
    throw error;
  }
}

function valueAt(table: Table, key: readonly string[]): unknown {
  return key.reduce<unknown>((value, name) => (isTable(value) ? value[name] : undefined), table);
}

function tableAt(table: Table, key: readonly string[]): Table {
  const value = valueAt(table, key);
  return isTable(value) ? value : {};
}

function textAt(table: Table, key: readonly string[]): string | undefined {
  const value = valueAt(table, key);
  return typeof value === 'string' ? value : undefined;
}

function texts(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
}

function isTable(value: unknown): value is Table {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
