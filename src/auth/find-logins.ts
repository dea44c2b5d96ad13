// Every login for Copilot that this machine has, best first. Lazy: a later place is only looked at when the earlier ones were
// of no use.
import type { CopilotConfiguration, Variables } from './copilot-configuration.ts';
import { GITHUB } from './github-domain.ts';
import type { Keychain } from './keychain.ts';
import { findInFiles } from './other-logins/files.ts';
import { findInGh } from './other-logins/gh.ts';
import { findInKeychain } from './other-logins/keychain.ts';
import type { OtherLogin } from './other-logins/other-login.ts';
import type { LoginStore } from './stored-login.ts';
import { isApiToken, readToken } from './token.ts';

export interface FoundLogin {
  /** api: used as it is. github: has to be exchanged. */
  readonly kind: 'api' | 'github';
  readonly token: string;
  readonly domain: string;
  /** Where it was found, for a person. */
  readonly from: string;
}

export interface LoginPlaces {
  readonly configuration: CopilotConfiguration;
  readonly variables: Variables;
  readonly store: LoginStore;
  readonly keychain: Keychain;
  /** Of the user. */
  readonly home: string;
}

const API_VARIABLES = ['GITHUB_COPILOT_API_TOKEN', 'COPILOT_PROVIDER_BEARER_TOKEN'];
const COPILOT_VARIABLES = [
  'GITHUB_COPILOT_GITHUB_TOKEN',
  'GITHUB_COPILOT_TOKEN',
  'COPILOT_GITHUB_TOKEN',
];
const GITHUB_VARIABLES = ['GH_TOKEN', 'GITHUB_TOKEN'];

/** Variables whose only use is a login for Copilot: an agent behind headroom has none for them. */
export const LOGIN_VARIABLES: readonly string[] = [...API_VARIABLES, ...COPILOT_VARIABLES];

/** Yields each token once. */
export async function* findLogins(places: LoginPlaces): AsyncGenerator<FoundLogin> {
  const seen = new Set<string>();
  for (const look of PLACES) {
    for await (const login of look(places)) {
      if (seen.has(login.token)) continue;
      seen.add(login.token);
      yield login;
    }
  }
}

type Look = (places: LoginPlaces) => Iterable<FoundLogin> | AsyncIterable<FoundLogin>;

const PLACES: readonly Look[] = [
  // A key of another provider may stand here too: only what is a Copilot token may be shown to GitHub.
  (places) => fromVariables(API_VARIABLES, places).filter(({ kind }) => kind === 'api'),
  ownLogin,
  (places) => fromVariables(COPILOT_VARIABLES, places),
  otherKeychainLogins,
  ({ configuration, variables, home }) =>
    findInFiles({ host: configuration.host, variables, home }).map((found) =>
      ofHost(found, configuration),
    ),
  (places) => fromVariables(GITHUB_VARIABLES, places),
  ghLogin,
];

function fromVariables(
  names: readonly string[],
  { variables, configuration }: LoginPlaces,
): readonly FoundLogin[] {
  return names.flatMap((name) => {
    const token = readToken(variables[name]);
    if (token === undefined) return [];
    const kind = isApiToken(token) ? 'api' : 'github';
    return [{ kind, token, domain: configuration.enterprise ?? GITHUB, from: name } as const];
  });
}

/** A login belongs to its domain. One of another domain than the enterprise that is asked for is of no use. */
async function* ownLogin({ store, configuration }: LoginPlaces): AsyncGenerator<FoundLogin> {
  const { kept } = await store.read();
  if (kept === undefined) return;
  const { token, domain } = kept.login;
  if (configuration.enterprise !== undefined && configuration.enterprise !== domain) return;
  yield { kind: 'github', token, domain, from: 'headroom copilot-auth login' };
}

async function* otherKeychainLogins(places: LoginPlaces): AsyncGenerator<FoundLogin> {
  const { configuration, variables, keychain } = places;
  for await (const found of findInKeychain({ host: configuration.host, variables, keychain })) {
    yield ofHost(found, configuration);
  }
}

async function* ghLogin(places: LoginPlaces): AsyncGenerator<FoundLogin> {
  const { configuration, variables, home } = places;
  const found = await findInGh({ host: configuration.host, variables, home });
  if (found !== undefined) yield ofHost(found, configuration);
}

function ofHost({ token, from }: OtherLogin, { host }: CopilotConfiguration): FoundLogin {
  return { kind: isApiToken(token) ? 'api' : 'github', token, domain: host, from };
}
