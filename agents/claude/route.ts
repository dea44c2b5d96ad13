// The ways Claude Code reaches a model, and what each needs to go through a proxy instead.
import type { Environment, Upstream } from '../../src/launch/agent.ts';
import { isSet } from '../address.ts';

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
  if (variable !== undefined) {
    return { provider: 'anthropic', address: environment[variable] ?? '', from: variable };
  }
  const address = route.fallback(environment);
  const from = route.chosenBy ?? route.variable;
  return address === undefined ? undefined : { provider: 'anthropic', address, from };
}

/** What the client takes for "yes". */
export function isOn(value: string | undefined): boolean {
  return ['1', 'true', 'yes', 'on'].includes((value ?? '').trim().toLowerCase());
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
