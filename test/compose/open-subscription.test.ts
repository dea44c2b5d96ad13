// The whole path of a subscription but the agent: a kept login, the exchange, the proxy that signs, and what is left on disk.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { type AskGithub, createAskGithub } from '../../src/auth/ask-github.ts';
import { openCopilotLogins } from '../../src/compose/copilot-logins.ts';
import { openSubscription } from '../../src/compose/open-subscription.ts';
import { startHeadroom } from '../../src/compose/start-headroom.ts';
import { resolveSettings } from '../../src/config/resolve-settings.ts';
import { type FakeGithubOptions, GITHUB_TOKEN, startFakeGithub } from '../helpers/fake-github.ts';
import { temporaryHome } from '../helpers/temporary-home.ts';

const askGithub = createAskGithub();

const settingsOf = (home: string) => ({ home, httpsProxy: undefined, noProxy: [] });
const BODY = { model: 'gpt-4o', messages: [{ role: 'user', content: 'hi' }], stream: false };

async function startWorld(options: FakeGithubOptions & { readonly compress?: boolean } = {}) {
  const github = await startFakeGithub(options);
  const { home, headroomHome, project } = temporaryHome();
  const variables = { ...github.variables, HEADROOM_KEYCHAIN: 'off', GH_PATH: '/no/such/gh' };
  const world = { variables, cwd: project, settings: settingsOf(headroomHome), home };
  const { signal } = new AbortController();
  await openCopilotLogins(world).login({ signal, onCode: () => undefined });
  const subscription = await openSubscription(world);
  const flags = { home: headroomHome, port: '0', compress: options.compress ?? true };
  const running = await startHeadroom({
    settings: resolveSettings({ flags, env: {} }),
    launchKey: 'KEY',
    verbose: true,
    subscription,
  });
  onTestFinished(() => running.close({ graceMs: 0 }));
  const post = async (path = '/v1/chat/completions', headers: Record<string, string> = {}) => {
    const answer = await fetch(`${running.baseUrl}${path}`, {
      method: 'POST',
      body: JSON.stringify(BODY),
      headers: { authorization: 'Bearer placeholder', 'user-agent': 'OpenAI/JS 5', ...headers },
    });
    return { status: answer.status, text: await answer.text() };
  };
  return { github, running, subscription, post, headroomHome };
}

describe('a subscription', () => {
  it('signs what the agent sends, on paths of Copilot, and invents nothing about it', async () => {
    const { github, post, subscription } = await startWorld();
    expect(subscription.apiBase).toBe(github.url);
    expect(await post('/v1/chat/completions', { 'x-initiator': 'agent' })).toMatchObject({
      status: 200,
    });
    await post('/v1/responses', { 'copilot-vision-request': 'true' });
    const [chat, responses] = github.to('api');
    expect([chat?.target, responses?.target]).toEqual(['/chat/completions', '/responses']);
    expect(chat?.header('authorization')).toMatch(/^Bearer tid=1secret/);
    expect(chat?.header('user-agent')).toBe('OpenAI/JS 5');
    expect(chat?.header('copilot-integration-id')).toBe('vscode-chat');
    expect(chat?.header('x-initiator')).toBe('agent');
    expect(chat?.header('copilot-vision-request')).toBeUndefined();
    expect(responses?.header('x-initiator')).toBeUndefined();
    expect(responses?.header('copilot-vision-request')).toBe('true');
    expect(JSON.parse(String(await chat?.body()))).toEqual(BODY);
  });

  it('serves nobody without the key of the launch', async () => {
    const { running, github } = await startWorld();
    const answer = await fetch(`${running.url}/v1/chat/completions`, {
      method: 'POST',
      body: '{}',
    });
    expect([answer.status, github.count('api')]).toEqual([404, 0]);
  });

  it('asks GitHub once for 50 requests that come as the token runs out', async () => {
    const soon = Math.floor(Date.now() / 1000) + 30;
    const exchange = (count: number) => (count === 1 ? { expires_at: soon } : {});
    const { github, post } = await startWorld({ exchange });
    expect(github.count('exchange')).toBe(1);
    const answers = await Promise.all(Array.from({ length: 50 }, () => post()));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    expect(github.count('exchange')).toBe(2);
  });

  it.each([
    ['read', true],
    ['unread', false],
  ])(
    'renews a token that GitHub takes back in mid-session, unseen: bodies %s',
    async (_, compress) => {
      const { github, post } = await startWorld({ compress });
      expect((await post()).status).toBe(200);
      github.revokeTokens();
      const answers = await Promise.all(Array.from({ length: 20 }, () => post()));
      expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
      expect(github.count('exchange')).toBe(2);
    },
  );

  it('says what to do when the login itself is gone, and how often GitHub is asked stays small', async () => {
    const { github, post } = await startWorld({ exchange: (count) => (count === 1 ? {} : 401) });
    github.revokeTokens();
    const { status, text } = await post();
    expect(status).toBe(401);
    expect(text).toContain('headroom copilot-auth login');
    expect(github.count('api')).toBe(1);
  });

  it('leaves no token on disk but the one that is kept, and none in an answer', async () => {
    const options = { exchange: (count: number) => (count === 3 ? 403 : {}) };
    const { github, post, running, headroomHome } = await startWorld(options);
    const answers = [await post()];
    github.revokeTokens();
    answers.push(await post('/v1/chat/completions?token=tid=1secret'));
    github.revokeTokens();
    answers.push(await post());
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 401]);
    await running.close({ graceMs: 1000 });
    const secrets = github.secrets();
    const files = readdirSync(headroomHome, { recursive: true, withFileTypes: true });
    const written = files
      .filter((file) => file.isFile() && file.name !== 'copilot_auth.json')
      .map((file) => readFileSync(join(file.parentPath, file.name), 'latin1'));
    expect(written.join('')).toContain('chat/completions');
    for (const secret of secrets) {
      expect(written.join('')).not.toContain(secret);
      expect(JSON.stringify(answers)).not.toContain(secret);
    }
    expect(readFileSync(join(headroomHome, 'copilot_auth.json'), 'latin1')).toContain(GITHUB_TOKEN);
  });
});

describe('a login at an enterprise', () => {
  it('goes to its own hosts, from the code to the API, whatever the environment says later', async () => {
    const github = await startFakeGithub();
    const { home, headroomHome, project } = temporaryHome();
    const asked: string[] = [];
    const ask: AskGithub = (request) => {
      asked.push(request.url);
      return askGithub({
        ...request,
        url: request.url.replace(/^https:\/\/(api\.)?acme\.ghe\.com/, github.url),
      });
    };
    const variables = { ...github.variables, HEADROOM_KEYCHAIN: 'off', GH_PATH: '/no/such/gh' };
    const world = { variables, cwd: project, settings: settingsOf(headroomHome), home, ask };
    const { signal } = new AbortController();
    await openCopilotLogins(world).login({
      domain: 'https://ACME.ghe.com/login',
      signal,
      onCode: () => undefined,
    });
    const { apiBase, provider } = await openSubscription(world);
    expect(asked).toEqual([
      'https://acme.ghe.com/login/device/code',
      'https://acme.ghe.com/login/oauth/access_token',
      'https://api.acme.ghe.com/copilot_internal/v2/token',
    ]);
    expect(apiBase).toBe('https://copilot-api.acme.ghe.com');
    expect(provider.upstream('/v1/responses')).toMatchObject({
      host: 'copilot-api.acme.ghe.com',
      target: '/responses',
    });
    const other = { ...variables, GITHUB_COPILOT_ENTERPRISE_DOMAIN: 'other.ghe.com' };
    await expect(openSubscription({ ...world, variables: other })).rejects.toMatchObject({
      code: 'COPILOT_LOGIN_REQUIRED',
    });
    // The token of one company was shown to nobody else.
    expect(asked).toHaveLength(3);
  });
});

describe('variables with logins', () => {
  it('are named, so that the agent does not inherit them', async () => {
    const github = await startFakeGithub();
    const { home, headroomHome, project } = temporaryHome();
    const used = { GITHUB_COPILOT_GITHUB_TOKEN: GITHUB_TOKEN };
    const secret = { ...used, GITHUB_TOKEN: ` ${GITHUB_TOKEN} `, OTHER: GITHUB_TOKEN };
    const more = { GITHUB_COPILOT_TOKEN: 'gho_other', GH_TOKEN: '', PATH: '/usr/bin' };
    const variables = { ...github.variables, HEADROOM_KEYCHAIN: 'off', ...secret, ...more };
    const world = { variables, cwd: project, settings: settingsOf(headroomHome), home };
    const { secretVariables } = await openSubscription(world);
    expect([...secretVariables].sort()).toEqual([
      'GITHUB_COPILOT_GITHUB_TOKEN',
      'GITHUB_COPILOT_TOKEN',
      'GITHUB_TOKEN',
      'OTHER',
    ]);
  });
});
