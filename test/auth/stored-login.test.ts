import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createFileVault } from '../../src/auth/file-vault.ts';
import type { Keychain } from '../../src/auth/keychain.ts';
import { createKeychainVault } from '../../src/auth/keychain-vault.ts';
import { createLoginStore } from '../../src/auth/stored-login.ts';
import { GITHUB_TOKEN } from '../helpers/fake-github.ts';
import { temporaryFolder } from '../helpers/temporary-home.ts';

const LOGIN = { token: GITHUB_TOKEN, domain: 'github.com', createdAtMs: 1_700_000_000_000 };
const POSIX = process.platform !== 'win32';

/** A keychain in memory; `forgetful` takes a text and keeps nothing, as a locked one does. */
function keychain(state: 'open' | 'forgetful' | 'absent' = 'open'): Keychain {
  const items = new Map<string, string>();
  return {
    ask: (call) => {
      if (state === 'absent') return Promise.resolve({ ok: false, why: 'no keychain here' });
      const account = 'account' in call ? call.account : '';
      if (call.do === 'set' && state === 'open') items.set(account, call.text);
      if (call.do === 'delete') {
        return Promise.resolve({ ok: true, items: [], deleted: items.delete(account) });
      }
      const text = items.get(account);
      return Promise.resolve({ ok: true, items: text === undefined ? [] : [{ account, text }] });
    },
  };
}

function storeWith(state?: 'open' | 'forgetful' | 'absent') {
  const file = join(temporaryFolder(), 'new folder', 'copilot_auth.json');
  const vaults = [createKeychainVault(keychain(state), file), createFileVault(file)];
  return { file, store: createLoginStore(vaults) };
}

describe('a login', () => {
  it('is kept in the keychain, and nowhere else', async () => {
    const { file, store } = storeWith();
    expect((await store.keep(LOGIN)).vault.kind).toBe('keychain');
    expect(existsSync(dirname(file))).toBe(false);
    expect((await store.read()).kept).toMatchObject({ login: LOGIN, vault: { kind: 'keychain' } });
  });

  it.each([
    ['absent', 'no keychain here'],
    ['forgetful', 'it is locked'],
  ] as const)('is kept in a file when the keychain is %s, and says why', async (state, why) => {
    const { file, store } = storeWith(state);
    const { vault, troubles } = await store.keep(LOGIN);
    expect([vault.kind, vault.place, troubles[0]?.why]).toEqual(['file', file, why]);
    expect((await store.read()).kept?.login).toEqual(LOGIN);
    expect(readdirSync(dirname(file))).toEqual(['copilot_auth.json']);
  });

  it('has the form that is known: sorted keys, two blanks, a line end', async () => {
    const { file, store } = storeWith('absent');
    await store.keep(LOGIN);
    expect(readFileSync(file, 'utf8')).toBe(
      `{\n  "created_at": 1700000000,\n  "domain": "github.com",\n  "provider": "github-copilot",\n  "refresh": "${GITHUB_TOKEN}",\n  "type": "oauth"\n}\n`,
    );
  });

  it.runIf(POSIX)('is readable by its owner alone, whatever was there before', async () => {
    const { file, store } = storeWith('absent');
    mkdirSync(dirname(file));
    writeFileSync(file, 'old', { mode: 0o644 });
    await store.keep(LOGIN);
    expect((statSync(file).mode & 0o777).toString(8)).toBe('600');
  });

  it('leaves no older one in a file when the keychain takes it', async () => {
    const { file, store } = storeWith();
    await createFileVault(file).set('{"type":"oauth","refresh":"old"}');
    expect((await store.read()).kept?.vault.kind).toBe('file');
    await store.keep(LOGIN);
    expect(existsSync(file)).toBe(false);
  });

  it('is the newer one where there are two', async () => {
    const { file, store } = storeWith();
    await store.keep(LOGIN);
    const newer = { type: 'oauth', refresh: 'gho_newer', created_at: 1_800_000_000 };
    await createFileVault(file).set(JSON.stringify(newer));
    expect((await store.read()).kept?.login.token).toBe('gho_newer');
  });

  it('is gone everywhere after it was forgotten', async () => {
    const { file, store } = storeWith();
    await store.keep(LOGIN);
    await createFileVault(file).set('{}');
    const { places } = await store.forget();
    expect(places.map(({ kind }) => kind)).toEqual(['keychain', 'file']);
    expect((await store.forget()).places).toEqual([]);
    expect((await store.read()).kept).toBeUndefined();
  });

  it.each([
    ['not JSON', '{'],
    ['another kind', '{"type":"api","refresh":"x"}'],
    ['blank', '{"type":"oauth","refresh":"  "}'],
    ['a line end in the middle', '{"type":"oauth","refresh":"a\\nb"}'],
    ['no domain at all', '{"type":"oauth","refresh":"x","domain":"a b"}'],
  ])('is none: %s', async (_, text) => {
    const { file, store } = storeWith('absent');
    await createFileVault(file).set(text);
    expect((await store.read()).kept).toBeUndefined();
  });

  it('that can be kept nowhere is refused', async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'file'), '');
    const vault = createFileVault(join(folder, 'file', 'copilot_auth.json'));
    await expect(createLoginStore([vault]).keep(LOGIN)).rejects.toMatchObject({
      code: 'LOGIN_FAILED',
    });
  });
});
