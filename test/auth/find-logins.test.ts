import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readCopilotConfiguration } from '../../src/auth/copilot-configuration.ts';
import { findLogins, type FoundLogin } from '../../src/auth/find-logins.ts';
import type { Keychain } from '../../src/auth/keychain.ts';
import type { LoginStore } from '../../src/auth/stored-login.ts';
import { temporaryFolder } from '../helpers/temporary-home.ts';

interface Machine {
  readonly variables?: Readonly<Record<string, string>>;
  readonly stored?: { readonly token: string; readonly domain: string };
  readonly keychain?: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly files?: Readonly<Record<string, unknown>>;
}

async function find(machine: Machine) {
  const home = temporaryFolder();
  const folder = join(home, '.config', 'github-copilot');
  mkdirSync(folder, { recursive: true });
  for (const [name, value] of Object.entries(machine.files ?? {})) {
    writeFileSync(join(folder, name), JSON.stringify(value));
  }
  const asked: string[] = [];
  const keychain: Keychain = {
    ask: (call) => {
      asked.push(call.service);
      const items = Object.entries(machine.keychain?.[call.service] ?? {});
      return Promise.resolve({
        ok: true,
        items: items.map(([account, text]) => ({ account, text })),
      });
    },
  };
  const { stored } = machine;
  const vault = { kind: 'file', place: '' } as never;
  const kept = stored && { vault, login: { ...stored, createdAtMs: 0 } };
  const store = { read: () => Promise.resolve({ kept, troubles: [] }) } as unknown as LoginStore;
  const variables = { GH_PATH: join(home, 'no-gh'), ...machine.variables };
  const configuration = readCopilotConfiguration(variables);
  const found: FoundLogin[] = [];
  for await (const login of findLogins({ configuration, variables, store, keychain, home })) {
    found.push(login);
  }
  return { found, tokens: found.map(({ token }) => token), asked };
}

describe('the logins of a machine', () => {
  it('come best first, each once', async () => {
    const { tokens, asked } = await find({
      variables: {
        GITHUB_TOKEN: 'gho_last',
        GH_TOKEN: 'gho_stored',
        COPILOT_GITHUB_TOKEN: 'gho_5',
        GITHUB_COPILOT_TOKEN: 'gho_4',
        GITHUB_COPILOT_GITHUB_TOKEN: 'gho_3',
        COPILOT_PROVIDER_BEARER_TOKEN: 'tid=2',
        GITHUB_COPILOT_API_TOKEN: 'tid=1',
      },
      stored: { token: 'gho_stored', domain: 'github.com' },
      keychain: { 'copilot-cli': { 'https://github.com:octocat': 'gho_6' } },
      files: { 'apps.json': { 'github.com:Iv1.1': { oauth_token: 'gho_7' } } },
    });
    const inOrder = ['gho_3', 'gho_4', 'gho_5', 'gho_6', 'gho_7', 'gho_last'];
    expect(tokens).toEqual(['tid=1', 'tid=2', 'gho_stored', ...inOrder]);
    expect(asked).toEqual(['copilot-cli', 'github-copilot']);
  });

  it("never include another provider's key that stands in Copilot's variable", async () => {
    const { found } = await find({ variables: { COPILOT_PROVIDER_BEARER_TOKEN: 'sk-openai' } });
    expect(found).toEqual([]);
  });

  it('know a Copilot token by its form, old and new, wherever it stands', async () => {
    const { found } = await find({
      variables: { GITHUB_COPILOT_TOKEN: ' tid_old ', GITHUB_COPILOT_GITHUB_TOKEN: 'ghu_x' },
    });
    expect(found.map(({ kind, token }) => [kind, token])).toEqual([
      ['github', 'ghu_x'],
      ['api', 'tid_old'],
    ]);
  });

  it('pass over texts that could not stand in a header', async () => {
    expect((await find({ variables: { GH_TOKEN: 'a\r\nb', GITHUB_TOKEN: ' ' } })).tokens).toEqual(
      [],
    );
  });

  it('belong to a domain: the stored one to its own, those of the environment to the enterprise', async () => {
    const stored = { token: 'gho_stored', domain: 'acme.ghe.com' };
    const variables = { GITHUB_COPILOT_TOKEN: 'gho_variable' };
    const domains = async (more: Record<string, string>) =>
      (await find({ stored, variables: { ...variables, ...more } })).found.map((one) => one.domain);
    expect(await domains({})).toEqual(['acme.ghe.com', 'github.com']);
    expect(await domains({ GITHUB_COPILOT_ENTERPRISE_DOMAIN: 'acme.ghe.com' })).toEqual([
      'acme.ghe.com',
      'acme.ghe.com',
    ]);
    // The stored login is of another company: it is not shown to this one.
    expect(await domains({ GITHUB_COPILOT_ENTERPRISE_DOMAIN: 'other.ghe.com' })).toEqual([
      'other.ghe.com',
    ]);
    const path = { GITHUB_COPILOT_ENTERPRISE_DOMAIN: 'github.com/enterprises/acme' };
    expect(await domains(path)).toEqual(['acme.ghe.com', 'github.com']);
  });

  it('in files: of this host, not expired, under any known name, however deep', async () => {
    const { tokens } = await find({
      files: {
        'hosts.json': {
          'github.com': { user: 'octocat', oauth_token: 'gho_a', inner: { accessToken: 'gho_b' } },
          'github.com:old': { token: 'gho_old', expires_at: 1_500_000_000 },
          'notgithub.com': { token: 'gho_other' },
          'acme.ghe.com': { token: 'gho_acme' },
        },
      },
    });
    expect(tokens).toEqual(['gho_a', 'gho_b']);
  });

  it('in the keychain: of this host, or what the user named', async () => {
    const keychain = {
      'copilot-cli': { 'https://acme.ghe.com:me': 'gho_acme', 'github.com:me': 'gho_me' },
      mine: { anyone: 'gho_mine', somebody: 'gho_some' },
    };
    expect((await find({ keychain })).tokens).toEqual(['gho_me']);
    const own = { GITHUB_COPILOT_KEYCHAIN_SERVICE: 'mine' };
    expect((await find({ keychain, variables: own })).tokens).toEqual(['gho_mine', 'gho_some']);
    const one = { ...own, GITHUB_COPILOT_KEYCHAIN_ACCOUNT: 'somebody' };
    expect((await find({ keychain, variables: one })).tokens).toEqual(['gho_some']);
  });

  it.skipIf(process.platform === 'win32')('end with what gh says', async () => {
    const folder = temporaryFolder();
    const gh = join(folder, 'gh');
    writeFileSync(gh, '#!/bin/sh\necho "gho_of_$*_${GITHUB_COPILOT_TOKEN:-none}" | tr " " "_"\n');
    chmodSync(gh, 0o755);
    const variables = { GH_PATH: gh, PATH: '/usr/bin:/bin', GITHUB_COPILOT_TOKEN: 'gho_first' };
    const { tokens } = await find({ variables });
    // No other login is in the environment of the process that was asked.
    expect(tokens).toEqual(['gho_first', 'gho_of_auth_token_none']);
  });
});
