// Logins in the files of Copilot's editor plugins.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readObject } from '../ask-github.ts';
import { readToken } from '../token.ts';
import type { OtherLogin, OtherLoginQuestion } from './other-login.ts';

const TOKEN_KEYS = ['oauth_token', 'oauthToken', 'token', 'access_token', 'accessToken'];
const EXPIRY_KEYS = ['expires_at', 'expiresAt', 'expiry', 'expires'];
const LARGEST_SECONDS = 1e10;
const DEEPEST = 4;

/** Expired logins and files that cannot be read are passed over. */
export function findInFiles(
  question: OtherLoginQuestion & { readonly home: string },
): readonly OtherLogin[] {
  return filesOf(question).flatMap((file) =>
    tokensIn(readObject(read(file)), question.host).map((token) => ({ token, from: file })),
  );
}

function filesOf({ variables, home }: OtherLoginQuestion & { readonly home: string }): string[] {
  const named = variables['GITHUB_COPILOT_TOKEN_FILE']?.trim();
  if (named !== undefined && named !== '') return [named];
  const local = variables['LOCALAPPDATA'];
  const folders = [...(local ? [local] : []), join(home, '.config')];
  return folders.flatMap((folder) =>
    ['apps.json', 'hosts.json'].map((name) => join(folder, 'github-copilot', name)),
  );
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === undefined) throw error;
    return '';
  }
}

function tokensIn(entries: Readonly<Record<string, unknown>>, host: string): readonly string[] {
  const ofHost = Object.entries(entries).filter(([key]) => isOfHost(key, host));
  return ofHost.flatMap(([, entry]) => tokensOf(entry, 0));
}

/** Keys look like `github.com` and `github.com:Iv1.0123`. */
function isOfHost(key: string, host: string): boolean {
  return key.replace(/^https?:\/\//, '').split(/[:/]/)[0] === host;
}

function tokensOf(value: unknown, depth: number): readonly string[] {
  if (typeof value !== 'object' || value === null || depth > DEEPEST) return [];
  const entry = value as Readonly<Record<string, unknown>>;
  if (isExpired(entry)) return [];
  const own = TOKEN_KEYS.map((key) => readToken(entry[key])).filter((token) => token !== undefined);
  return [...own, ...Object.values(entry).flatMap((inner) => tokensOf(inner, depth + 1))];
}

function isExpired(entry: Readonly<Record<string, unknown>>): boolean {
  const given = EXPIRY_KEYS.map((key) => timeOf(entry[key])).find((time) => time !== undefined);
  return given !== undefined && given <= Date.now();
}

function timeOf(value: unknown): number | undefined {
  if (typeof value === 'number') return value > LARGEST_SECONDS ? value : value * 1000;
  const time = typeof value === 'string' ? Date.parse(value) : Number.NaN;
  return Number.isNaN(time) ? undefined : time;
}
