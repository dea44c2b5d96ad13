// The ways Claude Code reaches a model, and what each needs to go through a proxy instead.
import type { Environment, Upstream } from '../../src/launch/agent.ts';

export interface Route {
  /** The switch that chooses it; absent for the last one. */
  readonly chosenBy?: string;
  /** The variable that holds the base URL. */
  readonly variable: string;
  /** Where an upstream address may stand; the first that is set wins. */
  readonly upstreamVariables: readonly string[];
  /** Where requests go when none is set; undefined for the provider's own address. */
  readonly fallback: (environment: Environment) => string | undefined;
  /** An end of the upstream's path that stays visible to the client. */
  readonly suffix: string;
  /** What the client refuses to see beside a base URL. */
  readonly excludes: readonly string[];
}

/** First match wins, in the client's own order. */
const ROUTES: readonly Route[] = [
  {
    chosenBy: 'CLAUDE_CODE_USE_VERTEX',
    variable: 'ANTHROPIC_VERTEX_BASE_URL',
    upstreamVariables: ['VERTEX_TARGET_API_URL', 'ANTHROPIC_VERTEX_BASE_URL'],
    fallback: (environment) => vertexAddress(environment['CLOUD_ML_REGION']),
    suffix: '',
    excludes: [],
  },
  {
    chosenBy: 'CLAUDE_CODE_USE_FOUNDRY',
    variable: 'ANTHROPIC_FOUNDRY_BASE_URL',
    upstreamVariables: ['ANTHROPIC_FOUNDRY_BASE_URL'],
    fallback: (environment) => foundryAddress(environment['ANTHROPIC_FOUNDRY_RESOURCE']),
    suffix: '/anthropic',
    // "baseURL and resource are mutually exclusive", says the client, and stops.
    excludes: ['ANTHROPIC_FOUNDRY_RESOURCE'],
  },
];

const DIRECT: Route = {
  variable: 'ANTHROPIC_BASE_URL',
  upstreamVariables: ['ANTHROPIC_TARGET_API_URL', 'ANTHROPIC_BASE_URL'],
  fallback: () => undefined,
  suffix: '',
  excludes: [],
};

/** The route that this environment chooses. */
export function chooseRoute(environment: Environment): Route {
  return ROUTES.find(({ chosenBy }) => isOn(environment[chosenBy ?? ''])) ?? DIRECT;
}

/** Where the route leads without us. */
export function routeTarget(route: Route, environment: Environment): Upstream | undefined {
  const variable = route.upstreamVariables.find((name) => isSet(environment[name]));
  if (variable !== undefined) return { address: environment[variable] ?? '', from: variable };
  const address = route.fallback(environment);
  return address === undefined ? undefined : { address, from: route.chosenBy ?? route.variable };
}

/** The part of an address that the proxy takes over, and the part that the client keeps seeing. */
export function splitAddress(
  address: string,
  suffix: string,
): { readonly upstream: string; readonly visible: string } {
  const trimmed = address.trim().replace(/\/$/, '');
  const ends = suffix !== '' && trimmed.endsWith(suffix);
  return ends
    ? { upstream: trimmed.slice(0, -suffix.length), visible: suffix }
    : { upstream: trimmed, visible: '' };
}

/** What the client takes for "yes". */
export function isOn(value: string | undefined): boolean {
  return ['1', 'true', 'yes', 'on'].includes((value ?? '').trim().toLowerCase());
}

export function isSet(value: string | undefined): value is string {
  return value !== undefined && value.trim() !== '';
}

/** Hosts as the client's Vertex library spells them. */
function vertexAddress(region: string | undefined): string {
  const name = isSet(region) ? region.trim() : 'us-east5';
  return VERTEX_ADDRESSES[name] ?? `https://${name}-aiplatform.googleapis.com/v1`;
}

const VERTEX_ADDRESSES: Readonly<Record<string, string>> = {
  global: 'https://aiplatform.googleapis.com/v1',
  us: 'https://aiplatform.us.rep.googleapis.com/v1',
  eu: 'https://aiplatform.eu.rep.googleapis.com/v1',
};

function foundryAddress(resource: string | undefined): string | undefined {
  return isSet(resource) ? `https://${resource.trim()}.services.ai.azure.com/anthropic` : undefined;
}
