// Copilot CLI with a key of the user's own ("bring your own key"): type, address, key and wire form as variables.
import { HeadroomError } from '../../src/errors.ts';
import type { EnvironmentChanges, Launch, Surroundings, Upstream } from '../../src/launch/agent.ts';
import { chainAddress, fromVariables, isSet, type ChainedAddress } from '../address.ts';

type ProviderType = 'anthropic' | 'openai' | 'azure';
export const PROVIDER_TYPES: readonly ProviderType[] = ['anthropic', 'openai', 'azure'];
export const WIRE_APIS = ['completions', 'responses'] as const;

/** What each type needs; `key` is taken when the user has set no key for Copilot itself. */
const TYPES = {
  anthropic: { provider: 'anthropic', suffix: '', key: 'ANTHROPIC_API_KEY' },
  openai: { provider: 'openai', suffix: '/v1', key: 'OPENAI_API_KEY' },
  azure: { provider: 'openai', suffix: '', key: 'AZURE_OPENAI_API_KEY' },
} as const satisfies Record<ProviderType, unknown>;

/** Throws `BAD_OPTION` for a choice that cannot work. */
export function ownKeyUpstreams(surroundings: Surroundings): readonly Upstream[] {
  const type = chooseType(surroundings);
  requireKey(type, surroundings);
  requireWireOfType(type, surroundings);
  const { upstream } = chain(type, surroundings);
  return upstream === undefined ? [] : [upstream];
}

/** The variables that lead Copilot to the proxy. */
export function ownKeyEnvironment(launch: Launch): EnvironmentChanges {
  const type = chooseType(launch);
  const wire = chooseWireApi(type, launch);
  return {
    COPILOT_PROVIDER_TYPE: type,
    COPILOT_PROVIDER_BASE_URL: `${launch.baseUrl}${chain(type, launch).visible}`,
    ...(wire === undefined ? {} : { COPILOT_PROVIDER_WIRE_API: wire }),
    ...(hasOwnKey(launch) ? {} : { COPILOT_PROVIDER_API_KEY: launch.environment[TYPES[type].key] }),
  };
}

/** Whether the user has said which model to use; without one Copilot stops. */
export function modelOf({ own, environment }: Surroundings): string | undefined {
  const index = own.findLastIndex((word) => /^--model(?:=|$)/.test(word));
  const word = own[index];
  const flag = word?.includes('=') === true ? word.slice(word.indexOf('=') + 1) : own[index + 1];
  if (word !== undefined && flag !== undefined) return flag;
  return ['COPILOT_MODEL', 'COPILOT_PROVIDER_MODEL_ID']
    .map((name) => environment[name])
    .find(isSet);
}

function chooseType(surroundings: Surroundings): ProviderType {
  const { options, environment } = surroundings;
  const said = options['providerType'] ?? environment['COPILOT_PROVIDER_TYPE'];
  const type = PROVIDER_TYPES.find((name) => name === said);
  if (type !== undefined) return type;
  // With an address of the user's own, Copilot's default holds.
  if (isSet(environment['COPILOT_PROVIDER_BASE_URL'])) return 'openai';
  if (modelOf(surroundings)?.startsWith('claude') === true) return 'anthropic';
  const isOnlyAnthropic =
    isSet(environment['ANTHROPIC_API_KEY']) && !isSet(environment['OPENAI_API_KEY']);
  return isOnlyAnthropic ? 'anthropic' : 'openai';
}

function chain(type: ProviderType, surroundings: Surroundings): ChainedAddress {
  const { provider, suffix } = TYPES[type];
  const { environment } = surroundings;
  const found = fromVariables(environment, provider, ['COPILOT_PROVIDER_BASE_URL']);
  return chainAddress(surroundings, { provider, suffix, found: [found] });
}

const OWN_KEYS = [
  'COPILOT_PROVIDER_API_KEY',
  'COPILOT_PROVIDER_API_KEY_COMMAND',
  'COPILOT_PROVIDER_BEARER_TOKEN',
];

function hasOwnKey({ environment }: Surroundings): boolean {
  return OWN_KEYS.some((name) => isSet(environment[name]));
}

/** A server of the user's own may do without. */
function requireKey(type: ProviderType, surroundings: Surroundings): void {
  const { environment } = surroundings;
  const variable = TYPES[type].key;
  if (hasOwnKey(surroundings) || isSet(environment[variable])) return;
  if (isSet(environment['COPILOT_PROVIDER_BASE_URL'])) return;
  throw new HeadroomError(
    'BAD_OPTION',
    `There is no key for Copilot CLI: ${variable} is not set.`,
    {
      hint: `Set ${variable} or COPILOT_PROVIDER_API_KEY, choose another kind with --provider-type, or use your GitHub login with --subscription.`,
    },
  );
}

function requireWireOfType(type: ProviderType, { options }: Surroundings): void {
  if (type !== 'anthropic' || options['wireApi'] === undefined) return;
  throw new HeadroomError('BAD_OPTION', '--wire-api is for OpenAI providers only.', {
    hint: 'Leave it out, or say --provider-type openai.',
  });
}

/** What the user said, else what OpenAI's newer models need; undefined leaves Copilot's own default. */
function chooseWireApi(type: ProviderType, surroundings: Surroundings): string | undefined {
  const { options, environment } = surroundings;
  if (options['wireApi'] !== undefined) return String(options['wireApi']);
  const isUsers = isSet(environment['COPILOT_PROVIDER_WIRE_API']);
  if (type !== 'openai' || isUsers || isSet(environment['COPILOT_PROVIDER_BASE_URL'])) {
    return undefined;
  }
  return /^(?:gpt-[5-9]|o[1-9])/.test(modelOf(surroundings) ?? '') ? 'responses' : undefined;
}
