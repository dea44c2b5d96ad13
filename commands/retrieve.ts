// `headroom retrieve`: an original, whole or a slice of it.
import { Command } from 'commander';
import { homeAlone } from '../src/config/load-settings.ts';
import { HeadroomError } from '../src/errors.ts';
import { writeText } from './compress/write-text.ts';
import type { CommandContext, ExitCode } from './context.ts';
import { setExitCode } from './exit-code.ts';
import { addSettingOptions, settingFlags } from './setting-options.ts';

export function retrieveCommand(context: CommandContext): Command {
  const command = new Command('retrieve')
    .argument('<handle>', 'the name in the marker')
    .option('--lines <A-B>', 'these lines, counted from 1: 12-40, 5, 90-, or several with commas')
    .option('--rows <A-B>', 'these rows of a table or a JSON array')
    .option('--grep <pattern>', 'lines that match')
    .option('--json-path <path>', 'a part of a JSON text: $.items[3].name')
    .option('--max-tokens <number>', 'cut at a line end after this many tokens');
  addSettingOptions(command, ['home']);
  return command.action(async (handle: string, options: RetrieveOptions) => {
    setExitCode(command, await retrieve({ ...options, handle }, context));
  });
}

export interface RetrieveOptions {
  readonly handle?: string;
  readonly lines?: string;
  readonly rows?: string;
  readonly grep?: string;
  readonly jsonPath?: string;
  readonly maxTokens?: string;
  readonly home?: string;
}

/** Writes the original to stdout, byte for byte when no slice is asked for. */
export async function retrieve(
  options: RetrieveOptions,
  context: CommandContext,
): Promise<ExitCode> {
  const settings = homeAlone({ ...context, flags: settingFlags({ ...options }) });
  const { openRetrieval } = await import('../src/compose/retrieval.ts');
  const retrieval = await openRetrieval(settings);
  try {
    const { handle = '', home: _home, maxTokens, ...slice } = options;
    const found = await retrieval.retrieve(
      { handle, ...slice, ...(maxTokens !== undefined && { maxTokens: tokenNumber(maxTokens) }) },
      'cli',
    );
    writeText(context.stdout, found.text);
    if (found.note !== undefined) context.stderr.write(`headroom: ${found.note}\n`);
    return 0;
  } finally {
    await retrieval.close();
  }
}

function tokenNumber(text: string): number {
  const tokens = Number(text);
  if (Number.isInteger(tokens) && tokens > 0) return tokens;
  throw new HeadroomError('BAD_OPTION', `--max-tokens: "${text}" is not a whole number above 0.`, {
    hint: 'Example: --max-tokens 2000',
  });
}
