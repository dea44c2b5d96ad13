// Copilot by subscription: finds a login that works and makes a provider of it. Nothing of the login leaves this process.
import { readCopilotConfiguration } from '../auth/copilot-configuration.ts';
import { openCopilotSession } from '../auth/copilot-session.ts';
import { findLogins, LOGIN_VARIABLES } from '../auth/find-logins.ts';
import { copilot } from '../providers/copilot.ts';
import type { Provider } from '../providers/provider.ts';
import { type CopilotWorld, githubAsker, openLoginStore } from './copilot-logins.ts';

export interface Subscription {
  readonly provider: Provider;
  /** Of the Copilot API, for a person. */
  readonly apiBase: string;
  /** Variables that the agent must not inherit: they hold the login that is used, or another one for Copilot. */
  readonly secretVariables: readonly string[];
}

/** Looks for logins, asks GitHub for a first token. Throws `COPILOT_LOGIN_REQUIRED`, `GITHUB_UNREACHABLE` and the like. */
export async function openSubscription(
  world: CopilotWorld & {
    /** Of the user. */
    readonly home: string;
  },
): Promise<Subscription> {
  const { variables, home } = world;
  const ask = githubAsker(world);
  const configuration = readCopilotConfiguration(variables);
  const { store, keychain } = openLoginStore(world);
  const logins = findLogins({ configuration, variables, store, keychain, home });
  const session = await openCopilotSession({ configuration, logins, ask, now: Date.now });
  const { apiBase, tokens, login } = session;
  const { clientHeaders } = configuration;
  return {
    provider: copilot({ baseUrl: apiBase, tokens, clientHeaders }),
    apiBase,
    secretVariables: Object.keys(variables).filter(
      (name) => LOGIN_VARIABLES.includes(name) || variables[name]?.trim() === login.token,
    ),
  };
}
