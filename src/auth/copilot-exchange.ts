// Turns the long-lived token of a GitHub login into the short-lived one of the Copilot API.
import { HeadroomError } from '../errors.ts';
import { type AskGithub, type GithubAnswer, readObject } from './ask-github.ts';
import { type CopilotConfiguration, exchangeUrl, userInfoUrl } from './copilot-configuration.ts';
import { printable, readToken, withoutTokens } from './token.ts';

export interface ExchangeParts {
  readonly configuration: CopilotConfiguration;
  readonly ask: AskGithub;
  readonly now: () => number;
}

/** A login, as far as GitHub needs to know it. */
export interface GithubLogin {
  readonly token: string;
  readonly domain: string;
}

export interface ApiToken {
  readonly token: string;
  readonly expiresAtMs: number;
  /** The address of the API, as GitHub gives it. */
  readonly apiUrl?: string;
}

const DEFAULT_LIFETIME_MS = 1_800_000;
/** Numbers above this are milliseconds: as seconds they would be the year 2286. */
const LARGEST_SECONDS = 1e10;
/** GitHub does not know this login any more, or it has no Copilot. */
const REFUSALS = new Set([401, 403, 404]);

/** One exchange. Throws `COPILOT_LOGIN_REQUIRED` when GitHub refuses the login, `COPILOT_EXCHANGE_FAILED`, `GITHUB_UNREACHABLE`. */
export async function exchangeToken(login: GithubLogin, parts: ExchangeParts): Promise<ApiToken> {
  const answer = await parts.ask({
    method: 'GET',
    url: exchangeUrl(parts.configuration, login.domain),
    headers: githubHeaders(login.token, parts.configuration),
  });
  if (answer.status !== 200) throw exchangeFailed(answer, login);
  const fields = readObject(answer.text);
  const token = readToken(fields['token']);
  if (token === undefined) throw noToken();
  const apiUrl = addressIn(fields);
  return {
    token,
    expiresAtMs: readTime(fields['expires_at']) ?? parts.now() + DEFAULT_LIFETIME_MS,
    ...(apiUrl !== undefined && { apiUrl }),
  };
}

/** What GitHub says about the owner of a token; undefined when it says nothing, for whatever reason. */
export async function readUserInfo(
  login: GithubLogin,
  { configuration, ask }: ExchangeParts,
): Promise<{ readonly apiUrl?: string } | undefined> {
  try {
    const answer = await ask({
      method: 'GET',
      url: userInfoUrl(configuration, login.domain),
      headers: githubHeaders(login.token, configuration),
    });
    if (answer.status !== 200) return undefined;
    const apiUrl = addressIn(readObject(answer.text));
    return apiUrl === undefined ? {} : { apiUrl };
  } catch (error) {
    if (HeadroomError.isInstance(error) && error.code === 'GITHUB_UNREACHABLE') return undefined;
    throw error;
  }
}

function githubHeaders(token: string, { clientHeaders }: CopilotConfiguration) {
  return [
    ['Accept', 'application/json'],
    ['Authorization', `Bearer ${token}`],
    ...clientHeaders,
  ] as const;
}

function exchangeFailed({ status, text }: GithubAnswer, login: GithubLogin): HeadroomError {
  const body = printable(withoutTokens(text, [login.token]));
  const message = `GitHub gave no Copilot token: status ${status}${body === '' ? '' : `, ${body}`}.`;
  return REFUSALS.has(status)
    ? new HeadroomError('COPILOT_LOGIN_REQUIRED', message, {
        hint: 'Check that this account has Copilot, and log in again with: headroom copilot-auth login',
      })
    : new HeadroomError('COPILOT_EXCHANGE_FAILED', message, { hint: 'Try again in a moment.' });
}

function noToken(): HeadroomError {
  return new HeadroomError('COPILOT_EXCHANGE_FAILED', 'GitHub answered without a Copilot token.', {
    hint: 'Try again in a moment; if it stays so, log in again with: headroom copilot-auth login',
  });
}

function addressIn(fields: Readonly<Record<string, unknown>>): string | undefined {
  const endpoints = fields['endpoints'];
  if (typeof endpoints !== 'object' || endpoints === null || !('api' in endpoints))
    return undefined;
  return typeof endpoints.api === 'string' ? endpoints.api : undefined;
}

/** Seconds, milliseconds or an ISO date. */
function readTime(value: unknown): number | undefined {
  if (typeof value === 'number') {
    if (!Number.isFinite(value) || value <= 0) return undefined;
    return value > LARGEST_SECONDS ? value : value * 1000;
  }
  if (typeof value !== 'string' || value.trim() === '') return undefined;
  const number = Number(value);
  if (Number.isFinite(number)) return readTime(number);
  const time = Date.parse(value);
  return Number.isNaN(time) ? undefined : time;
}
