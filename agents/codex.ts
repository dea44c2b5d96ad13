// Codex: address and retrieval tool as `-c` overrides. No file is edited.
import type { Agent, Launch } from '../src/launch/agent.ts';
import { readCodexConfig } from './codex/config.ts';
import { addOverrides, type Override } from './codex/overrides.ts';
import { chooseCodexRoute } from './codex/route.ts';

export const codex: Agent = {
  name: 'codex',
  title: 'Codex',
  binaries: ['codex'],
  install: 'npm install -g @openai/codex',
  sharedFlags: ['--profile'],
  upstreams: (surroundings) => {
    const { upstream } = chooseCodexRoute(surroundings);
    return upstream === undefined ? [] : [upstream];
  },
  // The variable OPENAI_BASE_URL alone does nothing.
  environment: () => ({}),
  arguments: (launch) =>
    addOverrides(launch.own, [
      ...chooseCodexRoute(launch).overrides(launch.baseUrl),
      ...retrievalOverrides(launch),
    ]),
  warnings: (surroundings) => {
    const { warning } = chooseCodexRoute(surroundings);
    return warning === undefined ? [] : [warning];
  },
};

function retrievalOverrides(launch: Launch): readonly Override[] {
  const { mcpServer } = launch;
  // A login shell may reset PATH, and with it the way to our command.
  if (mcpServer === undefined) return [{ key: 'allow_login_shell', value: 'false' }];
  const config = readCodexConfig(launch);
  // A list is replaced, not added to: the user's own entries come along.
  const direct = config.list('features', 'code_mode', 'direct_only_tool_namespaces');
  const namespaces = [...new Set([...direct, 'mcp__headroom'])];
  return [
    { key: 'mcp_servers.headroom.command', value: JSON.stringify(mcpServer.command) },
    { key: 'mcp_servers.headroom.args', value: JSON.stringify(mcpServer.args) },
    { key: 'mcp_servers.headroom.default_tools_approval_mode', value: '"approve"' },
    // Models in code mode would see only the name of the server otherwise.
    {
      key: 'features.code_mode.direct_only_tool_namespaces',
      value: JSON.stringify(namespaces),
    },
  ];
}
