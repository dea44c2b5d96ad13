// Logging in to GitHub for Copilot, out, and the state of it: behind `headroom copilot-auth`.
import { join, resolve } from 'node:path';
import { setTimeout as pauseFor } from 'node:timers/promises';
import { type AskGithub, createAskGithub } from '../auth/ask-github.ts';
import {
  type CopilotConfiguration,
  defaultDomain,
  exchangeUrl,
  readCopilotConfiguration,
  type Variables,
  webUrl,
} from '../auth/copilot-configuration.ts';
import { type DeviceCode, startDeviceLogin } from '../auth/device-flow.ts';
import { createFileVault } from '../auth/file-vault.ts';
import { LOGIN_VARIABLES } from '../auth/find-logins.ts';
import { loginDomain } from '../auth/github-domain.ts';
import { type Keychain, openKeychain } from '../auth/keychain.ts';
import { createKeychainVault } from '../auth/keychain-vault.ts';
import { createLoginStore, type LoginStore, type Trouble } from '../auth/stored-login.ts';
import { fingerprint } from '../auth/token.ts';
import type { TokenVault } from '../auth/token-vault.ts';
import type { Settings } from '../config/settings.ts';
import { upstreamAt } from '../providers/upstream.ts';
import { createAgents } from '../proxy/upstream/agents.ts';
import { companyProxy } from './company-proxy.ts';

export interface CopilotWorld {
  readonly variables: Variables;
  readonly cwd: string;
  readonly settings: Pick<Settings, 'home' | 'httpsProxy' | 'noProxy'>;
  /** A person is at the terminal. */
  readonly isAttended?: boolean | undefined;
  readonly ask?: AskGithub;
}

/** Where a login is. */
export interface Kept {
  readonly storedIn: 'keychain' | 'file';
  readonly place: string;
}

export interface LoggedIn extends Kept {
  readonly domain: string;
  readonly fingerprint: string;
  /** Why the keychain was not used; absent when it was. */
  readonly keychainTrouble?: string;
}

export interface CopilotStatus {
  readonly login:
    (LoggedIn & { readonly createdAtMs: number; readonly exchangeUrl: string }) | undefined;
  /** Why the keychain cannot be used; absent when it answers. */
  readonly keychainTrouble?: string;
  /** Set variables that hold a login. */
  readonly variables: readonly string[];
}

export interface CopilotLogins {
  /** Throws what `startDeviceLogin` throws, and the reason of the signal when it is aborted: then nothing is kept. */
  login(options: {
    readonly domain?: string | undefined;
    readonly signal: AbortSignal;
    readonly onCode: (code: DeviceCode) => void;
  }): Promise<LoggedIn>;
  status(): Promise<CopilotStatus>;
  /** The places where a login was deleted, and why the keychain could not be asked. */
  logout(): Promise<{ readonly deleted: readonly Kept[]; readonly keychainTrouble?: string }>;
}

/** Throws `BAD_OPTION` for variables that make no sense. */
export function openCopilotLogins(world: CopilotWorld): CopilotLogins {
  const configuration = readCopilotConfiguration(world.variables);
  const { store } = openLoginStore(world);
  return {
    login: async ({ domain: asked, signal, onCode }) => {
      const domain = asked === undefined ? defaultDomain(configuration) : loginDomain(asked);
      const flow = flowParts(configuration, { domain, signal, ask: githubAsker(world) });
      const device = await startDeviceLogin(flow);
      onCode(device);
      const token = await device.token();
      signal.throwIfAborted();
      const { vault, troubles } = await store.keep({ token, domain, createdAtMs: Date.now() });
      if (signal.aborted) {
        await store.forget();
        signal.throwIfAborted();
      }
      return {
        domain,
        fingerprint: fingerprint(token),
        ...keptIn(vault),
        ...keychainTrouble(troubles),
      };
    },
    status: async () => {
      const { kept, troubles } = await store.read();
      return {
        login: kept && {
          ...keptIn(kept.vault),
          domain: kept.login.domain,
          fingerprint: fingerprint(kept.login.token),
          createdAtMs: kept.login.createdAtMs,
          exchangeUrl: exchangeUrl(configuration, kept.login.domain),
        },
        ...keychainTrouble(troubles),
        variables: LOGIN_VARIABLES.filter((name) => (world.variables[name] ?? '').trim() !== ''),
      };
    },
    logout: async () => {
      const { places, troubles } = await store.forget();
      return { deleted: places.map(keptIn), ...keychainTrouble(troubles) };
    },
  };
}

/** The places where headroom keeps its own login: the keychain first, then a file. */
export function openLoginStore(world: CopilotWorld): {
  readonly store: LoginStore;
  readonly keychain: Keychain;
} {
  const { variables, cwd, settings } = world;
  const named = variables['HEADROOM_COPILOT_AUTH_FILE']?.trim();
  const file = named ? resolve(cwd, named) : join(settings.home, 'copilot_auth.json');
  const keychain = openKeychain({ variables, isAttended: world.isAttended });
  // Every headroom folder has a login of its own: the item is named after the file it stands for.
  const vaults = [createKeychainVault(keychain, file), createFileVault(file)];
  return { store: createLoginStore(vaults), keychain };
}

/** How this machine reaches GitHub: the way that requests to providers take. */
export function githubAsker({ ask, settings }: CopilotWorld): AskGithub {
  if (ask !== undefined) return ask;
  const agents = createAgents({
    connectTimeoutMs: CONNECT_TIMEOUT_MS,
    companyProxy: companyProxy(settings),
  });
  return createAskGithub({ agentFor: (address) => agents.for(upstreamAt(originOf(address))('/')) });
}

const CONNECT_TIMEOUT_MS = 10_000;

function originOf(address: string): string {
  return new URL(address).origin;
}

function flowParts(
  configuration: CopilotConfiguration,
  options: { readonly domain: string; readonly signal: AbortSignal; readonly ask: AskGithub },
) {
  const { domain, signal, ask } = options;
  const agent = configuration.clientHeaders.find(([name]) => name === 'User-Agent');
  return {
    webUrl: webUrl(configuration, domain),
    userAgent: agent?.[1] ?? 'headroom',
    ask,
    now: Date.now,
    signal,
    pause: (durationMs: number) => pauseFor(durationMs, undefined, { signal }),
  };
}

function keptIn({ kind, place }: TokenVault): Kept {
  return { storedIn: kind, place };
}

function keychainTrouble(troubles: readonly Trouble[]): { readonly keychainTrouble?: string } {
  const trouble = troubles.find(({ vault }) => vault.kind === 'keychain');
  return trouble === undefined ? {} : { keychainTrouble: trouble.why };
}
