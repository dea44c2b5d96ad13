// The login that `headroom copilot-auth` keeps: in the keychain where one answers, else in a file.
import { HeadroomError } from '../errors.ts';
import { readObject } from './ask-github.ts';
import { loginDomain } from './github-domain.ts';
import { readToken } from './token.ts';
import type { TokenVault } from './token-vault.ts';

export interface StoredLogin {
  readonly token: string;
  readonly domain: string;
  readonly createdAtMs: number;
}

export interface KeptLogin {
  readonly login: StoredLogin;
  readonly vault: TokenVault;
}

export interface LoginStore {
  /** The newest, where more than one place has one. */
  read(): Promise<{ readonly kept: KeptLogin | undefined; readonly troubles: readonly Trouble[] }>;
  /** Keeps it in the first place that takes it, and in no other. Throws `LOGIN_FAILED`. */
  keep(
    login: StoredLogin,
  ): Promise<{ readonly vault: TokenVault; readonly troubles: readonly Trouble[] }>;
  /** Where something was deleted. */
  forget(): Promise<{
    readonly places: readonly TokenVault[];
    readonly troubles: readonly Trouble[];
  }>;
}

/** Why a place was not asked or could not be used. */
export interface Trouble {
  readonly vault: TokenVault;
  readonly why: string;
}

/** `vaults`: the best place first. */
export function createLoginStore(vaults: readonly TokenVault[]): LoginStore {
  return {
    read: async () => {
      const answers = await askEach(vaults, (vault) => vault.get());
      const kept = answers.flatMap(({ vault, answer }) => {
        const login = answer.status === 'found' ? parseLogin(answer.text) : undefined;
        return login === undefined ? [] : [{ vault, login }];
      });
      const newest = kept.toSorted((one, other) => other.login.createdAtMs - one.login.createdAtMs);
      return { kept: newest[0], troubles: troublesOf(answers) };
    },
    keep: async (login) => {
      const troubles: Trouble[] = [];
      for (const [index, vault] of vaults.entries()) {
        const answer = await vault.set(formatLogin(login));
        if (answer.status === 'done') {
          // An older login must not lie around in a place that is not looked at any more.
          for (const other of vaults.slice(index + 1)) await other.delete();
          return { vault, troubles };
        }
        troubles.push(...troublesOf([{ vault, answer }]));
      }
      throw nowhereToKeep(troubles);
    },
    forget: async () => {
      const answers = await askEach(vaults, (vault) => vault.delete());
      const places = answers.filter(({ answer }) => answer.status === 'done');
      return { places: places.map(({ vault }) => vault), troubles: troublesOf(answers) };
    },
  };
}

type Answered = {
  readonly vault: TokenVault;
  readonly answer: Awaited<ReturnType<TokenVault['get']>>;
};

async function askEach(
  vaults: readonly TokenVault[],
  ask: (vault: TokenVault) => ReturnType<TokenVault['get']>,
): Promise<readonly Answered[]> {
  return Promise.all(vaults.map(async (vault) => ({ vault, answer: await ask(vault) })));
}

function troublesOf(answers: readonly Answered[]): readonly Trouble[] {
  return answers.flatMap(({ vault, answer }) =>
    answer.status === 'unavailable' ? [{ vault, why: answer.why }] : [],
  );
}

function nowhereToKeep(troubles: readonly Trouble[]): HeadroomError {
  const whys = troubles.map(({ vault, why }) => `${vault.place}: ${why}`).join('; ');
  return new HeadroomError('LOGIN_FAILED', `The login cannot be kept (${whys}).`, {
    hint: 'Name a file that can be written in HEADROOM_COPILOT_AUTH_FILE, and log in again.',
  });
}

/** The form that other tools of this family read too. */
function formatLogin({ token, domain, createdAtMs }: StoredLogin): string {
  const record = {
    created_at: Math.floor(createdAtMs / 1000),
    domain,
    provider: 'github-copilot',
    refresh: token,
    type: 'oauth',
  };
  return `${JSON.stringify(record, null, 2)}\n`;
}

/** Undefined for everything that is not a login, a domain that is none included. */
function parseLogin(text: string): StoredLogin | undefined {
  const record = readObject(text);
  const token = readToken(record['refresh']);
  if (record['type'] !== 'oauth' || token === undefined) return undefined;
  const createdAt = record['created_at'];
  try {
    return {
      token,
      domain: loginDomain(typeof record['domain'] === 'string' ? record['domain'] : undefined),
      createdAtMs: typeof createdAt === 'number' ? createdAt * 1000 : 0,
    };
  } catch (error) {
    if (HeadroomError.isInstance(error) && error.code === 'BAD_OPTION') return undefined;
    throw error;
  }
}
