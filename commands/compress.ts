// `headroom compress`: one text from a file or standard input, or one text a line with --jsonl.
import { isUtf8 } from 'node:buffer';
import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { Command, Option } from 'commander';
import { loadSettings } from '../src/config/load-settings.ts';
import { HeadroomError } from '../src/errors.ts';
import type {
  TextCompressor,
  TextExplanation,
  TextOutcome,
  TextRequest,
} from '../src/compose/text-compressor.ts';
import { writeText } from './compress/write-text.ts';
import type { CommandContext, ExitCode } from './context.ts';
import { setExitCode } from './exit-code.ts';
import { isColourWanted } from './is-colour-wanted.ts';
import { addSettingOptions, settingFlags } from './setting-options.ts';

export function compressCommand(context: CommandContext): Command {
  const command = new Command('compress')
    .argument('[file]', 'the text; standard input when left out')
    .option('--tool <name>', 'the tool that printed it: Bash, Grep, mcp__db__query ...')
    .option('--input <json>', "the tool's input, as JSON")
    .option('--question <text>', 'what the text is read for')
    .option('--explain', 'show what was kept, what was left out, and why, beside the line numbers')
    .option('--json', 'print the result with its figures as JSON')
    .addOption(
      new Option(
        '--jsonl',
        'lines {id, tool, input, content, question} in, one result a line out',
      ).conflicts(['json', 'explain']),
    );
  addSettingOptions(command, ['profile', 'home']);
  return command.action(async (file: string | undefined, options: CompressOptions) => {
    setExitCode(
      command,
      await compress({ ...options, ...(file !== undefined && { file }) }, context),
    );
  });
}

export interface CompressOptions {
  readonly file?: string;
  readonly tool?: string;
  readonly input?: string;
  readonly question?: string;
  readonly json?: boolean;
  readonly explain?: boolean;
  readonly jsonl?: boolean;
  readonly profile?: string;
  readonly home?: string;
}

/** Prints the compressed text; figures go to stderr. */
export async function compress(
  options: CompressOptions,
  context: CommandContext,
): Promise<ExitCode> {
  const settings = loadSettings({ ...context, flags: settingFlags({ ...options }) });
  const { createTextCompressor } = await import('../src/compose/text-compressor.ts');
  const compressor = await createTextCompressor(settings);
  try {
    if (options.jsonl === true) return await compressLines(compressor, options, context);
    const bytes = await readBytes(options.file, context);
    if (!isUtf8(bytes)) return passOn(bytes, options, context);
    const request = {
      text: bytes.toString('utf8'),
      ...(options.tool !== undefined && { tool: options.tool }),
      ...(options.input !== undefined && { toolInput: checkedJson(options.input) }),
      ...(options.question !== undefined && { question: options.question }),
    };
    const outcome = await outcomeOf(request, compressor, options);
    writeText(context.stdout, await printed(outcome, options, context));
    if (options.json !== true) context.stderr.write(`headroom: ${summary(outcome)}\n`);
    return 0;
  } finally {
    await compressor.close();
  }
}

function outcomeOf(
  request: TextRequest,
  compressor: TextCompressor,
  { explain }: CompressOptions,
): Promise<TextOutcome | TextExplanation> {
  return explain === true ? compressor.explain(request) : compressor.compress(request);
}

const WIDTH_WITHOUT_TERMINAL = 120;

async function printed(
  outcome: TextOutcome | TextExplanation,
  options: CompressOptions,
  context: CommandContext,
): Promise<string> {
  if (options.json === true) return `${JSON.stringify(outcome, null, 2)}\n`;
  if (!('rows' in outcome)) return outcome.text;
  const { formatExplanation } = await import('./compress/format-explanation.ts');
  const width = context.stdout.columns ?? WIDTH_WITHOUT_TERMINAL;
  return formatExplanation(outcome.rows, { width, colour: isColourWanted(context) });
}

function summary(outcome: TextOutcome): string {
  if (outcome.reason !== undefined) return `left as it is (${outcome.reason})`;
  const { tokensBefore, tokensAfter } = outcome;
  const percent = Math.round(100 * (1 - tokensAfter / tokensBefore));
  const how = outcome.lossless ? 'lossless' : `the rest: headroom retrieve ${outcome.handle ?? ''}`;
  return `${tokensBefore} -> ${tokensAfter} tokens, ${percent} % fewer (${outcome.by}; ${how})`;
}

async function readBytes(file: string | undefined, context: CommandContext): Promise<Buffer> {
  if (file === undefined) return readAll(context.stdin);
  try {
    return await readFile(resolve(context.cwd, file));
  } catch (cause) {
    throw unreadable(file, cause);
  }
}

/** What the file system says of a file, with what to do; any other error is ours. */
function unreadable(file: string, cause: unknown): unknown {
  const { code } = cause as NodeJS.ErrnoException;
  if (code === undefined) return cause;
  return new HeadroomError('FILE_NOT_READABLE', `${file} cannot be read (${code}).`, {
    hint: 'Give the path of a text file, or pipe the text in.',
    cause,
  });
}

async function readAll(stream: NodeJS.ReadableStream): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks);
}

/** Bytes that have no place in a text: what is kept as the original would not be it, and whoever piped them in wants them. */
function passOn(bytes: Buffer, options: CompressOptions, context: CommandContext): ExitCode {
  if (options.json === true || options.explain === true) {
    throw new HeadroomError('FILE_NOT_READABLE', 'The input is not UTF-8 text.', {
      hint: 'Turn it into UTF-8 first: iconv -f LATIN1 -t UTF-8 (UTF-16 for what PowerShell writes).',
    });
  }
  writeText(context.stdout, bytes);
  context.stderr.write('headroom: left as it is (not UTF-8 text)\n');
  return 0;
}

function checkedJson(text: string): string {
  try {
    JSON.parse(text);
    return text;
  } catch (cause) {
    throw new HeadroomError('BAD_OPTION', '--input is not JSON.', {
      hint: 'Example: --input \'{"command": "npm test"}\'',
      cause,
    });
  }
}

/** Lines are answered in the order they came; a line that cannot be read is answered with an error and counted. */
async function compressLines(
  compressor: TextCompressor,
  options: CompressOptions,
  context: CommandContext,
): Promise<ExitCode> {
  let failures = 0;
  for await (const line of linesOf(options.file, context)) {
    if (line.trim() === '') continue;
    const read = readLine(line);
    if ('error' in read) failures++;
    const answer =
      'error' in read
        ? read
        : { id: read.id, ...(await compressor.compress({ ...defaults(options), ...read.job })) };
    await write(context.stdout, `${JSON.stringify(answer)}\n`);
  }
  return failures === 0 ? 0 : 1;
}

/** A file is read while it is worked on: it may be larger than memory. */
async function* linesOf(
  file: string | undefined,
  { cwd, stdin }: CommandContext,
): AsyncGenerator<string> {
  const input = file === undefined ? stdin : createReadStream(resolve(cwd, file));
  const lines = createInterface({ input, crlfDelay: Infinity });
  try {
    yield* lines;
  } catch (cause) {
    throw unreadable(file ?? 'standard input', cause);
  }
}

type Line =
  | { readonly id: unknown; readonly job: TextRequest }
  | { readonly id?: unknown; readonly error: string };

function defaults(options: CompressOptions): Partial<TextRequest> {
  return {
    ...(options.tool !== undefined && { tool: options.tool }),
    ...(options.question !== undefined && { question: options.question }),
  };
}

function readLine(line: string): Line {
  let value: Record<string, unknown>;
  try {
    value = JSON.parse(line) as Record<string, unknown>;
  } catch {
    return { error: 'this line is not JSON' };
  }
  if (typeof value !== 'object' || value === null || typeof value['content'] !== 'string') {
    return { error: 'this line has no text "content"' };
  }
  const { tool, input, question } = value;
  const job = {
    text: value['content'],
    ...(typeof tool === 'string' && { tool }),
    ...(input !== undefined && input !== null && { toolInput: JSON.stringify(input) }),
    ...(typeof question === 'string' && { question }),
  };
  return { id: value['id'], job };
}

function write(stream: NodeJS.WritableStream, text: string): Promise<void> | undefined {
  if (stream.write(text)) return undefined;
  return new Promise((drained) => stream.once('drain', () => drained()));
}
