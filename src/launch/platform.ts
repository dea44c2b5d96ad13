// Everything that differs between POSIX and Windows when a command is found and started, in one place.
import { posix as posixPath, win32 as windowsPath } from 'node:path';
import type { Environment } from './agent.ts';
import { readVariable, type VariableRules } from './environment.ts';

export interface SpawnCommand {
  readonly file: string;
  readonly arguments: readonly string[];
  /** The arguments are one command line already, quoted for cmd.exe. */
  readonly verbatim: boolean;
}

export interface Platform extends VariableRules {
  readonly path: typeof posixPath;
  /** Whether a file needs the permission bit to be run. */
  readonly hasExecutableBit: boolean;
  /** Signals the terminal gives to the agent as well: not ours to act on. */
  readonly leftToChild: readonly NodeJS.Signals[];
  readonly forwarded: readonly NodeJS.Signals[];
  /** File names a command name may stand for, in the order they are tried. */
  commandNames(name: string, environment: Environment): readonly string[];
  /** What to start so that `file` is given exactly these arguments. */
  spawnCommand(
    file: string,
    commandArguments: readonly string[],
    environment: Environment,
  ): SpawnCommand;
}

/** The platform with this name, as `process.platform` spells it. */
export function platformNamed(name: NodeJS.Platform): Platform {
  return name === 'win32' ? WINDOWS : POSIX;
}

export const POSIX: Platform = {
  pathDelimiter: ':',
  path: posixPath,
  ignoresVariableCase: false,
  hasExecutableBit: true,
  // Ctrl-C and Ctrl-\ reach the whole foreground group.
  leftToChild: ['SIGINT', 'SIGQUIT'],
  forwarded: ['SIGTERM', 'SIGHUP'],
  commandNames: (name) => [name],
  spawnCommand: (file, commandArguments) => ({
    file,
    arguments: commandArguments,
    verbatim: false,
  }),
};

export const WINDOWS: Platform = {
  pathDelimiter: ';',
  path: windowsPath,
  ignoresVariableCase: true,
  hasExecutableBit: false,
  // Ctrl-C, Ctrl-Break and closing the window reach every process of the console; a "forwarded" signal would be a kill.
  leftToChild: ['SIGINT', 'SIGBREAK', 'SIGHUP'],
  forwarded: [],
  commandNames: (name, environment) => {
    const known = readVariable(environment, 'PATHEXT', WINDOWS) ?? '.COM;.EXE;.BAT;.CMD';
    const extensions = known.split(';').filter((extension) => extension !== '');
    return extensions.map((extension) => `${name}${extension.toLowerCase()}`);
  },
  spawnCommand: (file, commandArguments, environment) => {
    // Node refuses to start batch files by themselves: they are cmd.exe's to run.
    if (!/\.(?:cmd|bat)$/i.test(file))
      return { file, arguments: commandArguments, verbatim: false };
    const line = [escapeForCmd(file), ...commandArguments.map(quoteForBatch)].join(' ');
    return {
      file: readVariable(environment, 'COMSPEC', WINDOWS) ?? 'cmd.exe',
      arguments: ['/d', '/s', '/c', `"${line}"`],
      verbatim: true,
    };
  },
};

const CMD_META = /[()\][%!^"`<>&|;, *?]/g;

function escapeForCmd(text: string): string {
  return text.replace(CMD_META, '^$&');
}

/** Quotes as the C runtime reads it, then twice for cmd.exe: a batch file parses the line again where it says %*. */
function quoteForBatch(argument: string): string {
  return escapeForCmd(escapeForCmd(quoteForRuntime(argument)));
}

/** Backslashes count only in front of a quote, where they double. */
function quoteForRuntime(argument: string): string {
  let quoted = '';
  let backslashes = 0;
  for (const character of argument) {
    if (character === '"') quoted += '\\'.repeat(backslashes + 1);
    backslashes = character === '\\' ? backslashes + 1 : 0;
    quoted += character;
  }
  return `"${quoted}${'\\'.repeat(backslashes)}"`;
}
