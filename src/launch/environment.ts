// Builds the environment of the agent out of the user's and the changes to it.
import type { Environment, EnvironmentChanges } from './agent.ts';

/** How a platform spells variables and the search path. */
export interface VariableRules {
  readonly pathDelimiter: string;
  readonly ignoresVariableCase: boolean;
}

/** Reads a variable the way this platform does: Windows does not mind the case of a name. */
export function readVariable(
  environment: Environment,
  name: string,
  rules: VariableRules,
): string | undefined {
  const exact = environment[name];
  if (exact !== undefined || !rules.ignoresVariableCase) return exact;
  const found = Object.keys(environment).find((key) => key.toUpperCase() === name.toUpperCase());
  return found === undefined ? undefined : environment[found];
}

/** The environment with the changes in it; later changes win. */
export function changeEnvironment(
  environment: Environment,
  changes: readonly EnvironmentChanges[],
  rules: VariableRules,
): Record<string, string> {
  const result = new Map<string, string>();
  for (const [name, value] of [environment, ...changes].flatMap((part) => Object.entries(part))) {
    if (rules.ignoresVariableCase) removeSpellings(result, name);
    if (value === undefined) result.delete(name);
    else result.set(name, value);
  }
  return Object.fromEntries(result);
}

/** Puts a folder in front of the command search path. */
export function prependToPath(
  folder: string,
  environment: Environment,
  rules: VariableRules,
): EnvironmentChanges {
  const path = readVariable(environment, 'PATH', rules);
  return { PATH: [folder, path].filter(Boolean).join(rules.pathDelimiter) };
}

const NO_PROXY_NAMES = ['NO_PROXY', 'no_proxy'] as const;

/** Keeps requests to the loopback proxy out of a company's HTTP proxy; agents send even 127.0.0.1 there otherwise. */
export function exemptLoopback(environment: Environment): EnvironmentChanges {
  const values = NO_PROXY_NAMES.map((name) => environment[name]);
  const shared = values.find((value) => value !== undefined && value.trim() !== '');
  const changed = NO_PROXY_NAMES.map((name, index) => [name, exempt(values[index] ?? shared)]);
  return Object.fromEntries(changed) as EnvironmentChanges;
}

function exempt(list: string | undefined): string {
  const hosts = (list ?? '').split(',').map((host) => host.trim());
  const known = hosts.filter((host) => host !== '');
  return known.includes('*') || known.includes(LOOPBACK)
    ? known.join(',')
    : [...known, LOOPBACK].join(',');
}

const LOOPBACK = '127.0.0.1';

function removeSpellings(variables: Map<string, string>, name: string): void {
  const upper = name.toUpperCase();
  for (const key of [...variables.keys()]) {
    if (key.toUpperCase() === upper) variables.delete(key);
  }
}
