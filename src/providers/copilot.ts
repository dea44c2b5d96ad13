// GitHub Copilot by subscription: its API speaks OpenAI's and Anthropic's wire formats and wants a token that lives for
// minutes. The agent has none; it is put on here. Law: a request that brings its own Copilot token leaves as it came.
import { isApiToken } from '../auth/token.ts';
import type { TokenSource } from '../auth/token-source.ts';
import { OPENAI_ROUTES, openaiFailure } from './openai.ts';
import type { Provider, RequestHead } from './provider.ts';
import { upstreamAt, type Upstream } from './upstream.ts';

export interface CopilotOptions {
  /** Of the API, as the login says. */
  readonly baseUrl: string;
  readonly tokens: TokenSource;
  /** Set on requests that do not have them. */
  readonly clientHeaders: ReadonlyArray<readonly [name: string, value: string]>;
}

/** The Copilot API for one login. */
export function copilot(options: CopilotOptions): Provider {
  const upstream = upstreamAt(options.baseUrl);
  return {
    name: 'copilot',
    routes: [
      {
        method: 'POST',
        path: '/messages/count_tokens',
        wire: 'anthropic-messages',
        purpose: 'count',
      },
      { method: 'POST', path: '/messages', wire: 'anthropic-messages', purpose: 'send' },
      ...OPENAI_ROUTES,
    ],
    upstream: (target) => withoutVersion(target, upstream),
    sign: (head) => sign(head, options),
    failure: (error) => ({
      ...openaiFailure(error),
      // Clients try again after a 5xx, and stop after a 401: without a login another try is of no use.
      ...(error.code === 'COPILOT_LOGIN_REQUIRED' && { status: 401 }),
    }),
  };
}

/** Agents put the version of OpenAI's paths in front; Copilot's paths have none. */
function withoutVersion(target: string, upstream: (target: string) => Upstream): Upstream {
  const bare = /^\/v1(?=[/?]|$)/.test(target) ? target.slice('/v1'.length) : target;
  return upstream(bare.startsWith('/') ? bare : `/${bare}`);
}

async function sign(
  { headers, refused }: RequestHead,
  { tokens, clientHeaders }: CopilotOptions,
): Promise<readonly string[] | undefined> {
  if (isApiToken(bearerIn(headers) ?? '')) return refused === undefined ? headers : undefined;
  const before = refused && bearerIn(refused);
  const token = await (before === undefined ? tokens.current() : tokens.renewed(before));
  if (token === undefined) return undefined;
  return withClientHeaders(withToken(headers, token), clientHeaders);
}

/** In the place of the client's own, if it has one. */
function withToken(headers: readonly string[], token: string): string[] {
  const value = `Bearer ${token}`;
  const kept: string[] = [];
  let isSet = false;
  for (const [name, given] of pairs(headers)) {
    const lower = name.toLowerCase();
    if (!CREDENTIALS.has(lower)) kept.push(name, given);
    else if (lower === 'authorization' && !isSet) {
      kept.push(name, value);
      isSet = true;
    }
  }
  return isSet ? kept : [...kept, 'Authorization', value];
}

const CREDENTIALS = new Set(['authorization', 'x-api-key']);

function withClientHeaders(
  headers: readonly string[],
  clientHeaders: CopilotOptions['clientHeaders'],
): string[] {
  const names = new Set(pairs(headers).map(([name]) => name.toLowerCase()));
  const missing = clientHeaders.filter(([name]) => !names.has(name.toLowerCase()));
  return [...headers, ...missing.flat()];
}

function bearerIn(headers: readonly string[]): string | undefined {
  const value = pairs(headers).find(([name]) => name.toLowerCase() === 'authorization')?.[1];
  return /^bearer (.+)$/i.exec(value ?? '')?.[1];
}

function pairs(headers: readonly string[]): readonly [name: string, value: string][] {
  const found: [string, string][] = [];
  for (let at = 0; at + 1 < headers.length; at += 2) {
    found.push([headers[at] ?? '', headers[at + 1] ?? '']);
  }
  return found;
}
