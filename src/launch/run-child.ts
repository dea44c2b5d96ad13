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
  /** Told about a fault of ours that nobody caught: it must neither end the agent's proxy nor be drawn on its screen. */
  readonly onFault: (fault: unknown) => void;
}

/** The child's exit code, or 128 + n when signal n ended it. */
export async function runChild(child: Child): Promise<number> {
  const running: { process?: ChildProcess } = {};
  const { leftToChild, forwarded } = child.platform;
  const release = takeOver([
    ...leftToChild.map((signal) => [signal, (): void => undefined] as const),
    ...forwarded.map((signal) => [signal, () => void running.process?.kill(signal)] as const),
    ...FAULTS.map((event) => [event, child.onFault] as const),
  ]);
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

const FAULTS = ['uncaughtException', 'unhandledRejection', 'warning'] as const;

type Reaction = readonly [event: string, react: (value: unknown) => void];

/** Takes the process's reactions to events over; gives back what ends that. */
function takeOver(reactions: readonly Reaction[]): () => void {
  // Node's own listener would print warnings.
  const printers = process.listeners('warning');
  process.removeAllListeners('warning');
  for (const [event, react] of reactions) process.on(event, react);
  return () => {
    for (const [event, react] of reactions) process.off(event, react);
    for (const printer of printers) process.on('warning', printer);
  };
}
