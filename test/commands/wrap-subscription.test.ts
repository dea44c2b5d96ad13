// `headroom wrap copilot --subscription` as its own process: a fake agent, a GitHub on loopback, and everything that could show
// a token.
import { spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { fakeAgentHome } from '../helpers/fake-agents.ts';
import { type FakeGithubOptions, GITHUB_TOKEN, startFakeGithub } from '../helpers/fake-github.ts';

const HEADROOM = fileURLToPath(new URL('../../bin/headroom.js', import.meta.url));
const BODY = { model: 'gpt-4o', messages: [{ role: 'user', content: 'hi' }] };

interface Given extends FakeGithubOptions {
  readonly variables?: Readonly<Record<string, string>>;
  readonly words?: readonly string[];
  readonly sends?: number;
}

async function wrapCopilot(given: Given = {}) {
  const github = await startFakeGithub(given);
  const send = Array.from({ length: given.sends ?? 1 }, () => BODY);
  const home = fakeAgentHome(
    { send, exit: 7 },
    { ...github.variables, HEADROOM_KEYCHAIN: 'off', GH_PATH: '/no/such/gh', ...given.variables },
  );
  const words = [
    'wrap',
    'copilot',
    '--subscription',
    ...(given.words ?? ['--', '--model', 'gpt-4o']),
  ];
  const child = spawn(process.execPath, [HEADROOM, ...words], {
    cwd: home.project,
    env: { ...home.environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const output = { stdout: '', stderr: '' };
  child.stdout.on('data', (chunk: Buffer) => (output.stdout += String(chunk)));
  child.stderr.on('data', (chunk: Buffer) => (output.stderr += String(chunk)));
  const code = await new Promise((resolve) => child.once('close', resolve));
  return { github, home, code, ...output };
}

const withToken = { GITHUB_COPILOT_GITHUB_TOKEN: GITHUB_TOKEN };

describe('wrap copilot --subscription', () => {
  it('leads the agent to Copilot, signed, and says which address that is', async () => {
    const { github, home, code, stdout, stderr } = await wrapCopilot({ variables: withToken });
    expect(code).toBe(7);
    expect(stderr).toContain(`COPILOT_PROVIDER_API_URL=${github.url}\n`);
    expect(stdout).toBe('');
    const report = home.report();
    expect(report?.answers).toMatchObject([{ status: 200 }]);
    expect(report?.env).toMatchObject({
      COPILOT_PROVIDER_TYPE: 'openai',
      COPILOT_PROVIDER_WIRE_API: 'completions',
      COPILOT_PROVIDER_BASE_URL: expect.stringMatching(
        /^http:\/\/127\.0\.0\.1:\d+\/k\/.+\/v1$/,
      ) as string,
    });
    expect(github.to('api')[0]?.header('authorization')).toMatch(/^Bearer tid=1secret/);
  });

  it('shows no token to the agent, on the screen, or on disk', async () => {
    const variables = { ...withToken, GITHUB_TOKEN, COPILOT_GITHUB_TOKEN: 'gho_another_one' };
    const words = ['--verbose', '--', '--model', 'gpt-4o'];
    const { github, home, stdout, stderr } = await wrapCopilot({ variables, words, sends: 2 });
    const report = home.report();
    expect(report?.answers).toHaveLength(2);
    expect(stderr).toContain('GITHUB_TOKEN holds the login that is used');
    const files = readdirSync(home.headroomHome, { recursive: true, withFileTypes: true })
      .filter((file) => file.isFile())
      .map((file) => readFileSync(join(file.parentPath, file.name), 'latin1'));
    expect(files.join('')).toContain('chat/completions');
    const seen = JSON.stringify([report, stdout, stderr, ...files]);
    for (const secret of [...github.secrets(), 'gho_another_one']) {
      expect(seen).not.toContain(secret);
    }
  });

  it('renews a token that runs out between two requests', async () => {
    const over = Math.floor(Date.now() / 1000) + 30;
    const exchange = (count: number) => (count === 1 ? { expires_at: over } : {});
    const { github, home } = await wrapCopilot({ variables: withToken, exchange, sends: 2 });
    expect(home.report()?.answers.map(({ status }) => status)).toEqual([200, 200]);
    expect(github.count('exchange')).toBe(2);
  });

  it('starts nothing without a login, and says how to get one', async () => {
    const { home, code, stderr } = await wrapCopilot();
    expect(code).toBe(1);
    expect(stderr).toMatch(/headroom copilot-auth login.*GITHUB_COPILOT_TOKEN/);
    expect(home.report()).toBeUndefined();
  });

  it('does not use a login of a GitHub that refuses it, nor repeat it', async () => {
    const { home, code, stderr } = await wrapCopilot({ variables: withToken, exchange: () => 403 });
    expect([code, home.report()]).toEqual([1, undefined]);
    expect(stderr).toContain('403');
    expect(stderr).not.toContain(GITHUB_TOKEN);
  });

  it('shows what it would do without asking anybody', async () => {
    const words = ['--dry-run', '--', '--model', 'auto'];
    const { github, home, code, stdout } = await wrapCopilot({ variables: withToken, words });
    expect([code, home.report(), github.requests]).toEqual([0, undefined, []]);
    expect(stdout).toContain('GITHUB_COPILOT_GITHUB_TOKEN is taken away');
    expect(stdout).toContain('--model auto is left out');
    expect(stdout).not.toContain(GITHUB_TOKEN);
  });

  it.each([
    [['--provider-type', 'anthropic'], '--provider-type'],
    [['--openai-url', 'https://gateway.example'], '--openai-url'],
  ])('refuses what means a key of the user: %s', async (words, named) => {
    const { code, stderr } = await wrapCopilot({ variables: withToken, words });
    expect(code).toBe(2);
    expect(stderr).toContain(`${named} does not go together with --subscription`);
  });
});

describe('wrap copilot without --subscription', () => {
  it('touches no login for GitHub, whatever there is', async () => {
    const github = await startFakeGithub();
    const own = { OPENAI_API_KEY: 'sk-own', OPENAI_TARGET_API_URL: github.url };
    const home = fakeAgentHome({}, { ...github.variables, ...withToken, ...own });
    const words = ['wrap', 'copilot', '--', '--model', 'gpt-4o'];
    const child = spawn(process.execPath, [HEADROOM, ...words], {
      cwd: home.project,
      env: { ...home.environment },
      stdio: 'ignore',
    });
    expect(await new Promise((resolve) => child.once('close', resolve))).toBe(0);
    expect([github.count('exchange'), github.count('user')]).toEqual([0, 0]);
  });
});
