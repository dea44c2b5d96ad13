// Copilot by subscription: the agent talks to headroom as to any OpenAI-like provider, with a token that is none. The real one
// is put on in the proxy.
import type { Environment, EnvironmentChanges } from '../../src/launch/agent.ts';

/** What a launch by subscription knows. */
export interface SubscriptionLaunch {
  /** Of the proxy, with the key of this launch, without a slash at the end. */
  readonly baseUrl: string;
  readonly environment: Environment;
  /** The user's own arguments for the agent. */
  readonly own: readonly string[];
  /** Chosen on our command line; it wins over what the model suggests. */
  readonly wireApi?: string | undefined;
  /** Absent while nothing is started. */
  readonly subscription?: SubscriptionFacts | undefined;
}

export interface SubscriptionFacts {
  /** Of the Copilot API. */
  readonly apiBase: string;
  /** Variables with logins: the agent gets none of them. */
  readonly secretVariables: readonly string[];
}

/** Copilot wants a token before it asks for anything; it is replaced on the way. */
const PLACEHOLDER = 'headroom-signs-this';

/** The user's logins are taken away, the way to the proxy is put in. */
export function subscriptionEnvironment(launch: SubscriptionLaunch): EnvironmentChanges {
  const secrets = launch.subscription?.secretVariables ?? [];
  return {
    ...Object.fromEntries(secrets.map((name) => [name, undefined])),
    COPILOT_PROVIDER_TYPE: 'openai',
    COPILOT_PROVIDER_BASE_URL: `${launch.baseUrl}/v1`,
    COPILOT_PROVIDER_WIRE_API: wireApiOf(launch),
    COPILOT_PROVIDER_BEARER_TOKEN: PLACEHOLDER,
    COPILOT_PROVIDER_API_KEY: undefined,
  };
}

/** `--model auto` is Copilot's own service, which is not asked here. */
export function subscriptionArguments({ own }: SubscriptionLaunch): readonly string[] {
  return own.filter((word, index) => {
    const isValue = word === 'auto' && own[index - 1] === '--model';
    const isFlag = word === '--model' && own[index + 1] === 'auto';
    return word !== '--model=auto' && !isValue && !isFlag;
  });
}

/** Said before the agent takes the terminal. */
export function subscriptionNotes(launch: SubscriptionLaunch): readonly string[] {
  const { own, subscription } = launch;
  const takenAway = subscriptionArguments(launch).length < own.length;
  const kept = (subscription?.secretVariables ?? []).filter((name) => GENERAL.has(name));
  return [
    `COPILOT_PROVIDER_API_URL=${subscription?.apiBase ?? 'known at launch'}`,
    ...(takenAway ? ['--model auto is left out: choose a model with --model NAME.'] : []),
    ...kept.map((name) => `${name} holds the login that is used; the agent does not get it.`),
  ];
}

/** Variables that other programs of the user read too. */
const GENERAL = new Set(['GH_TOKEN', 'GITHUB_TOKEN']);

function wireApiOf(launch: SubscriptionLaunch): string {
  return launch.wireApi ?? wireApiFor(modelOf(launch));
}

/** Newer models of OpenAI are served best, or only, by the Responses API. */
export function wireApiFor(model: string | undefined): 'responses' | 'completions' {
  const name = (model ?? '').toLowerCase().split(/[/:]/).at(-1) ?? '';
  return ['gpt-5', 'o1', 'o3'].some((start) => name.startsWith(start))
    ? 'responses'
    : 'completions';
}

function modelOf({ own, environment }: SubscriptionLaunch): string | undefined {
  const flag = own.findLast((word) => word.startsWith('--model='))?.slice('--model='.length);
  const at = own.lastIndexOf('--model');
  const given = flag ?? (at < 0 ? undefined : own[at + 1]);
  const chosen = given === 'auto' ? undefined : given;
  return chosen ?? environment['COPILOT_MODEL'] ?? environment['COPILOT_PROVIDER_MODEL_ID'];
}
