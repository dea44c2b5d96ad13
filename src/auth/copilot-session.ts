// A login for Copilot that works: found, exchanged once, and ready to give out fresh tokens for as long as it is needed.
import { HeadroomError } from '../errors.ts';
import { findApiBase } from './api-base.ts';
import type { AskGithub } from './ask-github.ts';
import type { CopilotConfiguration } from './copilot-configuration.ts';
import { exchangeToken, type ExchangeParts, readUserInfo } from './copilot-exchange.ts';
import type { FoundLogin } from './find-logins.ts';
import { createTokenSource, fixedToken, type TokenSource } from './token-source.ts';

export interface CopilotSession {
  readonly tokens: TokenSource;
  /** Of the Copilot API, without a slash at the end. */
  readonly apiBase: string;
  readonly login: FoundLogin;
}

export interface SessionParts {
  readonly configuration: CopilotConfiguration;
  readonly logins: AsyncIterable<FoundLogin>;
  readonly ask: AskGithub;
  readonly now: () => number;
}

/** Takes the first login that GitHub accepts. Throws `COPILOT_LOGIN_REQUIRED`, or what kept it from asking. */
export async function openCopilotSession(parts: SessionParts): Promise<CopilotSession> {
  const failures: Failure[] = [];
  const silent = new Set<string>();
  for await (const login of parts.logins) {
    if (silent.has(login.domain)) continue;
    try {
      const session =
        login.kind === 'api' ? await openFixed(login, parts) : await open(login, parts);
      if (session !== undefined) return session;
      failures.push({ login });
    } catch (error) {
      if (!HeadroomError.isInstance(error)) throw error;
      failures.push({ login, error });
      if (error.code === 'GITHUB_UNREACHABLE') silent.add(login.domain);
    }
  }
  throw noLogin(failures);
}

async function open(login: FoundLogin, parts: ExchangeParts): Promise<CopilotSession> {
  const { now } = parts;
  const first = await exchangeToken(login, parts);
  const tokens = createTokenSource({ first, now, exchange: () => exchangeToken(login, parts) });
  const userInfo = () => readUserInfo(login, parts);
  return {
    tokens,
    login,
    apiBase: await apiBaseOf(login, { parts, userInfo, exchanged: first.apiUrl }),
  };
}

/** A token of the API itself: GitHub is only asked whether it is one. */
async function openFixed(
  login: FoundLogin,
  parts: ExchangeParts,
): Promise<CopilotSession | undefined> {
  const info = await readUserInfo(login, parts);
  if (info === undefined) return undefined;
  const userInfo = () => Promise.resolve(info);
  return {
    tokens: fixedToken(login.token),
    login,
    apiBase: await apiBaseOf(login, { parts, userInfo }),
  };
}

function apiBaseOf(
  { domain }: FoundLogin,
  question: {
    readonly parts: ExchangeParts;
    readonly userInfo: () => ReturnType<typeof readUserInfo>;
    readonly exchanged?: string | undefined;
  },
): Promise<string> {
  const { parts, userInfo, exchanged } = question;
  return findApiBase({ configuration: parts.configuration, domain, exchanged, userInfo });
}

interface Failure {
  readonly login: FoundLogin;
  /** Absent: GitHub does not know the token. */
  readonly error?: HeadroomError;
}

const HOW_TO_LOG_IN =
  'Log in with: headroom copilot-auth login. In Docker or CI, set GITHUB_COPILOT_TOKEN or GITHUB_COPILOT_GITHUB_TOKEN to a GitHub token.';

function noLogin(failures: readonly Failure[]): HeadroomError {
  const passing = failures.find(({ error }) => error && error.code !== 'COPILOT_LOGIN_REQUIRED');
  if (passing?.error !== undefined) return passing.error;
  const tried = failures.map(({ login, error }) => `${login.from}: ${error?.message ?? UNKNOWN}`);
  const message =
    tried.length === 0
      ? 'There is no GitHub login to use Copilot with.'
      : `No GitHub login on this machine works for Copilot. ${tried.join(' ')}`;
  return new HeadroomError('COPILOT_LOGIN_REQUIRED', message, { hint: HOW_TO_LOG_IN });
}

const UNKNOWN = 'GitHub does not know this token.';
