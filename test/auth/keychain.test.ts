import { existsSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openKeychain } from '../../src/auth/keychain.ts';
import { GITHUB_TOKEN, startFakeGithub } from '../helpers/fake-github.ts';
import { runWithKeyring, whyNoKeyring } from '../helpers/private-keyring.ts';
import { temporaryFolder } from '../helpers/temporary-home.ts';

const HEADROOM = fileURLToPath(new URL('../../bin/headroom.js', import.meta.url));
const why = whyNoKeyring();

describe(`a real keychain${why === undefined ? '' : ` (skipped: ${why})`}`, () => {
  it.skipIf(why !== undefined)('keeps a login, gives it back, and forgets it', async () => {
    const github = await startFakeGithub();
    const home = join(temporaryFolder(), '.headroom');
    const steps = ['login', 'status', 'logout', 'status'];
    const script = steps.map((step) => `"$NODE" "$HEADROOM" copilot-auth ${step} --json`).join(';');
    const variables = { HEADROOM, HEADROOM_HOME: home, ...github.variables };
    const { stdout, stderr } = await runWithKeyring(script, variables);
    const lines = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as object);
    const kept = { storedIn: 'keychain', domain: 'github.com' };
    expect(lines).toMatchObject([
      { userCode: 'WDJB-MJHT', verificationUri: 'https://github.com/login/device' },
      kept,
      { ...kept, loggedIn: true, keychain: 'ok' },
      { deleted: [{ storedIn: 'keychain' }] },
      { loggedIn: false },
    ]);
    expect(existsSync(home)).toBe(false);
    for (const secret of github.secrets()) expect(stdout + stderr).not.toContain(secret);
  });

  it.skipIf(why !== undefined)("finds the login of Copilot's own command line", async () => {
    const item = { do: 'set', service: 'copilot-cli', account: 'https://github.com:me' };
    const path = fileURLToPath(new URL('../../dist/src/auth/keychain-process.js', import.meta.url));
    const calls = [
      { ...item, text: GITHUB_TOKEN },
      { do: 'find', service: 'copilot-cli' },
    ];
    const script = calls.map((call) => `echo '${JSON.stringify(call)}' | "$NODE" "${path}"; echo`);
    const { stdout } = await runWithKeyring(script.join(';'), {});
    expect(JSON.parse(stdout.trim().split('\n')[1] ?? '')).toEqual({
      ok: true,
      items: [{ account: 'https://github.com:me', text: GITHUB_TOKEN }],
    });
  });
});

describe('a keychain that does not work', () => {
  const call = { do: 'get', service: 'headroom', account: 'a' } as const;

  it.skipIf(process.platform !== 'linux')(
    'is given up after its time, and not asked again',
    async () => {
      const path = join(temporaryFolder(), 'bus');
      let connections = 0;
      const silent = createServer(() => (connections += 1)).listen(path);
      onTestFinished(() => void silent.close());
      const variables = { ...system(), DBUS_SESSION_BUS_ADDRESS: `unix:path=${path}` };
      const keychain = openKeychain({ variables, timeoutMs: 1500 });
      const first = await keychain.ask(call);
      expect(first).toMatchObject({ ok: false });
      const before = connections;
      expect(await keychain.ask(call)).toEqual(first);
      expect(connections).toBe(before);
    },
  );

  it.skipIf(process.platform !== 'linux')('says what is wrong when there is none', async () => {
    const keychain = openKeychain({ variables: system() });
    const reply = await keychain.ask(call);
    expect(reply).toEqual({ ok: false, why: expect.stringMatching(/\w/) as string });
  });

  it('is not asked at all when it is switched off', async () => {
    const keychain = openKeychain({ variables: { HEADROOM_KEYCHAIN: 'off' } });
    expect(await keychain.ask(call)).toEqual({ ok: false, why: 'HEADROOM_KEYCHAIN is off' });
  });
});

/** Nothing that leads to a keychain of this machine. */
function system(): Record<string, string> {
  return { PATH: process.env['PATH'] ?? '', HOME: temporaryFolder() };
}
