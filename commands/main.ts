// Builds the program, runs it and prints errors. The only place that knows the process.
import { Command, CommanderError } from 'commander';
import { readEnvironment } from '../src/config/environment.ts';
import { HeadroomError } from '../src/errors.ts';
import { VERSION } from '../src/version.ts';
import type { CommandContext, ExitCode } from './context.ts';
import { exitCodeOf } from './exit-code.ts';
import { COMMANDS } from './index.ts';

/** Runs one command line and gives its exit code; never throws for what a user can cause. */
export async function main(argv: readonly string[], context = processContext()): Promise<ExitCode> {
  if (argv[0] === '--version' || argv[0] === '-v' || argv[0] === '-V') {
    context.stdout.write(`${VERSION}\n`);
    return 0;
  }
  const result: { code: ExitCode } = { code: 0 };
  try {
    const program = await buildProgram(argv, context, result);
    await program.parseAsync([...argv], { from: 'user' });
    return result.code;
  } catch (error) {
    return report(error, context);
  }
}

async function buildProgram(
  argv: readonly string[],
  context: CommandContext,
  result: { code: ExitCode },
): Promise<Command> {
  const program = new Command('headroom')
    .description(
      'Makes what coding agents send smaller. Same answers, fewer tokens, every original kept.',
    )
    .option('-v, --version', 'print the version')
    .enablePositionalOptions()
    .showHelpAfterError('headroom --help lists the commands.');
  const chosen = COMMANDS.filter((entry) => entry.name === argv[0]);
  for (const entry of chosen.length > 0 ? chosen : COMMANDS) {
    program.addCommand(summarised(await entry.load(context), entry.summary));
  }
  overrideExit(program, context);
  program.hook('postAction', (_program, action) => {
    result.code = exitCodeOf(action);
  });
  return program;
}

/** A command that says no more of itself is described by its line in the table. */
function summarised(command: Command, summary: string): Command {
  if (command.description() === '') {
    command.description(`${summary.charAt(0).toUpperCase()}${summary.slice(1)}.`);
  }
  return command.summary(summary);
}

function overrideExit(command: Command, context: CommandContext): void {
  command.exitOverride();
  command.configureOutput({
    writeOut: (text) => void context.stdout.write(text),
    writeErr: (text) => void context.stderr.write(text),
  });
  for (const child of command.commands) overrideExit(child, context);
}

/** Codes that differ from 1, with the convention behind them. */
const EXIT_CODES: Partial<Record<HeadroomError['code'], ExitCode>> = {
  BAD_CONFIG: 2,
  BAD_OPTION: 2,
  TOKEN_REQUIRED: 2,
  // A shell answers 127 when a command does not exist.
  AGENT_NOT_FOUND: 127,
};

function report(error: unknown, context: CommandContext): ExitCode {
  // commander has printed its own message already; help and version end with code 0.
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  if (HeadroomError.isInstance(error)) {
    context.stderr.write(`headroom: ${error.message}\n${error.hint}\n`);
    return EXIT_CODES[error.code] ?? 1;
  }
  if (isClosedPipe(error)) return 0;
  if (isRefusedPlace(error)) {
    context.stderr.write(`headroom: ${error.message}.\n${CHECK_PLACE}\n`);
    return 1;
  }
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  context.stderr.write(`headroom: this is a fault of ours, please report it.\n${text}\n`);
  return 1;
}

const CHECK_PLACE = 'Check that this place is there, can be written and has room.';
const REFUSALS = new Set(['EACCES', 'EPERM', 'EROFS', 'ENOENT', 'ENOTDIR', 'EISDIR', 'EEXIST']);
/** Of a file that is open: which it is is not said then. */
const NO_ROOM = new Set(['ENOSPC', 'EDQUOT', 'EFBIG']);

/** What the file system says of a path that the user, or the system, has chosen. */
function isRefusedPlace(error: unknown): error is Error {
  if (!(error instanceof Error)) return false;
  const { code, path } = error as NodeJS.ErrnoException;
  if (NO_ROOM.has(code ?? '')) return true;
  return REFUSALS.has(code ?? '') && typeof path === 'string';
}

/** Whoever reads along may have seen enough (`| head`); an agent that was started here goes on all the same. */
function ignoreClosedPipe(error: Error): void {
  if (!isClosedPipe(error)) throw error;
}

function isClosedPipe(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'EPIPE';
}

function processContext(): CommandContext {
  for (const stream of [process.stdout, process.stderr]) stream.on('error', ignoreClosedPipe);
  return {
    cwd: process.cwd(),
    env: readEnvironment(),
    stdin: process.stdin,
    stdout: process.stdout,
    stderr: process.stderr,
  };
}
