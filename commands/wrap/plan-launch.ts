// Works out what a launch will look like, before anything is started or written.
import { httpUrl } from '../../src/config/parse-values.ts';
import { loadSettings } from '../../src/config/load-settings.ts';
import { USER_HOME, type SettingName, type Settings } from '../../src/config/settings.ts';
import { HeadroomError } from '../../src/errors.ts';
import type {
  Agent,
  EnvironmentChanges,
  Launch,
  LaunchSubscription,
  Surroundings,
  Upstream,
  UpstreamProvider,
} from '../../src/launch/agent.ts';
import type { ConfigEdit } from '../../src/launch/config-edit.ts';
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
  /** The agent's own options. */
  readonly options: Readonly<Record<string, unknown>>;
  readonly mcp: boolean;
  readonly installation: Installation;
  readonly platform: Platform;
}

export interface LaunchPlan {
  /** Absent: there is nothing to start, only something to tell. */
  readonly executable?: string;
  readonly settings: Settings;
  /** Addresses to go on to, checked; a provider that is not in it keeps its own. */
  readonly upstreams: readonly Upstream[];
  readonly warnings: readonly string[];
  readonly shim: ShimRequest;
  /** What the agent is started with, once the base URL is known. */
  start(running: RunningProxy): StartedLaunch;
}

export interface RunningProxy {
  readonly baseUrl: string;
  readonly shimFolder?: string | undefined;
  readonly subscription?: LaunchSubscription | undefined;
}

export interface StartedLaunch {
  readonly arguments: readonly string[];
  readonly changes: EnvironmentChanges;
  readonly edits: readonly ConfigEdit[];
  readonly environment: Readonly<Record<string, string>>;
  /** What the user should know beforehand. */
  readonly notes: readonly string[];
  /** What to set by hand. */
  readonly guide: string;
}

/** Throws `AGENT_NOT_FOUND` and `BAD_OPTION`; touches nothing. */
export function planLaunch(request: LaunchRequest, context: CommandContext): LaunchPlan {
  const { agent, platform } = request;
  const executable = findAgent(agent, platform, context);
  const given = wrapSettings(request, context);
  const surroundings = surroundingsOf(request, given, context);
  const upstreams = agent.upstreams(surroundings).map((upstream) => checked(agent, upstream));
  const settings = { ...given, ...addressSettings(upstreams, given) };
  return {
    ...(executable === undefined ? {} : { executable }),
    settings,
    upstreams,
    warnings: agent.warnings?.(surroundings) ?? [],
    shim: {
      headroomHome: settings.home,
      installation: request.installation,
      environment: context.env,
      cwd: context.cwd,
      platform,
    },
    start: ({ baseUrl, shimFolder, subscription }) => {
      const signing = subscription === undefined ? {} : { subscription };
      const launch = { ...surroundings, baseUrl, ...mcpServerFor(request, settings), ...signing };
      const changes = changesFor(launch, { request, shimFolder, settings });
      return {
        arguments: agent.arguments?.(launch) ?? launch.own,
        changes,
        edits: agent.edits?.(launch) ?? [],
        notes: agent.notes?.(launch) ?? [],
        guide: agent.guide?.(launch) ?? '',
        environment: changeEnvironment(context.env, [changes], platform),
      };
    },
  };
}

function findAgent(
  agent: Agent,
  platform: Platform,
  { env, cwd }: CommandContext,
): string | undefined {
  if (agent.binaries.length === 0) return undefined;
  const found = findExecutable(agent.binaries, { environment: env, cwd, platform });
  if (found !== undefined) return found;
  throw new HeadroomError(
    'AGENT_NOT_FOUND',
    `${agent.title} is not installed: there is no "${agent.binaries.join('" or "')}" on PATH.`,
    {
      hint:
        agent.install === ''
          ? 'Look at its spelling, or at PATH.'
          : `Install it with: ${agent.install}`,
    },
  );
}

/** Settings of the shared proxy do not count here: every wrap has a proxy of its own, on loopback, behind its own key. */
function wrapSettings({ agent, flags }: LaunchRequest, { env, cwd }: CommandContext): Settings {
  // What is pasted into settings must be the same tomorrow.
  const port = agent.binaries.length === 0 ? {} : { port: '0' };
  const loaded = loadSettings({ flags: { ...port, ...flags, host: '127.0.0.1' }, env, cwd });
  return { ...loaded, token: undefined };
}

function surroundingsOf(
  request: LaunchRequest,
  settings: Settings,
  { env, cwd }: CommandContext,
): Surroundings {
  const given = PROVIDERS.flatMap((provider): Upstream[] => {
    const setting = `${provider}Url` as const;
    const address = request.flags[setting] === undefined ? undefined : settings[setting];
    return address === undefined ? [] : [{ provider, address, from: `--${provider}-url` }];
  });
  return {
    environment: env,
    home: env['HOME'] || env['USERPROFILE'] || USER_HOME,
    project: cwd,
    own: request.agentArguments,
    options: request.options,
    given,
    readText: readTextIfThere,
  };
}

const PROVIDERS: readonly UpstreamProvider[] = ['anthropic', 'openai', 'gemini'];

function checked(agent: Agent, upstream: Upstream): Upstream {
  const parsed = httpUrl(upstream.address);
  if ('value' in parsed) return { ...upstream, address: parsed.value };
  throw new HeadroomError('BAD_OPTION', `${upstream.from}: ${parsed.problem}.`, {
    hint: `Requests of ${agent.title} are passed on to this address.`,
  });
}

function addressSettings(
  upstreams: readonly Upstream[],
  { allowUpstream }: Settings,
): Partial<Settings> {
  const asked = upstreams.filter(({ isAsked }) => isAsked === true);
  const own = upstreams.filter((upstream) => !asked.includes(upstream));
  return {
    ...Object.fromEntries(own.map(({ provider, address }) => [`${provider}Url`, address])),
    allowUpstream: [...allowUpstream, ...asked.map(({ address }) => new URL(address).host)],
  };
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
