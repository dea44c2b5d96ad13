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
  const [file, first] =
    run.through === 'wrap'
      ? [process.execPath, [HEADROOM, 'wrap', 'claude', '--']]
      : [join(run.folder, 'claude'), []];
  const child = spawn(file, [...first, ...run.arguments], {
    cwd: home.project,
    env: { ...claudeEnvironment(run, home), ...run.environment },
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

/** Nothing of the machine's own environment but PATH: no account, no telemetry, no updates, few retries. */
function claudeEnvironment(run: ClientRun, home: ClientHome): Record<string, string> {
  const path = [run.folder, dirname(process.execPath), '/usr/local/bin', '/usr/bin', '/bin'];
  return {
    PATH: path.join(delimiter),
    HOME: home.home,
    HEADROOM_HOME: home.headroomHome,
    LANG: 'C.UTF-8',
    TERM: 'xterm',
    IS_SANDBOX: '1',
    ANTHROPIC_BASE_URL: run.upstream,
    ANTHROPIC_API_KEY: 'sk-ant-dummy-000000000000',
    CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC: '1',
    DISABLE_TELEMETRY: '1',
    DISABLE_ERROR_REPORTING: '1',
    DISABLE_AUTOUPDATER: '1',
    CLAUDE_CODE_MAX_RETRIES: '1',
    API_TIMEOUT_MS: '20000',
    NO_PROXY: '127.0.0.1',
  };
}
