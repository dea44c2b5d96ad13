// What can be completed: every command with its subcommands and options, asked of the commands themselves.
import type { Command } from 'commander';
import type { CommandContext } from '../context.ts';
import { COMMANDS } from '../index.ts';

export interface Completable {
  readonly name: string;
  readonly summary: string;
  /** Long flags: "--profile". */
  readonly options: readonly CompletableOption[];
  readonly children: readonly Completable[];
  /** Words its first argument can be. */
  readonly choices: readonly string[];
}

export interface CompletableOption {
  readonly flag: string;
  readonly summary: string;
}

/** Loads every command: a script is printed once, so it may take a moment. */
export async function describeCommands(context: CommandContext): Promise<readonly Completable[]> {
  return Promise.all(
    COMMANDS.map(async (entry) => ({
      ...describe(await entry.load(context)),
      summary: entry.summary,
    })),
  );
}

function describe(command: Command): Completable {
  const own = command.options.filter((option) => !option.hidden);
  return {
    name: command.name(),
    summary: command.summary() || command.description(),
    options: [
      ...own.flatMap(({ long, description }) =>
        long ? [{ flag: long, summary: description }] : [],
      ),
      { flag: '--help', summary: 'display help' },
    ],
    children: visibleChildren(command).map(describe),
    choices: command.registeredArguments[0]?.argChoices ?? [],
  };
}

/** Without hidden ones, and without the `help` that commander adds. */
function visibleChildren(command: Command): readonly Command[] {
  const visible = command.createHelp().visibleCommands(command);
  return command.commands.filter((child) => visible.includes(child));
}
