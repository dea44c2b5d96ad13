// A launch for tests of agents: everything an agent may know, out of plain values.
import type { Agent, Environment, Launch, Upstream } from '../../src/launch/agent.ts';

export const BASE_URL = 'http://127.0.0.1:4711/k/secret';
export const MCP_SERVER = { command: '/node', args: ['/headroom.js', 'mcp', 'serve'] };
export const HOME = '/home/u';
export const PROJECT = '/home/dev/project';

export interface Given {
  readonly environment?: Environment;
  readonly own?: readonly string[];
  /** By path; objects are written as JSON. */
  readonly files?: Readonly<Record<string, unknown>>;
  readonly options?: Readonly<Record<string, unknown>>;
  readonly given?: readonly Upstream[];
  readonly mcp?: boolean;
}

export function launchWith(about: Given = {}): Launch {
  const { environment = {}, own = [], files = {}, options = {}, given = [], mcp = true } = about;
  const contents = Object.fromEntries(
    Object.entries(files).map(([path, content]) => [plainPath(path), content]),
  );
  return {
    environment,
    home: HOME,
    project: PROJECT,
    own,
    options,
    given,
    baseUrl: BASE_URL,
    ...(mcp ? { mcpServer: MCP_SERVER } : {}),
    readText: (path) => {
      const content = contents[plainPath(path)];
      return typeof content === 'object'
        ? JSON.stringify(content)
        : (content as string | undefined);
    },
  };
}

/** A path as POSIX spells it, on every system. */
export function plainPath(path: string): string {
  return path.replace(/^[A-Z]:/i, '').replaceAll('\\', '/');
}

/** Everything a launch gives the agent, in one text. */
export function everything(agent: Agent, launch: Launch): string {
  return JSON.stringify([
    agent.arguments?.(launch) ?? launch.own,
    agent.environment(launch),
    agent.edits?.(launch) ?? [],
    agent.guide?.(launch) ?? '',
  ]);
}

/** Upstream addresses by provider. */
export function addresses(agent: Agent, about: Given): Readonly<Record<string, string>> {
  const upstreams = agent.upstreams(launchWith(about));
  return Object.fromEntries(upstreams.map(({ provider, address }) => [provider, address]));
}
