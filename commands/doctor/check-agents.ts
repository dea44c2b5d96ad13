// Which agents are on PATH, in which version, and where their requests would go.
import { execFile } from 'node:child_process';
import { connect } from 'node:net';
import { AGENTS } from '../../agents/index.ts';
import { USER_HOME } from '../../src/config/settings.ts';
import { HeadroomError } from '../../src/errors.ts';
import type { Agent, Surroundings, Upstream } from '../../src/launch/agent.ts';
import { findExecutable } from '../../src/launch/find-executable.ts';
import { platformNamed } from '../../src/launch/platform.ts';
import { readTextIfThere } from '../../src/launch/read-text.ts';
import type { CommandContext } from '../context.ts';
import { withoutLogin } from '../wrap/describe-launch.ts';
import type { Finding } from './finding.ts';

const VERSION_PATIENCE_MS = 20_000;
const CONNECT_PATIENCE_MS = 1_000;

/** One finding for each agent, in the order of the table. */
export async function checkAgents(context: CommandContext): Promise<readonly Finding[]> {
  const started = AGENTS.filter(({ binaries }) => binaries.length > 0);
  const found = await Promise.all(started.map((agent) => checkAgent(agent, context)));
  if (found.some((finding) => finding !== undefined)) {
    return found.filter((finding) => finding !== undefined);
  }
  const names = started.map(({ title }) => title).join(', ');
  const mend = started[0]?.install;
  return [
    {
      name: 'agents',
      status: 'warning',
      summary: `None is on PATH: ${names}`,
      ...(mend && { mend }),
    },
  ];
}

/** Undefined: not installed, which is nobody's fault. */
async function checkAgent(agent: Agent, context: CommandContext): Promise<Finding | undefined> {
  const platform = platformNamed(process.platform);
  const { env, cwd } = context;
  const file = findExecutable(agent.binaries, { environment: env, cwd, platform });
  if (file === undefined) return undefined;
  const version = await versionOf(file, context);
  if (version === undefined) {
    const summary = `${file} does not answer to --version`;
    return { name: agent.name, status: 'failure', summary, mend: agent.install };
  }
  return { name: agent.name, ...(await route(agent, { version, context })) };
}

async function route(
  agent: Agent,
  { version, context }: { readonly version: string; readonly context: CommandContext },
): Promise<Omit<Finding, 'name'>> {
  const surroundings = surroundingsFor(context);
  try {
    const upstreams = agent.upstreams(surroundings);
    const silent = await firstSilent(upstreams);
    if (silent !== undefined) {
      const summary = `${version}; ${silent.from} leads to ${withoutLogin(silent.address)}, where nothing answers`;
      return {
        status: 'failure',
        summary,
        mend: `start what listened there, or take ${silent.from} away`,
      };
    }
    const [warning] = agent.warnings?.(surroundings) ?? [];
    const ways = upstreams.map(({ address, from }) => `${withoutLogin(address)} (${from})`);
    const summary = `${version}; wrapped, its requests go on to ${ways.join(', ') || 'the provider'}`;
    return warning === undefined
      ? { status: 'ok', summary }
      : { status: 'warning', summary: `${version}; ${warning.replace(/\.$/, '')}` };
  } catch (error) {
    if (!HeadroomError.isInstance(error)) throw error;
    // Not set up to be wrapped: nothing is broken by that.
    const { message, hint } = error;
    return { status: 'ok', summary: `${version}; ${message.replace(/\.$/, '')}`, mend: hint };
  }
}

function surroundingsFor({ env, cwd }: CommandContext): Surroundings {
  return {
    environment: env,
    home: env['HOME'] || env['USERPROFILE'] || USER_HOME,
    project: cwd,
    own: [],
    options: {},
    given: [],
    readText: readTextIfThere,
  };
}

/** Undefined: it does not start. */
function versionOf(file: string, { env, cwd }: CommandContext): Promise<string | undefined> {
  const platform = platformNamed(process.platform);
  const command = platform.spawnCommand(file, ['--version'], env);
  const options = {
    cwd,
    env: { ...env },
    timeout: VERSION_PATIENCE_MS,
    windowsVerbatimArguments: command.verbatim,
  };
  return new Promise((resolve) => {
    const child = execFile(
      command.file,
      [...command.arguments],
      options,
      (error, stdout, stderr) => {
        if (error?.killed === true) resolve('no version within 20 s');
        else resolve(error === null ? versionIn(`${stdout}\n${stderr}`) : undefined);
      },
    );
    child.stdin?.end();
  });
}

/** Some print their name with it, some more lines. */
function versionIn(text: string): string {
  return /\d+\.\d+\.[\w.-]*\w/.exec(text)?.[0] ?? 'of a version it does not tell';
}

/** Of the addresses on this machine, the first at which nobody listens. */
async function firstSilent(upstreams: readonly Upstream[]): Promise<Upstream | undefined> {
  for (const upstream of upstreams) {
    if (!URL.canParse(upstream.address)) return upstream;
    const { hostname, port } = new URL(upstream.address);
    const isHere = ['127.0.0.1', 'localhost', '[::1]'].includes(hostname);
    if (isHere && !(await answers(hostname.replace(/[[\]]/g, ''), Number(port)))) return upstream;
  }
  return undefined;
}

function answers(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host, port: port || 80, timeout: CONNECT_PATIENCE_MS });
    const end = (isThere: boolean): void => {
      socket.destroy();
      resolve(isThere);
    };
    socket.once('connect', () => end(true));
    socket.once('error', () => end(false));
    socket.once('timeout', () => end(false));
  });
}
