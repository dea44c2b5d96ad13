// Clients that are led by variables alone: which ones, and what a base URL of theirs ends with.
import type {
  EnvironmentChanges,
  Launch,
  Surroundings,
  Upstream,
  UpstreamProvider,
} from '../src/launch/agent.ts';
import { chainAddress, fromVariables, type ChainedAddress } from './address.ts';

export interface BaseUrlVariables {
  readonly provider: UpstreamProvider;
  /** All are set; of those that were set before, the first one counts. */
  readonly variables: readonly string[];
  readonly suffix: string;
}

/** Addresses these variables held before. */
export function chainVariables(
  surroundings: Surroundings,
  table: readonly BaseUrlVariables[],
): readonly Upstream[] {
  return table.flatMap((entry) => chain(surroundings, entry).upstream ?? []);
}

/** The same variables, with the proxy in them. */
export function setVariables(
  launch: Launch,
  table: readonly BaseUrlVariables[],
): EnvironmentChanges {
  const changes = table.flatMap((entry) => {
    const url = `${launch.baseUrl}${chain(launch, entry).visible}`;
    return entry.variables.map((variable) => [variable, url] as const);
  });
  return Object.fromEntries(changes);
}

function chain(surroundings: Surroundings, entry: BaseUrlVariables): ChainedAddress {
  const { provider, variables, suffix } = entry;
  const found = [fromVariables(surroundings.environment, provider, variables)];
  return chainAddress(surroundings, { provider, suffix, found });
}
