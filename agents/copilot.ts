// Copilot CLI: where it goes as variables, the retrieval tool and its permission as arguments. No file is edited.
import type { Agent, Launch, Surroundings } from '../src/launch/agent.ts';
import {
  modelOf,
  ownKeyEnvironment,
  ownKeyUpstreams,
  PROVIDER_TYPES,
  WIRE_APIS,
} from './copilot/own-key.ts';
import {
  subscriptionArguments,
  subscriptionEnvironment,
  subscriptionModel,
  subscriptionNotes,
  subscriptionUpstreams,
} from './copilot/subscription.ts';

/** Whose login, whose key: chosen on our command line alone. */
const isSubscription = ({ options }: Surroundings): boolean => options['subscription'] === true;

export const copilot: Agent = {
  name: 'copilot',
  title: 'Copilot CLI',
  binaries: ['copilot'],
  install: 'npm install -g @github/copilot',
  options: [
    {
      flag: '--provider-type <name>',
      help: 'whose key it is (default: by COPILOT_PROVIDER_TYPE, the model, the keys that are set)',
      choices: PROVIDER_TYPES,
    },
    {
      flag: '--wire-api <name>',
      help: 'for OpenAI providers (default: responses for models that need it)',
      choices: WIRE_APIS,
    },
    {
      flag: '--subscription',
      help: "GitHub's own Copilot, with your GitHub login instead of a key",
    },
  ],
  upstreams: (surroundings) =>
    isSubscription(surroundings)
      ? subscriptionUpstreams(surroundings)
      : ownKeyUpstreams(surroundings),
  environment: (launch) =>
    isSubscription(launch) ? subscriptionEnvironment(launch) : ownKeyEnvironment(launch),
  // In front of the user's own; both add to what the user has.
  arguments: (launch) => [
    ...retrievalArguments(launch),
    ...(isSubscription(launch) ? subscriptionArguments(launch) : launch.own),
  ],
  notes: (launch) => [
    ...(isSubscription(launch) ? subscriptionNotes(launch) : []),
    ...(launch.mcpServer === undefined ? [ASKS] : []),
  ],
  warnings: (surroundings) =>
    hasModel(surroundings)
      ? []
      : ['Copilot CLI needs a model here: give it --model, or set COPILOT_MODEL.'],
};

const ASKS =
  'Without MCP, Copilot CLI asks before it runs "headroom retrieve", and refuses it with -p.';

function hasModel(surroundings: Surroundings): boolean {
  return isSubscription(surroundings)
    ? subscriptionModel(surroundings) !== undefined
    : modelOf(surroundings) !== undefined;
}

function retrievalArguments({ mcpServer }: Launch): readonly string[] {
  // It permits commands by their first word alone, and "headroom wrap" starts any program: the user is asked instead.
  if (mcpServer === undefined) return [];
  const server = { type: 'local', ...mcpServer, tools: ['*'] };
  return [
    `--additional-mcp-config=${JSON.stringify({ mcpServers: { headroom: server } })}`,
    '--allow-tool=headroom(headroom_retrieve)',
  ];
}
