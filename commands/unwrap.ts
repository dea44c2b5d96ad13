// `headroom unwrap AGENT`: takes back what a wrap that was killed left in files of the user. One that ends takes it back
// itself.
import { Argument, Command } from 'commander';
import { AGENTS } from '../agents/index.ts';
import { loadSettings } from '../src/config/load-settings.ts';
import { HeadroomError } from '../src/errors.ts';
import { undoEdits, type Undone } from '../src/launch/undo-edits.ts';
import type { CommandContext, ExitCode } from './context.ts';
import { setExitCode } from './exit-code.ts';
import { addSettingOptions, settingFlags } from './setting-options.ts';

export function unwrapCommand(context: CommandContext): Command {
  const names = AGENTS.map(({ name }) => name);
  const command = new Command('unwrap')
    .description('Takes our changes out of the settings of an agent after a wrap was killed.')
    .addArgument(new Argument('[agent]', 'whose settings').choices(names))
    .option('--all', 'of every agent');
  addSettingOptions(command, ['home']);
  return command.action(async (agent: string | undefined, flags: UnwrapFlags) => {
    setExitCode(command, await unwrap({ ...flags, agent }, context));
  });
}

type UnwrapFlags = Readonly<Record<string, unknown>> & { readonly all?: boolean };
export type UnwrapOptions = UnwrapFlags & { readonly agent?: string | undefined };

/** 0 when nothing of ours is left in these files, 1 when a running wrap still needs something there. */
export async function unwrap(options: UnwrapOptions, context: CommandContext): Promise<ExitCode> {
  const { agent, all } = options;
  if (agent === undefined && all !== true) {
    throw new HeadroomError('BAD_OPTION', 'There is no agent to unwrap.', {
      hint: 'Name one, or say --all.',
    });
  }
  const settings = loadSettings({ ...context, flags: settingFlags(options) });
  const undone = await undoEdits({
    headroomHome: settings.home,
    matches: (entry) => all === true || entry.agent === agent,
  });
  const lines = undone.length === 0 ? [nothing(agent)] : undone.map(describe);
  for (const line of lines) context.stdout.write(`${line}\n`);
  return undone.some(({ result }) => result === 'in-use') ? 1 : 0;
}

function nothing(agent: string | undefined): string {
  return agent === undefined
    ? 'Nothing of headroom is left in any file.'
    : `Nothing of headroom is left in the files of ${agent}.`;
}

function describe({ agent, path, result }: Undone): string {
  return `${agent}: ${path} ${RESULTS[result]}`;
}

const RESULTS: Readonly<Record<Undone['result'], string>> = {
  restored: 'is as it was before.',
  'taken-out': 'was changed since; only what headroom had put there is taken out.',
  'nothing-left': 'has nothing of headroom in it.',
  'in-use': 'is needed by a running "headroom wrap", which takes it back at its end.',
};
