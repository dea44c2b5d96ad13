import { describe, expect, it } from 'vitest';
import { createAskGithub } from '../../src/auth/ask-github.ts';
import { startDeviceLogin } from '../../src/auth/device-flow.ts';
import {
  DEVICE_CODE,
  type FakeGithubOptions,
  GITHUB_TOKEN,
  startFakeGithub,
} from '../helpers/fake-github.ts';

const askGithub = createAskGithub();

/** A login whose clock goes on only when it waits, and what it waited. */
async function startLogin(options: FakeGithubOptions, controller = new AbortController()) {
  const github = await startFakeGithub(options);
  const pauses: number[] = [];
  let nowMs = 0;
  const login = await startDeviceLogin({
    webUrl: github.url,
    userAgent: 'GitHubCopilotChat/0.35.0',
    ask: askGithub,
    now: () => nowMs,
    pause: (durationMs, signal) => {
      pauses.push(durationMs / 1000);
      nowMs += durationMs;
      signal.throwIfAborted();
      return Promise.resolve();
    },
    signal: controller.signal,
  });
  return { github, login, pauses };
}

const pending = { error: 'authorization_pending' };
const token = { access_token: GITHUB_TOKEN };
const device = (more: object) => ({
  device: {
    device_code: DEVICE_CODE,
    user_code: 'A-B',
    verification_uri: 'https://x.example',
    ...more,
  },
});

describe('the device flow', () => {
  it('shows where to go and what to enter, and sends what GitHub expects', async () => {
    const { github, login } = await startLogin({});
    expect(login).toMatchObject({
      verificationUri: 'https://github.com/login/device',
      userCode: 'WDJB-MJHT',
      expiresAtMs: 900_000,
    });
    expect(await login.token()).toBe(GITHUB_TOKEN);
    const [first, second] = github.requests;
    expect(JSON.parse(String(await first?.body()))).toEqual({
      client_id: 'Iv1.b507a08c87ecfe98',
      scope: 'read:user',
    });
    expect(JSON.parse(String(await second?.body()))).toEqual({
      client_id: 'Iv1.b507a08c87ecfe98',
      device_code: DEVICE_CODE,
      grant_type: 'urn:ietf:params:oauth:grant-type:device_code',
    });
    const own = first?.headers.filter(
      ([name]) => !/^(host|connection|content-length)$/i.test(name),
    );
    expect(own).toEqual([
      ['Accept', 'application/json'],
      ['Content-Type', 'application/json'],
      ['User-Agent', 'GitHubCopilotChat/0.35.0'],
    ]);
  });

  it('waits its interval while nothing was entered, and longer when told to slow down', async () => {
    const login = [pending, { error: 'slow_down' }, pending, token];
    const started = await startLogin({ login, ...device({ interval: 7 }) });
    expect(await started.login.token()).toBe(GITHUB_TOKEN);
    expect(started.pauses).toEqual([7, 12, 12]);
  });

  it('never asks more than once a second, and every 5 seconds where GitHub does not say', async () => {
    const fast = await startLogin({ login: [pending, token], ...device({ interval: 0 }) });
    await fast.login.token();
    const usual = await startLogin({ login: [pending, token], ...device({}) });
    await usual.login.token();
    expect([...fast.pauses, ...usual.pauses]).toEqual([1, 5]);
  });

  it.each([
    ['expired_token', 'LOGIN_EXPIRED'],
    ['access_denied', 'LOGIN_DENIED'],
    ['incorrect_device_code', 'LOGIN_FAILED'],
  ])('ends at %s with %s', async (error, code) => {
    const { login } = await startLogin({ login: [pending, { error }] });
    await expect(login.token()).rejects.toMatchObject({ code });
  });

  it('repeats what GitHub says, but neither codes nor what could move the cursor', async () => {
    const error_description = `no \u001B[2J ${GITHUB_TOKEN} here`;
    const { login } = await startLogin({ login: [{ error: 'other', error_description }] });
    const failure = await login.token().catch((error: unknown) => error as Error);
    expect(String(failure)).toContain('no  [2J *** here');
  });

  it('ends when the code is too old, however the answers look', async () => {
    const { login, pauses } = await startLogin({ login: [{}], ...device({ expires_in: 12 }) });
    await expect(login.token()).rejects.toMatchObject({ code: 'LOGIN_EXPIRED' });
    expect(pauses).toEqual([5, 5, 2]);
  });

  it('goes on after a network failure or two, not after three', async () => {
    const twice = await startLogin({ login: ['cut', 'cut', pending, 'cut', token] });
    expect(await twice.login.token()).toBe(GITHUB_TOKEN);
    const gone = await startLogin({ login: ['cut'] });
    await expect(gone.login.token()).rejects.toMatchObject({ code: 'GITHUB_UNREACHABLE' });
  });

  it('says so when GitHub gives no code', async () => {
    const refused = startLogin({ device: { error: 'unauthorized_client' } });
    await expect(refused).rejects.toMatchObject({
      code: 'LOGIN_FAILED',
      message: expect.stringContaining('unauthorized_client') as string,
    });
  });

  it('stops when it is told to', async () => {
    const controller = new AbortController();
    const { login } = await startLogin({ login: [pending] }, controller);
    controller.abort();
    await expect(login.token()).rejects.toMatchObject({ name: 'AbortError' });
  });
});
