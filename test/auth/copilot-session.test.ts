import { describe, expect, it } from 'vitest';
import { type AskGithub, createAskGithub } from '../../src/auth/ask-github.ts';
import { readCopilotConfiguration } from '../../src/auth/copilot-configuration.ts';
import { openCopilotSession } from '../../src/auth/copilot-session.ts';
import type { FoundLogin } from '../../src/auth/find-logins.ts';
import {
  type FakeGithub,
  type FakeGithubOptions,
  GITHUB_TOKEN,
  startFakeGithub,
} from '../helpers/fake-github.ts';

const askGithub = createAskGithub();

const login = (more: Partial<FoundLogin> = {}): FoundLogin => ({
  ...{ kind: 'github', token: GITHUB_TOKEN, domain: 'github.com', from: 'a test' },
  ...more,
});

interface World extends FakeGithubOptions {
  readonly logins?: readonly FoundLogin[];
  readonly variables?: Readonly<Record<string, string>>;
  readonly ask?: (github: FakeGithub) => AskGithub;
}

async function openSession(world: World = {}) {
  const github = await startFakeGithub(world);
  const clock = { nowMs: Date.now() };
  const found = world.logins ?? [login()];
  const session = openCopilotSession({
    configuration: readCopilotConfiguration({ ...github.variables, ...world.variables }),
    logins: (async function* () {
      for (const one of found) yield await Promise.resolve(one);
    })(),
    ask: world.ask?.(github) ?? askGithub,
    now: () => clock.nowMs,
  });
  return { github, clock, session };
}

describe('the exchange', () => {
  it('sends exactly the headers of the client it stands for', async () => {
    const { github, session } = await openSession();
    await session;
    const headers = github
      .to('exchange')[0]
      ?.headers.filter(([name]) => !/^(host|connection)$/i.test(name));
    expect(headers).toEqual([
      ['Accept', 'application/json'],
      ['Authorization', `Bearer ${GITHUB_TOKEN}`],
      ['User-Agent', 'GitHubCopilotChat/0.35.0'],
      ['Editor-Version', 'vscode/1.107.0'],
      ['Editor-Plugin-Version', 'copilot-chat/0.35.0'],
      ['Copilot-Integration-Id', 'vscode-chat'],
    ]);
  });

  it('happens once for 50 who ask at the same moment, and 60 s before the end', async () => {
    const { github, clock, session } = await openSession({ lifetimeSeconds: 1500 });
    const { tokens } = await session;
    const first = await tokens.current();
    clock.nowMs += 1_430_000;
    expect(await tokens.current()).toBe(first);
    expect(github.count('exchange')).toBe(1);
    clock.nowMs += 11_000;
    const all = await Promise.all(Array.from({ length: 50 }, () => tokens.current()));
    expect(new Set(all).size).toBe(1);
    expect(all[0]).not.toBe(first);
    expect(github.count('exchange')).toBe(2);
  });

  it('happens once for all who were refused with the same token', async () => {
    const { github, session } = await openSession();
    const { tokens } = await session;
    const refused = await tokens.current();
    const all = await Promise.all(Array.from({ length: 50 }, () => tokens.renewed(refused)));
    // One who hears of it later gets what the others got.
    all.push(await tokens.renewed(refused));
    expect(new Set(all).size).toBe(1);
    expect(github.count('exchange')).toBe(2);
  });

  it.each([
    ['seconds', 4_000_000_000, 4_000_000_000_000],
    ['milliseconds', 4_000_000_000_000, 4_000_000_000_000],
    ['a date', '2096-10-02T07:06:40Z', 4_000_000_000_000],
  ])('reads the end of a token in %s', async (_, expires_at, atMs) => {
    const { github, clock, session } = await openSession({ exchange: () => ({ expires_at }) });
    const { tokens } = await session;
    clock.nowMs = atMs - 61_000;
    await tokens.current();
    expect(github.count('exchange')).toBe(1);
    clock.nowMs = atMs - 60_000;
    await tokens.current();
    expect(github.count('exchange')).toBe(2);
  });

  it('goes on with a token that is still good when GitHub is away, until it is not', async () => {
    const { clock, session } = await openSession({
      exchange: (count) => (count === 1 ? {} : 503),
      lifetimeSeconds: 1500,
    });
    const { tokens } = await session;
    const first = await tokens.current();
    clock.nowMs += 1_460_000;
    expect(await tokens.current()).toBe(first);
    clock.nowMs += 60_000;
    await expect(tokens.current()).rejects.toMatchObject({ code: 'COPILOT_EXCHANGE_FAILED' });
  });

  it('says status and body of a refusal, without the token', async () => {
    const { session } = await openSession({ exchange: () => 403 });
    const failure = await session.catch((error: unknown) => error as Error & { hint: string });
    expect(failure).toMatchObject({ code: 'COPILOT_LOGIN_REQUIRED' });
    const words = JSON.stringify([String(failure), failure]);
    expect(words).toContain('403');
    expect(words).toContain('no, ***');
    expect(words).not.toContain(GITHUB_TOKEN);
    expect((failure as { hint: string }).hint).toMatch(/copilot-auth login.*GITHUB_COPILOT_TOKEN/);
  });
});

describe('the login that is used', () => {
  it('is the first that GitHub accepts', async () => {
    const logins = [login({ token: 'gho_old' }), login({ token: 'gho_new', from: 'the second' })];
    let asked = 0;
    const { session } = await openSession({
      logins,
      exchange: () => ((asked += 1) === 1 ? 401 : {}),
    });
    expect((await session).login.from).toBe('the second');
  });

  it('is an API token as it is, when GitHub knows its owner', async () => {
    const logins = [login({ kind: 'api', token: 'tid=own;exp=1' })];
    const userInfo = { endpoints: { api: 'https://api.business.githubcopilot.com/' } };
    const { github, session } = await openSession({ logins, userInfo });
    const { tokens, apiBase } = await session;
    expect(apiBase).toBe('https://api.business.githubcopilot.com');
    expect(await tokens.current()).toBe('tid=own;exp=1');
    expect(await tokens.renewed('tid=own;exp=1')).toBeUndefined();
    expect(github.count('exchange')).toBe(0);
    const unknown = await openSession({ logins });
    await expect(unknown.session).rejects.toMatchObject({ code: 'COPILOT_LOGIN_REQUIRED' });
  });

  it('is asked for where there is none', async () => {
    const { session } = await openSession({ logins: [] });
    await expect(session).rejects.toMatchObject({
      code: 'COPILOT_LOGIN_REQUIRED',
      hint: expect.stringContaining('headroom copilot-auth login') as string,
    });
  });
});

describe('the address of the API', () => {
  const baseWith = async (world: World) => (await (await openSession(world)).session).apiBase;
  const given = (api: string): World => ({ exchange: () => ({ endpoints: { api } }) });

  it.each([
    ['https://api.business.githubcopilot.com/', 'https://api.business.githubcopilot.com'],
    ['https://copilot-api.acme.ghe.com', 'https://copilot-api.acme.ghe.com'],
    ['http://127.0.0.1:9/llm', 'http://127.0.0.1:9/llm'],
    ['https://githubcopilot.com.evil.example', 'https://api.githubcopilot.com'],
    ['https://evilgithubcopilot.com', 'https://api.githubcopilot.com'],
    ['http://api.githubcopilot.com', 'https://api.githubcopilot.com'],
    ['https://me:you@api.githubcopilot.com', 'https://api.githubcopilot.com'],
    ['nonsense', 'https://api.githubcopilot.com'],
  ])('GitHub says %s: %s', async (said, expected) => {
    expect(await baseWith(given(said))).toBe(expected);
  });

  it('is loopback only when GitHub itself is', async () => {
    const ask: World['ask'] = (github) => (request) =>
      askGithub({ ...request, url: request.url.replace('https://api.github.com', github.url) });
    const variables = { HEADROOM_GITHUB_URL: '', HEADROOM_GITHUB_API_URL: '' };
    expect(await baseWith({ ...given('http://127.0.0.1:9'), variables, ask })).toBe(
      'https://api.githubcopilot.com',
    );
  });

  it.each([
    ['https://api.enterprise.githubcopilot.com', 'https://api.enterprise.githubcopilot.com'],
    ['https://api.individual.githubcopilot.com', 'https://api.githubcopilot.com'],
    ['https://elsewhere.example', 'https://api.githubcopilot.com'],
  ])('is asked of the user info otherwise: %s', async (api, expected) => {
    const world = { exchange: () => ({ endpoints: {} }), userInfo: { endpoints: { api } } };
    expect(await baseWith(world)).toBe(expected);
  });

  it('is what the user set, before everything', async () => {
    const variables = { GITHUB_COPILOT_API_URL: 'http://localhost:7/' };
    expect(await baseWith({ variables, ...given('https://api.githubcopilot.com') })).toBe(
      'http://localhost:7',
    );
  });
});

describe('an enterprise', () => {
  it('is asked at its own hosts: the domain of the login decides', async () => {
    const asked: string[] = [];
    const ask: World['ask'] = (github) => (request) => {
      asked.push(request.url);
      return askGithub({
        ...request,
        url: request.url.replace('https://api.acme.ghe.com', github.url),
      });
    };
    const { session } = await openSession({ logins: [login({ domain: 'acme.ghe.com' })], ask });
    expect((await session).apiBase).toBe('https://copilot-api.acme.ghe.com');
    expect(asked).toEqual(['https://api.acme.ghe.com/copilot_internal/v2/token']);
  });
});
