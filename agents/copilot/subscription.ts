// Copilot by subscription: the agent talks to headroom as to any OpenAI-like provider, with a token that is none. The real one
// is put on in the proxy.
import { HeadroomError } from '../../src/errors.ts';
import type { EnvironmentChanges, Launch, Surroundings, Upstream } from '../../src/launch/agent.ts';
import { isSet } from '../address.ts';

/** Copilot wants a token before it asks for anything; it is replaced on the way. */
const PLACEHOLDER = 'headroom-signs-this';

/** Variables that are logins for Copilot and nothing else. */
const LOGINS =
  /^(?:GITHUB_COPILOT_(?:GITHUB_|API_)?TOKEN|COPILOT_GITHUB_TOKEN|COPILOT_PROVIDER_API_KEY(?:_COMMAND)?)$/;

/** None: the login says where the requests go. Throws `BAD_OPTION` for choices that mean a key of the user's own. */
export function subscriptionUpstreams({ options, given }: Surroundings): readonly Upstream[] {
  const type = options['providerType'];
  const conflict = type !== undefined && type !== 'openai' ? '--provider-type' : given[0]?.from;
  if (conflict === undefined) return [];
  throw new HeadroomError('BAD_OPTION', `${conflict} does not go together with --subscription.`, {
    hint: "A subscription goes to GitHub's own address; leave one of the two out.",
  });
}

/** The user's logins are taken away, the way to the proxy is put in. */
export function subscriptionEnvironment(launch: Launch): EnvironmentChanges {
  const logins = Object.keys(launch.environment).filter((name) => LOGINS.test(name));
  const secrets = [...logins, ...(launch.subscription?.secretVariables ?? [])];
  return {
    ...Object.fromEntries(secrets.map((name) => [name, undefined])),
    COPILOT_PROVIDER_TYPE: 'openai',
    COPILOT_PROVIDER_BASE_URL: `${launch.baseUrl}/v1`,
    COPILOT_PROVIDER_WIRE_API: wireApiOf(launch),
    COPILOT_PROVIDER_BEARER_TOKEN: PLACEHOLDER,
  };
}

/** `--model auto` is a choice that GitHub's own client makes; it is not made here. */
export function subscriptionArguments({ own }: Surroundings): readonly string[] {
  return own.filter((word, index) => {
    const isValue = word === 'auto' && own[index - 1] === '--model';
    const isFlag = word === '--model' && own[index + 1] === 'auto';
    return word !== '--model=auto' && !isValue && !isFlag;
  });
}

/** Said before the agent takes the terminal. */
export function subscriptionNotes(launch: Launch): readonly string[] {
  const { own, subscription } = launch;
  const takenAway = subscriptionArguments(launch).length < own.length;
  const shared = (subscription?.secretVariables ?? []).filter((name) => SHARED.has(name));
  return [
    `COPILOT_PROVIDER_API_URL=${subscription?.apiBase ?? 'known at launch'}`,
    ...(takenAway ? ['--model auto is left out here: name a model.'] : []),
    ...shared.map((name) => `${name} holds the login that is used; the agent does not get it.`),
  ];
}

/** Other programs of the user read them too, and will miss them. */
const SHARED = new Set(['GH_TOKEN', 'GITHUB_TOKEN']);

/** The model that was asked for by name; undefined leaves Copilot without one. */
export function subscriptionModel(surroundings: Surroundings): string | undefined {
  const own = subscriptionArguments(surroundings);
  const flag = own.findLast((word) => word.startsWith('--model='))?.slice('--model='.length);
  const at = own.lastIndexOf('--model');
  const names = ['COPILOT_MODEL', 'COPILOT_PROVIDER_MODEL_ID'];
  return (
    flag ??
    (at < 0 ? undefined : own[at + 1]) ??
    names.map((name) => surroundings.environment[name]).find(isSet)
  );
}

function wireApiOf(launch: Launch): string {
  const said = launch.options['wireApi'];
  return said === undefined ? wireApiFor(subscriptionModel(launch)) : String(said);
}

/** Newer models of OpenAI are served best, or only, by the Responses API. */
export function wireApiFor(model: string | undefined): 'responses' | 'completions' {
  const name = (model ?? '').toLowerCase().split(/[/:]/).at(-1) ?? '';
  const isNewer = ['gpt-5', 'o1', 'o3'].some((start) => name.startsWith(start));
  return isNewer ? 'responses' : 'completions';
}
