// GitHub and its Copilot API on loopback: device flow, token exchange, user info, and an API that wants the newest token.
//
//   const github = await startFakeGithub({ login: [pending, { access_token: GITHUB_TOKEN }] });
//   github.variables; github.count('exchange'); github.revokeTokens(); github.requests
import { onTestFinished } from 'vitest';
import {
  type Reply,
  type Script,
  startFakeUpstream,
  type UpstreamRequest,
} from './fake-upstream.ts';

/** What GitHub gives out at the end of a login. Made up. */
export const GITHUB_TOKEN = 'gho_0123456789abcdefghijklmnopqrstuvwxyz';
export const DEVICE_CODE = 'device-code-nobody-may-see';

/** What to answer to one poll: fields of its JSON, or a status. */
export type PollAnswer = Readonly<Record<string, unknown>> | number | 'cut';

export interface FakeGithubOptions {
  /** One after the other; the last one again and again. */
  readonly login?: readonly PollAnswer[];
  /** Instead of the usual answer to the first step of a login. */
  readonly device?: Readonly<Record<string, unknown>>;
  /** What an exchange answers besides its token; a number is a status. */
  readonly exchange?: (count: number) => Readonly<Record<string, unknown>> | number;
  readonly lifetimeSeconds?: number;
  /** Answers of the API to those who have the right token; a small JSON if absent. */
  readonly api?: Script;
  /** Absent: nobody is known. */
  readonly userInfo?: Readonly<Record<string, unknown>>;
}

type Endpoint = 'device' | 'poll' | 'exchange' | 'user' | 'api';

export interface FakeGithub {
  readonly url: string;
  /** What points headroom here. */
  readonly variables: Readonly<Record<string, string>>;
  readonly requests: readonly UpstreamRequest[];
  count(endpoint: Endpoint): number;
  to(endpoint: Endpoint): readonly UpstreamRequest[];
  /** From now on the API wants a token of a later exchange. */
  revokeTokens(): void;
  /** Every token that was given out, none of which may be seen anywhere. */
  secrets(): readonly string[];
}

/** Starts it, and closes it when the test is over. */
export async function startFakeGithub(options: FakeGithubOptions = {}): Promise<FakeGithub> {
  const polls = [...(options.login ?? [{ access_token: GITHUB_TOKEN, token_type: 'bearer' }])];
  const given: string[] = [];
  let oldestGood = 0;
  const upstream = await startFakeUpstream(async (request, reply) => {
    await request.body();
    const endpoint = endpointOf(request);
    if (endpoint === 'device') return sendJson(reply, 200, options.device ?? DEVICE);
    if (endpoint === 'poll')
      return answerPoll(reply, (polls.length > 1 ? polls.shift() : polls[0]) ?? {});
    if (endpoint === 'user')
      return sendJson(reply, options.userInfo === undefined ? 404 : 200, options.userInfo ?? {});
    if (endpoint === 'exchange') return answerExchange(request, reply);
    const isGood = given.slice(oldestGood).includes(bearerOf(request));
    if (isGood && options.api !== undefined) return await options.api(request, reply);
    sendJson(
      reply,
      isGood ? 200 : 401,
      isGood ? { id: 'answer' } : { error: { message: 'token expired' } },
    );
  });
  onTestFinished(() => upstream.close());

  function answerExchange(request: UpstreamRequest, reply: Reply): void {
    const more = options.exchange?.(given.length + 1) ?? {};
    if (typeof more === 'number')
      return sendJson(reply, more, { message: `no, ${bearerOf(request)}` });
    const token = `tid=${given.length + 1}secret;exp=1;sku=test;8kp=1`;
    given.push(token);
    const expires_at = Math.floor(Date.now() / 1000) + (options.lifetimeSeconds ?? 1500);
    sendJson(reply, 200, {
      token,
      expires_at,
      refresh_in: 1200,
      endpoints: { api: upstream.url },
      ...more,
    });
  }

  const to = (endpoint: Endpoint) =>
    upstream.requests.filter((request) => endpointOf(request) === endpoint);
  return {
    url: upstream.url,
    variables: { HEADROOM_GITHUB_URL: upstream.url, HEADROOM_GITHUB_API_URL: upstream.url },
    requests: upstream.requests,
    to,
    count: (endpoint) => to(endpoint).length,
    revokeTokens: () => {
      oldestGood = given.length;
    },
    secrets: () => [
      GITHUB_TOKEN,
      DEVICE_CODE,
      ...given,
      ...given.map((token) => token.split(';')[0] ?? token),
    ],
  };
}

const DEVICE = {
  device_code: DEVICE_CODE,
  user_code: 'WDJB-MJHT',
  verification_uri: 'https://github.com/login/device',
  expires_in: 900,
  interval: 0,
};

const ENDPOINTS: Readonly<Record<string, Endpoint>> = {
  'POST /login/device/code': 'device',
  'POST /login/oauth/access_token': 'poll',
  'GET /copilot_internal/v2/token': 'exchange',
  'GET /copilot_internal/user': 'user',
};

function endpointOf({ method, target }: UpstreamRequest): Endpoint {
  return ENDPOINTS[`${method} ${target}`] ?? 'api';
}

function answerPoll(reply: Reply, answer: PollAnswer): void {
  if (answer === 'cut') return reply.cut();
  if (typeof answer === 'number') return sendJson(reply, answer, {});
  sendJson(reply, 200, answer);
}

function bearerOf(request: UpstreamRequest): string {
  return (request.header('authorization') ?? '').replace(/^Bearer /, '');
}

function sendJson(reply: Reply, status: number, value: unknown): void {
  reply.send({
    status,
    headers: [['content-type', 'application/json']],
    body: JSON.stringify(value),
  });
}
