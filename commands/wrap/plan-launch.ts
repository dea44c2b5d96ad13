// Works out what a launch will look like, before anything is started or written.
import { homedir } from 'node:os';
import { httpUrl } from '../../src/config/parse-values.ts';
import { loadSettings } from '../../src/config/load-settings.ts';
import type { SettingName, Settings } from '../../src/config/settings.ts';
import { HeadroomError } from '../../src/errors.ts';
import type { Agent, EnvironmentChanges, Launch, Surroundings } from '../../src/launch/agent.ts';
import { changeEnvironment, exemptLoopback, prependToPath } from '../../src/launch/environment.ts';
import { findExecutable } from '../../src/launch/find-executable.ts';
import type { Installation } from '../../src/launch/installation.ts';
import type { ShimRequest } from '../../src/launch/shim.ts';
import type { Platform } from '../../src/launch/platform.ts';
import { readTextIfThere } from '../../src/launch/read-text.ts';
import type { CommandContext } from '../context.ts';

export interface LaunchRequest {
  readonly agent: Agent;
  readonly agentArguments: readonly string[];
  readonly flags: Partial<Record<SettingName, string | boolean>>;
  readonly mcp: boolean;
  readonly installation: Installation;
  readonly platform: Platform;
}

export interface LaunchPlan {
  readonly executable: string;
  readonly settings: Settings;
  /** Undefined: the provider's own address. */
  readonly upstream: string | undefined;
  readonly warnings: readonly string[];
  readonly shim: ShimRequest;
  /** What the agent is started with, once the base URL is known. */
  start(running: { readonly baseUrl: string; readonly shimFolder?: string | undefined }): {
    readonly arguments: readonly string[];
    readonly changes: EnvironmentChanges;
    readonly environment: Readonly<Record<string, string>>;
  };
}

/** Throws `AGENT_NOT_FOUND` and `BAD_OPTION`; touches nothing. */
export function planLaunch(request: LaunchRequest, context: CommandContext): LaunchPlan {
  const { agent, platform } = request;
  const executable = findAgent(agent, platform, context);
  const given = wrapSettings(request, context);
  const surroundings = surroundingsOf(request, given, context);
  const upstream = upstreamFor(agent, surroundings);
  const settings = { ...given, anthropicUrl: upstream };
  return {
    executable,
    settings,
    upstream,
    warnings: agent.warnings?.(surroundings) ?? [],
    shim: {
      headroomHome: settings.home,
      installation: request.installation,
      environment: context.env,
      cwd: context.cwd,
      platform,
    },
    start: ({ baseUrl, shimFolder }) => {
      const launch = { ...surroundings, baseUrl, ...mcpServerFor(request, settings) };
      const changes = changesFor(launch, { request, shimFolder, settings });
      return {
        arguments: agent.arguments?.(launch) ?? launch.own,
        changes,
        environment: changeEnvironment(context.env, [changes], platform),
      };
    },
  };
}

function findAgent(agent: Agent, platform: Platform, { env, cwd }: CommandContext): string {
  const found = findExecutable(agent.binaries, { environment: env, cwd, platform });
  if (found !== undefined) return found;
  throw new HeadroomError(
    'AGENT_NOT_FOUND',
    `${agent.title} is not installed: there is no "${agent.binaries.join('" or "')}" on PATH.`,
    { hint: `Install it with: ${agent.install}` },
  );
}

/** Settings of the shared proxy do not count here: every wrap has a proxy of its own, on loopback, behind its own key. */
function wrapSettings({ flags }: LaunchRequest, { env, cwd }: CommandContext): Settings {
  const loaded = loadSettings({ flags: { port: '0', ...flags, host: '127.0.0.1' }, env, cwd });
  return { ...loaded, token: undefined };
}

function surroundingsOf(
  request: LaunchRequest,
  settings: Settings,
  { env, cwd }: CommandContext,
): Surroundings {
  const onCommandLine = request.flags.anthropicUrl !== undefined;
  const address = onCommandLine ? settings.anthropicUrl : undefined;
  return {
    environment: env,
    home: env['HOME'] || env['USERPROFILE'] || homedir(),
    project: cwd,
    own: request.agentArguments,
    ...(address === undefined ? {} : { upstream: { address, from: '--anthropic-url' } }),
    readText: readTextIfThere,
  };
}

function upstreamFor(agent: Agent, surroundings: Surroundings): string | undefined {
  const found = agent.upstream(surroundings);
  if (found === undefined) return undefined;
  const parsed = httpUrl(found.address);
  if ('value' in parsed) return parsed.value;
  throw new HeadroomError('BAD_OPTION', `${found.from}: ${parsed.problem}.`, {
    hint: `Requests of ${agent.title} are passed on to this address.`,
  });
}

function mcpServerFor(
  { mcp, installation }: LaunchRequest,
  { home }: Settings,
): Pick<Launch, 'mcpServer'> {
  if (!mcp) return {};
  const { node, script } = installation;
  const args = [script, 'mcp', 'serve', '--retrieve-only', '--home', home];
  return { mcpServer: { command: node, args } };
}

function changesFor(
  launch: Launch,
  about: {
    readonly request: LaunchRequest;
    readonly settings: Settings;
    readonly shimFolder: string | undefined;
  },
): EnvironmentChanges {
  const { agent, platform } = about.request;
  const { environment } = launch;
  // Absolute, because the agent's shell may stand in another folder.
  const home = environment['HEADROOM_HOME'] ? { HEADROOM_HOME: about.settings.home } : {};
  const path = about.shimFolder && prependToPath(about.shimFolder, environment, platform);
  return { ...exemptLoopback(environment), ...home, ...path, ...agent.environment(launch) };
}
