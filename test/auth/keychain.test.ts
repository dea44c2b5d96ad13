import { readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openKeychain } from '../../src/auth/keychain.ts';
import { canLoadKeytar, whyNoKeyring } from '../helpers/private-keyring.ts';
import { temporaryFolder } from '../helpers/temporary-home.ts';
import { testRealKeychain } from './real-keychain.ts';

const hasLibrary = canLoadKeytar();
if (!hasLibrary) console.warn('A silent keychain is not tried: keytar cannot be loaded here.');

testRealKeychain(whyNoKeyring());

describe('a keychain that does not work', () => {
  const call = { do: 'get', service: 'headroom', account: 'a' } as const;

  it.skipIf(process.platform !== 'linux' || !hasLibrary)(
    'is given up after its time, and not asked again',
    async () => {
      const path = join(temporaryFolder(), 'bus');
      let connections = 0;
      const silent = createServer(() => (connections += 1)).listen(path);
      onTestFinished(() => void silent.close());
      const variables = { ...system(), DBUS_SESSION_BUS_ADDRESS: `unix:path=${path}` };
      const keychain = openKeychain({ variables, timeoutMs: 1500 });
      const first = await keychain.ask(call);
      expect(first).toEqual({ ok: false, why: 'it did not answer within 1.5 seconds' });
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

  it('is asked by a process that is told no secret of the user', async () => {
    const folder = temporaryFolder();
    const [spy, seen] = [join(folder, 'spy.cjs'), join(folder, 'seen')];
    const write = `require('node:fs').writeFileSync(${JSON.stringify(seen)}, process.argv + JSON.stringify(process.env))`;
    writeFileSync(spy, write);
    const secrets = { GITHUB_COPILOT_TOKEN: 'gho_1', OPENAI_API_KEY: 'sk-2', DB_PASSWORD: 'pw-3' };
    const variables = { ...system(), ...secrets, NODE_OPTIONS: `--require ${spy}` };
    const keychain = openKeychain({ variables });
    await keychain.ask({ do: 'set', service: 'headroom', account: 'a', text: 'gho_4' });
    const told = readFileSync(seen, 'utf8');
    expect(told).toContain('keychain-process.js');
    expect(told).not.toMatch(/gho_|sk-2|pw-3/);
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
