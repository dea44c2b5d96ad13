// A login in a real keychain: gnome-keyring behind the Secret Service, through the command line as a user has it.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { GITHUB_TOKEN, startFakeGithub } from '../helpers/fake-github.ts';
import { runWithKeyring } from '../helpers/private-keyring.ts';
import { temporaryFolder } from '../helpers/temporary-home.ts';

const HEADROOM = fileURLToPath(new URL('../../bin/headroom.js', import.meta.url));

/** Declares the tests; `why` says why they cannot be run here. */
export function testRealKeychain(why: string | undefined): void {
  describe(`a real keychain${why === undefined ? '' : ` (skipped: ${why})`}`, () => {
    it.skipIf(why !== undefined)('keeps a login, gives it back, and forgets it', async () => {
      const github = await startFakeGithub();
      const home = join(temporaryFolder(), '.headroom');
      const steps = ['login', 'status', 'logout', 'status'];
      const script = steps
        .map((step) => `"$NODE" "$HEADROOM" copilot-auth ${step} --json`)
        .join(';');
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
      const path = fileURLToPath(
        new URL('../../dist/src/auth/keychain-process.js', import.meta.url),
      );
      const calls = [
        { ...item, text: GITHUB_TOKEN },
        { do: 'find', service: 'copilot-cli' },
      ];
      const script = calls.map(
        (call) => `echo '${JSON.stringify(call)}' | "$NODE" "${path}"; echo`,
      );
      const { stdout } = await runWithKeyring(script.join(';'), {});
      expect(JSON.parse(stdout.trim().split('\n')[1] ?? '')).toEqual({
        ok: true,
        items: [{ account: 'https://github.com:me', text: GITHUB_TOKEN }],
      });
    });
  });
}
