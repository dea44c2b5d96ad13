// Runs a real agent without an account: by itself, or through `headroom wrap` as a user would.
import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { temporaryHome } from '../helpers/temporary-home.ts';

export const HEADROOM = fileURLToPath(new URL('../../bin/headroom.js', import.meta.url));

export interface ClientHome {
  readonly home: string;
  readonly headroomHome: string;
  readonly project: string;
}

export interface ClientRun {
  readonly arguments: readonly string[];
  /** Where its requests go in the end. */
  readonly upstream: string;
  readonly folder: string;
  /** `direct` starts the agent itself; `wrap` goes through headroom. */
  readonly through: 'direct' | 'wrap';
  readonly home?: ClientHome;
  /** Called with a way to send a signal, once the process runs. */
  readonly onStart?: (kill: (signal: NodeJS.Signals) => void) => void;
  readonly environment?: Readonly<Record<string, string>>;
}

export interface ClientResult extends ClientHome {
  /** 128 + n after a signal. */
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Claude Code, in a fresh home unless one is given. */
export async function runClaude(run: ClientRun): Promise<ClientResult> {
  const home = run.home ?? temporaryHome();
  return runAgent({
    ...run,
    home,
    agent: 'claude',
    environment: { ...claudeEnvironment(run), ...run.environment },
  });
}

export interface AgentRun extends Omit<ClientRun, 'upstream' | 'home'> {
  readonly agent: string;
  readonly home: ClientHome;
  /** Options of headroom, in front of the agent's own words. */
  readonly wrapOptions?: readonly string[];
  /** Folders in front of PATH, for agents that need another Node. */
  readonly path?: readonly string[];
}

/** Any agent, in an environment that has nothing of this machine's but the way to its programs. */
export async function runAgent(run: AgentRun): Promise<ClientResult> {
  const { home, agent, folder } = run;
  const [file, first] =
    run.through === 'wrap'
      ? [process.execPath, [HEADROOM, 'wrap', agent, ...(run.wrapOptions ?? []), '--']]
      : [join(folder, agent), []];
  const child = spawn(file, [...first, ...run.arguments], {
    cwd: home.project,
    env: { ...bareEnvironment(run), ...run.environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const output = { stdout: '', stderr: '' };
  child.stdout.on('data', (chunk: Buffer) => (output.stdout += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (output.stderr += chunk.toString()));
  run.onStart?.((signal) => void child.kill(signal));
  const limit = setTimeout(() => child.kill('SIGKILL'), LIMIT_MS);
  const code = await new Promise<number>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (status, signal) =>
      resolve(signal === null ? (status ?? 1) : 128 + constants.signals[signal]),
    );
  });
  clearTimeout(limit);
  return { ...home, ...output, code };
}

const LIMIT_MS = 120_000;

function bareEnvironment({ home, folder, path = [] }: AgentRun): Record<string, string> {
  const folders = [
    ...path,
    folder,
    dirname(process.execPath),
    '/usr/local/bin',
    '/usr/bin',
    '/bin',
  ];
  return {
    PATH: folders.join(delimiter),
    HOME: home.home,
    HEADROOM_HOME: home.headroomHome,
    LANG: 'C.UTF-8',
    TERM: 'xterm',
    NO_PROXY: '127.0.0.1',
  };
}

/** No account, no telemetry, no updates, few retries. */
function claudeEnvironment(run: ClientRun): Record<string, string> {
  return {
    IS_SANDBOX: '1',
    ANTHROPIC_BASE_URL: run.upstream,
    ANTHROPIC_API_KEY: 'sk-ant-dummy-000000000000',
    CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC: '1',
    DISABLE_TELEMETRY: '1',
    DISABLE_ERROR_REPORTING: '1',
    DISABLE_AUTOUPDATER: '1',
    CLAUDE_CODE_MAX_RETRIES: '1',
    API_TIMEOUT_MS: '20000',
  };
}
