// Claude Code: a base URL in the environment, the retrieval tool and its permission as arguments. No file is edited.
import type {
  Agent,
  EnvironmentChanges,
  Launch,
  Surroundings,
  Upstream,
} from '../src/launch/agent.ts';
import { isSet, splitAddress } from './address.ts';
import { chooseRoute, routeTarget } from './claude/route.ts';
import { effectiveEnvironment, overrideSettings } from './claude/settings.ts';
import { claudeWarnings } from './claude/warnings.ts';

export const claude: Agent = {
  name: 'claude',
  title: 'Claude Code',
  binaries: ['claude'],
  install: 'npm install -g @anthropic-ai/claude-code',
  sharedFlags: ['--verbose'],
  upstreams: (surroundings) => {
    const target = targetOf(surroundings);
    if (target === undefined) return [];
    const { suffix } = chooseRoute(effectiveEnvironment(surroundings));
    return [{ ...target, address: splitAddress(target.address, suffix).upstream }];
  },
  environment: (launch) => environmentChanges(launch),
  // In front of the user's own, and with "=": a list option would take a prompt that follows it.
  arguments: (launch) => [
    ...mcpArguments(launch),
    `--allowedTools=${permissions(launch).join(',')}`,
    ...overrideSettings(launch, environmentChanges(launch)),
  ],
  warnings: (surroundings) => claudeWarnings(surroundings),
};

function environmentChanges(launch: Launch): EnvironmentChanges {
  const environment = effectiveEnvironment(launch);
  // With a base URL that is not its own, the client would send every tool in full.
  const toolSearch = isSet(environment['ENABLE_TOOL_SEARCH']) ? {} : { ENABLE_TOOL_SEARCH: 'true' };
  return { ...baseUrlChanges(launch), ...toolSearch };
}

function baseUrlChanges(launch: Launch): EnvironmentChanges {
  const environment = effectiveEnvironment(launch);
  const route = chooseRoute(environment);
  const target = targetOf(launch);
  // A cloud without an address is the client's to complain about.
  if (target === undefined && route.chosenBy !== undefined) return {};
  const { visible } = splitAddress(target?.address ?? '', route.suffix);
  const excluded = route.excludes.map((name) => [name, undefined] as const);
  return { [route.variable]: `${launch.baseUrl}${visible}`, ...Object.fromEntries(excluded) };
}

function targetOf(surroundings: Surroundings): Upstream | undefined {
  const environment = effectiveEnvironment(surroundings);
  const given = surroundings.given.find(({ provider }) => provider === 'anthropic');
  return given ?? routeTarget(chooseRoute(environment), environment);
}

function mcpArguments({ mcpServer }: Launch): readonly string[] {
  if (mcpServer === undefined) return [];
  // alwaysLoad: listed in full from the first request, and older clients wait for it.
  const server = { type: 'stdio', ...mcpServer, alwaysLoad: true };
  return [`--mcp-config=${JSON.stringify({ mcpServers: { headroom: server } })}`];
}

function permissions({ mcpServer }: Launch): readonly string[] {
  const shell = 'Bash(headroom retrieve:*)';
  return mcpServer === undefined ? [shell] : ['mcp__headroom__headroom_retrieve', shell];
}
