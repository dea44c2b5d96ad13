// Runs the agent with the terminal handed over completely, and ends as it ended.
import { spawn, type ChildProcess } from 'node:child_process';
import { constants } from 'node:os';
import { HeadroomError } from '../errors.ts';
import type { Platform } from './platform.ts';

export interface Child {
  /** Absolute path of the executable. */
  readonly file: string;
  readonly arguments: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  readonly cwd: string;
  readonly platform: Platform;
  /** Runs when the child is gone, or could not be started, with signals still held back. */
  readonly afterExit: () => Promise<void>;
}

/** The child's exit code, or 128 + n when signal n ended it. */
export async function runChild(child: Child): Promise<number> {
  const running: { process?: ChildProcess } = {};
  const release = holdSignals(child.platform, (signal) => running.process?.kill(signal));
  try {
    return await ended(child, running);
  } finally {
    await child.afterExit().finally(release);
  }
}

function ended(child: Child, running: { process?: ChildProcess }): Promise<number> {
  const { platform, environment } = child;
  const command = platform.spawnCommand(child.file, child.arguments, environment);
  return new Promise((resolve, reject) => {
    const started = spawn(command.file, command.arguments, {
      cwd: child.cwd,
      env: environment,
      stdio: 'inherit',
      windowsVerbatimArguments: command.verbatim,
    });
    running.process = started;
    // Later errors are about signals that could not be delivered; the exit still comes.
    started.on('error', (cause) => {
      if (started.pid === undefined) reject(notStarted(child.file, cause));
    });
    started.once('exit', (code, signal) => resolve(exitCode(code, signal)));
  });
}

function exitCode(code: number | null, signal: NodeJS.Signals | null): number {
  return signal === null ? (code ?? 1) : 128 + constants.signals[signal];
}

function notStarted(file: string, cause: Error): HeadroomError {
  return new HeadroomError('AGENT_NOT_FOUND', `"${file}" could not be started.`, {
    hint: `Run it by itself to see what is wrong with it. The system says: ${cause.message}.`,
    cause,
  });
}

/** Takes the process's reaction to signals over; gives back what ends that. */
function holdSignals(platform: Platform, forward: (signal: NodeJS.Signals) => void): () => void {
  const leave = (): void => undefined;
  for (const signal of platform.leftToChild) process.on(signal, leave);
  for (const signal of platform.forwarded) process.on(signal, forward);
  return () => {
    for (const signal of platform.leftToChild) process.off(signal, leave);
    for (const signal of platform.forwarded) process.off(signal, forward);
  };
}
