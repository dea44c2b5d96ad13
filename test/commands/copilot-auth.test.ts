import { spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { login, logout, status } from '../../commands/copilot-auth.ts';
import { formatTime } from '../../commands/copilot-auth/time-left.ts';
import { commandContext, type RecordedContext } from '../helpers/command-context.ts';
import { type FakeGithubOptions, GITHUB_TOKEN, startFakeGithub } from '../helpers/fake-github.ts';
import { temporaryHome } from '../helpers/temporary-home.ts';

const HEADROOM = fileURLToPath(new URL('../../bin/headroom.js', import.meta.url));
const FINGERPRINT = /sha256:[0-9a-f]{12}\b/;
const pending = { error: 'authorization_pending' };

async function startWorld(options: FakeGithubOptions = {}) {
  const github = await startFakeGithub(options);
  const { home, headroomHome, project } = temporaryHome();
  const variables = {
    ...github.variables,
    PATH: process.env['PATH'] ?? '',
    HOME: home,
    HEADROOM_HOME: headroomHome,
    HEADROOM_KEYCHAIN: 'off',
  };
  const context = (more: Record<string, string> = {}): RecordedContext =>
    commandContext({ env: { ...variables, ...more }, cwd: project });
  const file = join(headroomHome, 'copilot_auth.json');
  return { github, variables, context, file, headroomHome, project };
}

describe('copilot-auth', () => {
  it('logs in, says so, and logs out; the token is on no screen', async () => {
    const { github, context, file } = await startWorld({
      login: [pending, { access_token: GITHUB_TOKEN }],
    });
    const [first, second, third, last] = [context(), context(), context(), context()];
    expect(await login({}, first)).toBe(0);
    expect(first.printed()).toContain('Open: https://github.com/login/device\nCode: WDJB-MJHT\n');
    expect(first.printed()).toContain(`Saved: file ${file}\n`);
    expect(first.printed()).toMatch(FINGERPRINT);
    if (process.platform !== 'win32') expect(statSync(file).mode & 0o777).toBe(0o600);

    expect(await status({}, second)).toBe(0);
    expect(second.printed()).toContain(`Status: logged in\nStored in: file ${file}\n`);
    expect(second.printed()).toContain(`Exchange: ${github.url}/copilot_internal/v2/token\n`);
    expect(second.printed()).toContain('Keychain: not used, HEADROOM_KEYCHAIN is off\n');

    expect(await logout({}, third)).toBe(0);
    expect(third.printed()).toContain(`Deleted from: file ${file}\n`);
    expect(existsSync(file)).toBe(false);
    expect(await status({}, last)).toBe(0);
    expect(last.printed()).toMatch(/^Status: not logged in\n/);
    const screens = [first, second, third, last].map((one) => one.printed() + one.complained());
    for (const secret of github.secrets()) expect(screens.join('')).not.toContain(secret);
  });

  it('speaks JSON, one object a line', async () => {
    const { context, file } = await startWorld();
    const [first, second] = [context(), context({ GITHUB_COPILOT_TOKEN: 'gho_in_a_variable' })];
    await login({ json: true }, first);
    const [code, kept] = first
      .printed()
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as object);
    expect(code).toMatchObject({ userCode: 'WDJB-MJHT' });
    expect(kept).toMatchObject({ storedIn: 'file', place: file, domain: 'github.com' });
    await status({ json: true }, second);
    expect(JSON.parse(second.printed())).toMatchObject({
      loggedIn: true,
      storedIn: 'file',
      variables: ['GITHUB_COPILOT_TOKEN'],
      fingerprint: expect.stringMatching(FINGERPRINT) as string,
    });
    expect(second.printed()).not.toContain('gho_');
  });

  it('keeps the domain, and the domain selects the host of the exchange', async () => {
    const { context } = await startWorld();
    const file = join((await startWorld()).headroomHome, 'elsewhere.json');
    const own = { HEADROOM_COPILOT_AUTH_FILE: file };
    await login({ domain: 'https://github.com/enterprises/acme' }, context(own));
    const record = JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>;
    expect(record['domain']).toBe('github.com');
    const enterprise = JSON.stringify({ ...record, domain: 'acme.ghe.com' });
    writeFileSync(file, enterprise);
    const screen = context(own);
    await status({}, screen);
    expect(screen.printed()).toContain(
      'Exchange: https://api.acme.ghe.com/copilot_internal/v2/token\n',
    );
  });

  it('refuses a domain that is none before anybody is asked', async () => {
    const { github, context } = await startWorld();
    await expect(login({ domain: 'a b' }, context())).rejects.toMatchObject({ code: 'BAD_OPTION' });
    expect(github.requests).toEqual([]);
  });

  it.each([
    ['expired_token', 'LOGIN_EXPIRED'],
    ['access_denied', 'LOGIN_DENIED'],
  ])('keeps nothing after %s', async (error, code) => {
    const { context, headroomHome } = await startWorld({ login: [{ error }] });
    await expect(login({}, context())).rejects.toMatchObject({ code });
    expect(existsSync(headroomHome)).toBe(false);
  });

  it('shows the time left on a terminal, and takes it away again', async () => {
    const { context } = await startWorld({ login: [pending, { access_token: GITHUB_TOKEN }] });
    const recorded = context();
    await login({}, { ...recorded, stderr: Object.assign(recorded.stderr, { isTTY: true }) });
    expect(recorded.complained()).toMatch(/Waiting for the code to be entered, 1[45]:\d\d left/);
    expect(recorded.complained().endsWith('\r\u001B[K')).toBe(true);
    expect([0, 59_001, 61_000, -5].map(formatTime)).toEqual(['0:00', '1:00', '1:01', '0:00']);
  });

  it.skipIf(process.platform === 'win32')('leaves nothing behind after Ctrl-C', async () => {
    const { variables, project, headroomHome } = await startWorld({ login: [pending] });
    const child = spawn(process.execPath, [HEADROOM, 'copilot-auth', 'login'], {
      env: variables,
      cwd: project,
    });
    let [printed, complained] = ['', ''];
    child.stdout.on('data', (piece: Buffer) => {
      printed += String(piece);
      if (printed.includes('Code: ')) child.kill('SIGINT');
    });
    child.stderr.on('data', (piece: Buffer) => (complained += String(piece)));
    const code = await new Promise((resolve) => child.once('close', resolve));
    expect(code).toBe(130);
    expect(complained).toMatch(/no login was kept\.\n$/);
    expect([existsSync(headroomHome), readdirSync(project)]).toEqual([false, []]);
  });
});
