// OpenCode's providers: which of them are in use, and where each leads.
import type {
  Environment,
  Surroundings,
  Upstream,
  UpstreamProvider,
} from '../../src/launch/agent.ts';
import { chainAddress, fromVariables, isSet, shareProviders, type Routed } from '../address.ts';
import { isObject, objectAt, textAt, valueAt } from '../read-json.ts';
import { readOpencodeConfig, type OpencodeConfig } from './config.ts';

export interface RoutedProvider extends Routed {
  /** OpenCode's name for it. */
  readonly id: string;
}

interface KnownProvider {
  readonly provider: UpstreamProvider;
  readonly suffix: string;
  /** Variables that hold its key, or its address. */
  readonly keys: readonly string[];
  readonly addresses: readonly string[];
}

const KNOWN: Readonly<Record<string, KnownProvider>> = {
  anthropic: {
    provider: 'anthropic',
    suffix: '/v1',
    keys: ['ANTHROPIC_API_KEY'],
    addresses: ['ANTHROPIC_BASE_URL'],
  },
  openai: {
    provider: 'openai',
    suffix: '/v1',
    keys: ['OPENAI_API_KEY'],
    addresses: ['OPENAI_BASE_URL'],
  },
  google: {
    provider: 'gemini',
    suffix: '/v1beta',
    keys: ['GOOGLE_GENERATIVE_AI_API_KEY', 'GEMINI_API_KEY', 'GOOGLE_API_KEY'],
    addresses: [],
  },
};

/** Which provider a package speaks to. */
const PACKAGES: Readonly<Record<string, UpstreamProvider>> = {
  '@ai-sdk/anthropic': 'anthropic',
  '@ai-sdk/openai': 'openai',
  '@ai-sdk/openai-compatible': 'openai',
  '@ai-sdk/google': 'gemini',
};

export interface OpencodeProviders {
  readonly routed: readonly RoutedProvider[];
  /** Those that go around headroom, each with the reason. */
  readonly passed: readonly string[];
}

/** Known providers that the user can use, and those of the user's own settings. */
export function findProviders(surroundings: Surroundings): OpencodeProviders {
  const config = readOpencodeConfig(surroundings);
  const known = Object.keys(KNOWN)
    .filter((id) => isInUse(id, config, surroundings.environment))
    .map((id) => route(id, config, surroundings));
  const own = Object.keys(objectAt(config.own, 'provider'))
    .filter((id) => KNOWN[id] === undefined && addressOf(id, config, surroundings) !== undefined)
    .map((id) => route(id, config, surroundings));
  const routed = [...known, ...own].filter((entry) => entry !== undefined);
  return { routed: shareProviders(routed), passed: passedByThemselves(config) };
}

/** Naming a provider that has no key would offer its models all the same, as the default even. */
function isInUse(id: string, config: OpencodeConfig, environment: Environment): boolean {
  const keys = KNOWN[id]?.keys ?? [];
  return (
    keys.some((name) => isSet(environment[name])) ||
    config.logins[id] !== undefined ||
    valueAt(config.own, 'provider', id) !== undefined
  );
}

function route(
  id: string,
  config: OpencodeConfig,
  surroundings: Surroundings,
): RoutedProvider | undefined {
  const known = KNOWN[id];
  const provider = known?.provider ?? PACKAGES[textAt(config.own, 'provider', id, 'npm') ?? ''];
  if (provider === undefined) return undefined;
  const address = addressOf(id, config, surroundings);
  const found: (Upstream | undefined)[] = [
    address === undefined
      ? undefined
      : { provider, address, from: `baseURL of "${id}" in OpenCode's settings` },
    fromVariables(surroundings.environment, provider, known?.addresses ?? []),
  ];
  const suffix = known?.suffix ?? '/v1';
  return { id, provider, chained: chainAddress(surroundings, { provider, suffix, found }) };
}

/** With the variables in it put in; one that holds a file's content cannot be known here. */
function addressOf(
  id: string,
  config: OpencodeConfig,
  { environment }: Surroundings,
): string | undefined {
  const address = textAt(config.own, 'provider', id, 'options', 'baseURL');
  const filled = address?.replace(
    /\{env:([^{}]+)\}/g,
    (_, name: string) => environment[name] ?? '',
  );
  return filled === undefined || filled.includes('{') || !isSet(filled) ? undefined : filled;
}

function passedByThemselves({ logins, ofProject }: OpencodeConfig): readonly string[] {
  const isPlan = textAt(logins, 'openai', 'type') === 'oauth';
  const elsewhere = Object.entries(objectAt(ofProject, 'provider'))
    .filter(([, settings]) => isObject(settings) && textAt(settings, 'options', 'baseURL'))
    .map(([id]) => id);
  return [
    ...(isPlan
      ? ['OpenCode sends requests of a ChatGPT login to ChatGPT by itself, not through headroom.']
      : []),
    ...elsewhere.map(
      (id) =>
        `A project file sets an address for OpenCode's provider "${id}". headroom does not follow it: a repository must not say where keys go.`,
    ),
  ];
}
