// `headroom config`: what is set, where it came from, and changing it.
import { Command, Help } from 'commander';
import { loadWithOrigin } from '../src/config/load-settings.ts';
import type { ResolvedSetting } from '../src/config/resolve-settings.ts';
import { nearestName } from '../src/config/nearest-name.ts';
import { SETTINGS, type Setting, type SettingName } from '../src/config/settings.ts';
import { textOfValue } from '../src/config/settings-file.ts';
import { HeadroomError } from '../src/errors.ts';
import { alignColumns } from './config/align-columns.ts';
import { chosenFile, filesOf } from './config/chosen-file.ts';
import { settingNamed } from './config/setting-named.ts';
import type { CommandContext } from './context.ts';
import { setExitCode } from './exit-code.ts';
import { addSettingOptions, settingFlags } from './setting-options.ts';

interface ListOptions {
  readonly json?: boolean;
  readonly home?: string;
}
interface ChangeOptions {
  readonly project?: boolean;
  readonly home?: string;
}

const HELP_WIDTH = 80;

/** Declares `headroom config` with what it can do. */
export function configCommand(context: CommandContext): Command {
  const command = new Command('config')
    .description(
      'Settings: flag, environment, project file, your file, default; the first that is set wins.',
    )
    .addHelpText('after', `\n${settingNames()}`);
  command
    .command('list', { isDefault: true })
    .description('every setting, its value and where it came from')
    .option('--json', 'as JSON')
    // Whatever is no command of ours comes here.
    .allowExcessArguments()
    .action((options: ListOptions, { args: [word] }: Command) => {
      if (word !== undefined) throw noSuchCommand(word, command);
      list(options, context);
    });
  command
    .command('get <name>')
    .description('one value')
    .option('--json', 'with where it came from')
    .action((name: string, options: ListOptions) => get(name, options, context));
  command
    .command('set <name> <value>')
    .description('write a value into your file')
    .option('--project', "into the project's .headroom.json instead")
    .action((name: string, value: string, options: ChangeOptions) =>
      set({ name, value, options }, context),
    );
  command
    .command('unset <name>')
    .description('take a value out of your file')
    .option('--project', "out of the project's .headroom.json instead")
    .action((name: string, options: ChangeOptions) => unset(name, options, context));
  command
    .command('path')
    .description('where the files are')
    .action((options: ListOptions) => path(options, context));
  const edit = command
    .command('edit')
    .description('open your file in $VISUAL or $EDITOR')
    .option('--project', "the project's .headroom.json instead")
    .action(async (options: ChangeOptions) => {
      const { editSettings } = await import('./config/edit-settings.ts');
      setExitCode(edit, await editSettings(options, context));
    });
  for (const child of command.commands) addSettingOptions(child, ['home']);
  return command;
}

function noSuchCommand(word: string, { commands }: Command): HeadroomError {
  const names = commands.map((child) => child.name());
  const nearest = nearestName(word, names);
  return new HeadroomError('BAD_OPTION', `There is no "headroom config ${word}".`, {
    hint: nearest === undefined ? `There are: ${names.join(', ')}.` : `Did you mean "${nearest}"?`,
  });
}

function settingNames(): string {
  return new Help().boxWrap(`Settings: ${Object.keys(SETTINGS).join(', ')}`, HELP_WIDTH);
}

function list(options: ListOptions, context: CommandContext): void {
  const resolved = Object.entries(load(options, context));
  if (options.json) {
    const shown = resolved.map(([name, one]) => [name, { ...one, value: shownValue(name, one) }]);
    context.stdout.write(`${JSON.stringify(Object.fromEntries(shown), undefined, 2)}\n`);
    return;
  }
  const rows = resolved.map(([name, one]) => [name, textOf(shownValue(name, one)), one.from]);
  context.stdout.write(alignColumns([['SETTING', 'VALUE', 'FROM'], ...rows]));
}

function get(typed: string, options: ListOptions, context: CommandContext): void {
  const name = settingNamed(typed);
  const { value, from } = load(options, context)[name];
  const text = options.json ? JSON.stringify({ name, value: value ?? null, from }) : textOf(value);
  context.stdout.write(`${text}\n`);
}

interface SetRequest {
  readonly name: string;
  readonly value: string;
  readonly options: ChangeOptions;
}

async function set(
  { name: typed, value, options }: SetRequest,
  context: CommandContext,
): Promise<void> {
  const name = settingNamed(typed);
  const file = chosenFile(options, context);
  file.check(name, value);
  const parsed = (SETTINGS[name] as Setting<unknown>).parse(value);
  const { writeSettingsFile } = await import('../src/config/write-settings-file.ts');
  writeSettingsFile({ ...file, name, value: 'value' in parsed ? parsed.value : value });
  context.stdout.write(`${name} = ${textOf(shownValue(name, { value }))} in ${file.path}\n`);
  warnIfHidden(name, file.path, { options, context });
}

/** Also takes out a name that is no setting: how a wrong file is mended. */
async function unset(
  typed: string,
  options: ChangeOptions,
  context: CommandContext,
): Promise<void> {
  const file = chosenFile(options, context);
  const name = file.names.includes(typed) ? typed : settingNamed(typed);
  if (!file.names.includes(name)) {
    context.stdout.write(`${name} is not set in ${file.path}\n`);
    return;
  }
  const { writeSettingsFile } = await import('../src/config/write-settings-file.ts');
  writeSettingsFile({ ...file, name });
  context.stdout.write(`${name} is no longer set in ${file.path}\n`);
}

function path(options: ListOptions, context: CommandContext): void {
  for (const { scope, path: file, exists } of filesOf(options, context)) {
    context.stdout.write(
      `${scope === 'user' ? 'yours' : 'project'}\t${file}${exists ? '' : ' (not there yet)'}\n`,
    );
  }
}

/** A value that somebody has just written and that does nothing should not be a riddle. */
function warnIfHidden(
  name: SettingName,
  path: string,
  { options, context }: { options: ChangeOptions; context: CommandContext },
): void {
  const { from } = load(options, context)[name];
  if (from !== path) context.stderr.write(`headroom: ${from} sets it, too, and wins.\n`);
}

function load(
  options: ListOptions,
  context: CommandContext,
): Readonly<Record<SettingName, ResolvedSetting>> {
  return loadWithOrigin({ ...context, flags: settingFlags({ ...options }) });
}

function shownValue(name: string, { value }: { readonly value: unknown }): unknown {
  const entry = SETTINGS[name as SettingName] as Setting<unknown>;
  return entry.secret === true && value !== undefined ? '••••' : (value ?? null);
}

function textOf(value: unknown): string {
  const text = value === undefined || value === null ? '' : textOfValue(value);
  return text === '' || text === '{}' ? '(none)' : text;
}
