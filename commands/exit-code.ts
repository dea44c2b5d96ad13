// How an action tells `main` the exit code it ended with, when that is not 0.
import type { Command } from 'commander';
import type { ExitCode } from './context.ts';

const codes = new WeakMap<Command, ExitCode>();

export function setExitCode(command: Command, code: ExitCode): void {
  codes.set(command, code);
}

export function exitCodeOf(command: Command): ExitCode {
  return codes.get(command) ?? 0;
}
