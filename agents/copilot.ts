// Copilot CLI: where it goes as variables, the retrieval tool and its permission as arguments. No file is edited.
import type { Agent, Launch } from '../src/launch/agent.ts';
import {
  modelOf,
  ownKeyEnvironment,
  ownKeyUpstreams,
  PROVIDER_TYPES,
  WIRE_APIS,
} from './copilot/own-key.ts';

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
  ],
  upstreams: (surroundings) => ownKeyUpstreams(surroundings),
  environment: (launch) => ownKeyEnvironment(launch),
  // In front of the user's own; both add to what the user has.
  arguments: (launch) => [...retrievalArguments(launch), ...launch.own],
  warnings: (surroundings) =>
    modelOf(surroundings) === undefined
      ? ['Copilot CLI needs a model for your own key: give it --model, or set COPILOT_MODEL.']
      : [],
};

function retrievalArguments({ mcpServer }: Launch): readonly string[] {
  if (mcpServer === undefined) return ['--allow-tool=shell(headroom retrieve)'];
  const server = { type: 'local', ...mcpServer, tools: ['*'] };
  return [
    `--additional-mcp-config=${JSON.stringify({ mcpServers: { headroom: server } })}`,
    '--allow-tool=headroom(headroom_retrieve)',
  ];
}
