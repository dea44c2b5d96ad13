// `headroom completion`: a script for the shell, written from the table of commands, so that it never lags behind.
import { Argument, Command } from 'commander';
import { SHELLS, type ShellName } from './completion/shells.ts';
import { describeCommands } from './completion/describe-commands.ts';
import type { CommandContext } from './context.ts';

/** Declares `headroom completion`. */
export function completionCommand(context: CommandContext): Command {
  const names = Object.keys(SHELLS) as ShellName[];
  return new Command('completion')
    .description('Prints a completion script for your shell.')
    .addArgument(new Argument('<shell>', 'your shell').choices(names))
    .addHelpText('after', `\n${names.map((name) => SHELLS[name].install).join('\n')}`)
    .action(async (shell: ShellName) => {
      context.stdout.write(SHELLS[shell].script(await describeCommands(context)));
    });
}
