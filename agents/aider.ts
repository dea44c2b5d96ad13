// Aider: addresses as variables. It has no tools, so nothing could be fetched back and nothing is lost.
import { join } from 'node:path';
import type { Agent, Surroundings } from '../src/launch/agent.ts';
import { chainVariables, setVariables, type BaseUrlVariables } from './base-url-variables.ts';

/** What Aider's library reads, the strongest first. */
const VARIABLES: readonly BaseUrlVariables[] = [
  { provider: 'anthropic', variables: ['ANTHROPIC_API_BASE', 'ANTHROPIC_BASE_URL'], suffix: '' },
  { provider: 'openai', variables: ['OPENAI_BASE_URL', 'OPENAI_API_BASE'], suffix: '/v1' },
  { provider: 'gemini', variables: ['GEMINI_API_BASE'], suffix: '/v1beta' },
];

export const aider: Agent = {
  name: 'aider',
  title: 'Aider',
  binaries: ['aider'],
  install: 'python -m pip install aider-chat',
  sharedFlags: ['--verbose', '--dry-run'],
  upstreams: (surroundings) => chainVariables(surroundings, VARIABLES),
  environment: (launch) => setVariables(launch, VARIABLES),
  warnings: (surroundings) => aiderWarnings(surroundings),
};

/** Aider puts `.env` files and its own options over the environment. */
function aiderWarnings(surroundings: Surroundings): readonly string[] {
  const { own, home, project, environment, readText } = surroundings;
  const flag = own.find((word) => /^--openai-api-base(?:=|$)/.test(word));
  const variable = ['AIDER_OPENAI_API_BASE'].find((name) => environment[name]);
  const files = [join(home, '.env'), join(project, '.env')].filter((path) =>
    SETS_AN_ADDRESS.test(readText(path) ?? ''),
  );
  return [flag, variable, ...files]
    .filter((place) => place !== undefined)
    .map((place) => `${place} sets an address: Aider goes there directly, not through headroom.`);
}

const SETS_AN_ADDRESS =
  /^(?:export )?(?:AIDER_OPENAI_API_BASE|(?:OPENAI|ANTHROPIC|GEMINI)_(?:API_BASE|BASE_URL))=/m;
