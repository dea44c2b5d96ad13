// The ways Codex reaches a model, and which of its settings lead it through a proxy instead.
import type { Surroundings, Upstream } from '../../src/launch/agent.ts';
import { chainAddress, isSet, type ChainedAddress } from '../address.ts';
import { readCodexConfig, type CodexConfig } from './config.ts';
import type { Override } from './overrides.ts';

export interface CodexRoute {
  readonly upstream: Upstream | undefined;
  /** What makes Codex use this base URL. Empty when it cannot be led anywhere. */
  overrides(baseUrl: string): readonly Override[];
  /** Why its requests go around headroom. */
  readonly warning?: string;
}

/** The route that these settings choose. */
export function chooseCodexRoute(surroundings: Surroundings): CodexRoute {
  const config = readCodexConfig(surroundings);
  const local = surroundings.own.includes('--oss');
  const provider = local ? 'oss' : (config.text('model_provider') ?? 'openai');
  if (provider === 'openai') return builtInRoute(surroundings, config);
  if (provider === 'oss' || FIXED_PROVIDERS.has(provider)) {
    const warning = `Codex uses its built-in provider "${provider}", whose address cannot be set: its requests do not go through headroom.`;
    return { upstream: undefined, overrides: () => [], warning };
  }
  return ownProviderRoute(provider, surroundings, config);
}

const FIXED_PROVIDERS = new Set(['ollama', 'lmstudio', 'amazon-bedrock']);

/**
 * OpenAI itself. With an API key only the address changes, so that the list of earlier sessions, which is kept by provider,
 * stays whole. With a ChatGPT login the built-in provider asks elsewhere where to go; a provider of our own does not.
 */
function builtInRoute(surroundings: Surroundings, config: CodexConfig): CodexRoute {
  const address = config.text('openai_base_url');
  const found = address === undefined ? undefined : foundAt(address, 'openai_base_url', config);
  // The key in the variable goes before a login, but only where nobody is asked.
  const isUnattended = surroundings.own.some((word) => word === 'exec' || word === 'e');
  const isByKey = isUnattended && isSet(surroundings.environment['CODEX_API_KEY']);
  const isChatGpt = config.isChatGpt && !isByKey;
  const { upstream, visible } = chain(surroundings, found);
  return {
    upstream,
    overrides: (baseUrl) => {
      const url = JSON.stringify(`${baseUrl}${visible}`);
      return isChatGpt ? ownProvider(url) : [{ key: 'openai_base_url', value: url }];
    },
  };
}

function ownProvider(url: string): readonly Override[] {
  return Object.entries({
    model_provider: '"headroom"',
    'model_providers.headroom.name': '"OpenAI through headroom"',
    'model_providers.headroom.base_url': url,
    'model_providers.headroom.wire_api': '"responses"',
    'model_providers.headroom.requires_openai_auth': 'true',
    'model_providers.headroom.supports_websockets': 'true',
  }).map(([key, value]) => ({ key, value }));
}

/** A provider of the user's: all of it stays, but for the address. */
function ownProviderRoute(
  provider: string,
  surroundings: Surroundings,
  config: CodexConfig,
): CodexRoute {
  const key = ['model_providers', provider, 'base_url'];
  const address = config.text(...key);
  const found = address === undefined ? undefined : foundAt(address, key.join('.'), config);
  const { upstream, visible } = chain(surroundings, found);
  return {
    upstream,
    overrides: (baseUrl) => [
      { key: key.join('.'), value: JSON.stringify(`${baseUrl}${visible}`) },
      ...(isAzure(address) ? [{ key: `model_providers.${provider}.name`, value: '"Azure"' }] : []),
    ],
  };
}

/** Codex speaks another dialect to Azure, which it tells by the address unless the name says so. */
function isAzure(address: string | undefined): boolean {
  return /\bopenai\.azure\.|cognitiveservices\.azure\.|\.azure-api\./.test(address ?? '');
}

function chain(surroundings: Surroundings, found: Upstream | undefined): ChainedAddress {
  return chainAddress(surroundings, { provider: 'openai', suffix: '/v1', found: [found] });
}

function foundAt(address: string, key: string, { file }: CodexConfig): Upstream {
  return { provider: 'openai', address, from: `${key} in ${file}` };
}
