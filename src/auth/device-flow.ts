// Logging in to GitHub from a terminal: a code is shown here and entered in a browser anywhere (RFC 8628).
import { HeadroomError } from '../errors.ts';
import { type AskGithub, readObject } from './ask-github.ts';
import { printable, readToken, withoutTokens } from './token.ts';

const CLIENT_ID = 'Iv1.b507a08c87ecfe98';
const SCOPE = 'read:user';
const GRANT_TYPE = 'urn:ietf:params:oauth:grant-type:device_code';

const DEFAULT_INTERVAL_SECONDS = 5;
const SLOW_DOWN_SECONDS = 5;
const DEFAULT_LIFETIME_SECONDS = 900;
/** A network may be gone for a moment; the code is still good afterwards. */
const FAILURES_IN_A_ROW = 3;

export interface DeviceFlowParts {
  /** Of GitHub's pages, without a slash at the end. */
  readonly webUrl: string;
  readonly userAgent: string;
  readonly ask: AskGithub;
  readonly now: () => number;
  /** Resolves after this time, rejects when the signal is aborted. */
  readonly pause: (durationMs: number, signal: AbortSignal) => Promise<void>;
  readonly signal: AbortSignal;
}

/** What a person needs to log in. */
export interface DeviceCode {
  readonly verificationUri: string;
  readonly userCode: string;
  readonly expiresAtMs: number;
}

export interface DeviceLogin extends DeviceCode {
  /** The GitHub token, once the code was entered. Throws `LOGIN_EXPIRED`, `LOGIN_DENIED` or `LOGIN_FAILED`. */
  token(): Promise<string>;
}

/** Asks for a code. Throws `LOGIN_FAILED` or `GITHUB_UNREACHABLE`. */
export async function startDeviceLogin(parts: DeviceFlowParts): Promise<DeviceLogin> {
  const answer = await post(parts, '/login/device/code', { client_id: CLIENT_ID, scope: SCOPE });
  const { verification_uri, user_code, device_code, interval, expires_in } = answer.fields;
  if (!isText(verification_uri) || !isText(user_code) || !isText(device_code)) {
    throw failed(`GitHub gave no code to enter (${describe(answer)}).`, 'Try again later.');
  }
  const expiresAtMs = parts.now() + positive(expires_in, DEFAULT_LIFETIME_SECONDS) * 1000;
  const intervalSeconds = Math.max(1, positive(interval, DEFAULT_INTERVAL_SECONDS));
  return {
    verificationUri: printable(verification_uri),
    userCode: printable(user_code),
    expiresAtMs,
    token: () => poll(parts, { deviceCode: device_code, intervalSeconds, expiresAtMs }),
  };
}

interface Waiting {
  readonly deviceCode: string;
  readonly intervalSeconds: number;
  readonly expiresAtMs: number;
}

async function poll(parts: DeviceFlowParts, waiting: Waiting): Promise<string> {
  let { intervalSeconds } = waiting;
  let failures = 0;
  const fields = { client_id: CLIENT_ID, device_code: waiting.deviceCode, grant_type: GRANT_TYPE };
  while (parts.now() < waiting.expiresAtMs) {
    const answer = await postPatiently(parts, fields, failures);
    failures = answer === undefined ? failures + 1 : 0;
    const token = answer && readToken(answer.fields['access_token']);
    if (token !== undefined) return token;
    const error = answer?.fields['error'];
    if (error === 'slow_down' || answer?.status === 429) intervalSeconds += SLOW_DOWN_SECONDS;
    else if (answer !== undefined && isText(error)) throwUnlessPending(error, answer);
    const leftMs = waiting.expiresAtMs - parts.now();
    await parts.pause(Math.min(intervalSeconds * 1000, Math.max(leftMs, 0)), parts.signal);
  }
  throw expired();
}

/** The other words GitHub has for the end of a login. */
function throwUnlessPending(error: string, answer: Answer): void {
  if (error === 'authorization_pending') return;
  if (error === 'expired_token') throw expired();
  if (error === 'access_denied') {
    throw new HeadroomError('LOGIN_DENIED', 'The login was refused on the GitHub page.', {
      hint: 'Run "headroom copilot-auth login" again and choose Authorize.',
    });
  }
  throw failed(`GitHub ended the login: ${describe(answer)}.`, 'Run the login again.');
}

function expired(): HeadroomError {
  return new HeadroomError('LOGIN_EXPIRED', 'The code expired before it was entered.', {
    hint: 'Run "headroom copilot-auth login" again and enter the new code in time.',
  });
}

function failed(message: string, hint: string): HeadroomError {
  return new HeadroomError('LOGIN_FAILED', message, { hint });
}

interface Answer {
  readonly status: number;
  readonly fields: Readonly<Record<string, unknown>>;
}

async function postPatiently(
  parts: DeviceFlowParts,
  fields: Readonly<Record<string, string>>,
  failures: number,
): Promise<Answer | undefined> {
  try {
    return await post(parts, '/login/oauth/access_token', fields);
  } catch (error) {
    const isNetwork = HeadroomError.isInstance(error) && error.code === 'GITHUB_UNREACHABLE';
    if (!isNetwork || failures + 1 >= FAILURES_IN_A_ROW) throw error;
    return undefined;
  }
}

async function post(
  { webUrl, userAgent, ask, signal }: DeviceFlowParts,
  path: string,
  fields: Readonly<Record<string, string>>,
): Promise<Answer> {
  const answer = await ask({
    method: 'POST',
    url: `${webUrl}${path}`,
    headers: [
      ['Accept', 'application/json'],
      ['Content-Type', 'application/json'],
      ['User-Agent', userAgent],
    ],
    body: JSON.stringify(fields),
    signal,
  });
  return { status: answer.status, fields: readObject(answer.text) };
}

/** GitHub's own words for what went wrong, else the status. */
function describe({ status, fields }: Answer): string {
  const said = [fields['error_description'], fields['error']].find(isText);
  const secrets = [fields['device_code'], fields['access_token']].filter(isText);
  return said === undefined ? `status ${status}` : printable(withoutTokens(said, secrets));
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value.trim() !== '';
}

function positive(value: unknown, fallback: number): number {
  return typeof value === 'number' && Number.isFinite(value) && value >= 0 ? value : fallback;
}
