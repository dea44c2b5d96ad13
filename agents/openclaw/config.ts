// OpenClaw's config file: where it is, and which providers its requests go to.
import { join, resolve } from 'node:path';
import type { Surroundings, Upstream, UpstreamProvider } from '../../src/launch/agent.ts';
import { chainAddress, isSet, shareProviders, type Routed } from '../address.ts';
import { objectAt, parseJsonObject, textAt, valueAt, type JsonObject } from '../read-json.ts';

interface Api {
  readonly provider: UpstreamProvider;
  readonly suffix: string;
}

/** Wire formats by OpenClaw's names for them. */
const APIS: Readonly<Record<string, Api>> = {
  'anthropic-messages': { provider: 'anthropic', suffix: '' },
  'openai-responses': { provider: 'openai', suffix: '/v1' },
  'openai-completions': { provider: 'openai', suffix: '/v1' },
  'google-generative-ai': { provider: 'gemini', suffix: '/v1beta' },
};

/** Providers it knows without an entry, and what they speak. */
const BUILT_IN: Readonly<Record<string, string>> = {
  anthropic: 'anthropic-messages',
  openai: 'openai-responses',
  google: 'google-generative-ai',
};

export interface OpenclawProvider extends Routed {
  readonly id: string;
  readonly api: string;
  /** Whether the config file has an entry for it. */
  readonly isConfigured: boolean;
}

export interface OpenclawConfig {
  readonly file: string;
  /** Undefined: not JSON that can be read here (OpenClaw takes JSON5). */
  readonly content: JsonObject | undefined;
  readonly providers: readonly OpenclawProvider[];
  /** Providers that go around headroom. */
  readonly passed: readonly string[];
}

export function readOpenclawConfig(surroundings: Surroundings): OpenclawConfig {
  const file = configFile(surroundings);
  const content = parseJsonObject(surroundings.readText(file));
  const configured = objectAt(content, 'models', 'providers');
  const ids = new Set([
    ...Object.keys(configured).filter((id) => textAt(configured, id, 'baseUrl')),
    ...mentioned(content, surroundings).filter((id) => BUILT_IN[id] !== undefined),
  ]);
  const known = [...ids].flatMap(
    (id) => readProvider(id, { configured, file, surroundings }) ?? [],
  );
  const providers = shareProviders(known);
  const passed = [...ids].filter((id) => !providers.some((entry) => entry.id === id));
  return { file, content, providers, passed };
}

/** The value of an option of `own`, in one word or two. */
function optionOf(own: readonly string[], name: string): string | undefined {
  const index = own.findLastIndex((word) => word === name || word.startsWith(`${name}=`));
  const word = own[index];
  return word === name ? own[index + 1] : word?.slice(name.length + 1);
}

function configFile({ environment, home, project, own }: Surroundings): string {
  const given = optionOf(own, '--config') ?? environment['OPENCLAW_CONFIG_PATH'];
  if (isSet(given)) return resolve(project, given.replace(/^~(?=\/)/, home));
  const profile = optionOf(own, '--profile') ?? (own.includes('--dev') ? 'dev' : undefined);
  const folder = profile === undefined ? '.openclaw' : `.openclaw-${profile}`;
  return join(environment['OPENCLAW_STATE_DIR'] || join(home, folder), 'openclaw.json');
}

/** Providers of the models that are asked for: "anthropic/claude-…" names one. */
function mentioned(content: unknown, { own }: Surroundings): readonly string[] {
  const model = valueAt(content, 'agents', 'defaults', 'model');
  const fallbacks = valueAt(model, 'fallbacks');
  return [model, valueAt(model, 'primary'), ...(Array.isArray(fallbacks) ? fallbacks : [])]
    .concat(optionOf(own, '--model'), optionOf(own, '--fallback'))
    .filter((reference): reference is string => typeof reference === 'string')
    .map((reference) => reference.split('/')[0] ?? '');
}

function readProvider(
  id: string,
  about: {
    readonly configured: JsonObject;
    readonly file: string;
    readonly surroundings: Surroundings;
  },
): OpenclawProvider | undefined {
  const api = textAt(about.configured, id, 'api') ?? BUILT_IN[id] ?? '';
  const known = APIS[api];
  if (known === undefined) return undefined;
  const address = textAt(about.configured, id, 'baseUrl');
  const found: Upstream | undefined =
    address === undefined
      ? undefined
      : { provider: known.provider, address, from: `baseUrl of "${id}" in ${about.file}` };
  const chained = chainAddress(about.surroundings, { ...known, found: [found] });
  const isConfigured = about.configured[id] !== undefined;
  return { id, api, provider: known.provider, chained, isConfigured };
}
