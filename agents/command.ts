// Any other command: the variables that most programs read, and a word on which they are.
import type { Agent } from '../src/launch/agent.ts';
import { chainVariables, setVariables, type BaseUrlVariables } from './base-url-variables.ts';

const VARIABLES: readonly BaseUrlVariables[] = [
  { provider: 'anthropic', variables: ['ANTHROPIC_BASE_URL'], suffix: '' },
  { provider: 'openai', variables: ['OPENAI_BASE_URL', 'OPENAI_API_BASE'], suffix: '/v1' },
  { provider: 'gemini', variables: ['GOOGLE_GEMINI_BASE_URL'], suffix: '' },
];

/** An agent out of the name or path of any program. */
export function commandAgent(program: string): Agent {
  const names = VARIABLES.flatMap(({ variables }) => variables).join(', ');
  return {
    name: 'command',
    title: program,
    binaries: [program],
    install: '',
    upstreams: (surroundings) => chainVariables(surroundings, VARIABLES),
    environment: (launch) => setVariables(launch, VARIABLES),
    notes: () => [
      `${program} gets ${names}; what it sends elsewhere does not come through headroom.`,
    ],
  };
}
