// Runs one tool call and turns everything that can happen into an answer. Law: an answer is short enough for every
// client, and a failure says whether trying again makes sense.
import type { CallToolResult } from '@modelcontextprotocol/sdk/types.js';
import type { RetrieveRequest } from '../ccr/retrieve.ts';
import { HeadroomError } from '../errors.ts';
import { answerLimit, LARGEST_ANSWER_BYTES, pageOf } from './page.ts';
import type { CompressAnswer, McpParts } from './parts.ts';
import { countArgument, requiredText, textArgument, type ToolArguments } from './read-arguments.ts';
import { readSourceFile } from './read-source-file.ts';
import type { ToolName } from './tool-definitions.ts';

export interface CallContext {
  readonly cwd: string;
  readonly open: () => Promise<McpParts>;
  /** Told about faults of ours; the model gets a short sentence. */
  readonly onFault: (where: string, error: unknown) => void;
}

type ToolRun = (given: ToolArguments, parts: McpParts, context: CallContext) => Promise<string>;

const RUNS: Readonly<Record<ToolName, ToolRun>> = {
  headroom_retrieve: retrieve,
  headroom_compress: compress,
  headroom_stats: (_given, parts) => parts.stats(),
};

/** The answer to a call of one of our tools. Never throws. */
export async function callTool(
  name: ToolName,
  given: ToolArguments,
  context: CallContext,
): Promise<CallToolResult> {
  try {
    const parts = await context.open();
    const text = await RUNS[name](given, parts, context);
    return { content: [{ type: 'text', text }] };
  } catch (error) {
    return { content: [{ type: 'text', text: failure(name, error, context) }], isError: true };
  }
}

function failure(name: ToolName, error: unknown, context: CallContext): string {
  if (HeadroomError.isInstance(error)) {
    return clipped(`${error.message} ${FINAL[error.code] ?? error.hint}`);
  }
  context.onFault(`mcp ${name}`, error);
  return 'headroom failed at this call. Trying again will not help; go on without it.';
}

/** What a model should know instead of what a person at a terminal should do. */
const FINAL: Partial<Record<HeadroomError['code'], string>> = {
  HANDLE_NOT_FOUND:
    'This is final: asking again gives the same answer. If you need the text, run the command or read the file again.',
  STORE_UNAVAILABLE: 'Originals cannot be read now. Run the command or read the file again.',
};

/** A message may quote what was sent, which may be long. */
function clipped(message: string): string {
  return Buffer.byteLength(message) > LARGEST_ANSWER_BYTES ? message.slice(0, 2000) : message;
}

async function retrieve(given: ToolArguments, parts: McpParts): Promise<string> {
  const { text, note } = await parts.retrieve(readRequest(given));
  if (text === '') return '[headroom: nothing in the original matches.]';
  const noted = note === undefined ? text : `[headroom: ${note}]\n${text}`;
  // Cut already, unless the line that says so was a long one.
  return pageOf(noted, 'ask for less');
}

function readRequest(given: ToolArguments): RetrieveRequest {
  const lines = textArgument(given, 'lines');
  const rows = textArgument(given, 'rows');
  const grep = textArgument(given, 'grep');
  const jsonPath = textArgument(given, 'json_path');
  return {
    handle: requiredText(given, 'handle'),
    ...answerLimit(countArgument(given, 'max_tokens')),
    ...(lines !== undefined && { lines }),
    ...(rows !== undefined && { rows }),
    ...(grep !== undefined && { grep }),
    ...(jsonPath !== undefined && { jsonPath }),
  };
}

async function compress(
  given: ToolArguments,
  parts: McpParts,
  context: CallContext,
): Promise<string> {
  const text = await sourceText(given, parts, context);
  const question = textArgument(given, 'question');
  const tool = textArgument(given, 'tool');
  const answer = await parts.compress({
    text,
    ...(question !== undefined && { question }),
    ...(tool !== undefined && { tool }),
  });
  return compressedText(text, answer);
}

async function sourceText(
  given: ToolArguments,
  parts: McpParts,
  context: CallContext,
): Promise<string> {
  const [text, path, handle] = ['text', 'path', 'handle'].map((name) => textArgument(given, name));
  if ([text, path, handle].filter((source) => source !== undefined).length !== 1) {
    throw new HeadroomError('NOTHING_TO_COMPRESS', 'Give one of "text", "path" and "handle".', {
      hint: 'A path or a handle spares you from writing the text out.',
    });
  }
  if (path !== undefined) return readSourceFile(path, context.cwd);
  return text ?? parts.original(handle ?? '');
}

/** The note stands first, so that it survives a cut. */
function compressedText(text: string, answer: CompressAnswer): string {
  const { handle } = answer;
  const kept = handle === undefined ? '' : `, original ${handle}`;
  const about =
    answer.action === 'keep'
      ? `not shortened (${answer.reason})`
      : `${answer.tokensBefore} to ${answer.tokensAfter} tokens by ${answer.by}`;
  return pageOf(
    `[headroom: ${about}${kept}.]\n${answer.action === 'keep' ? text : answer.text}`,
    handle === undefined
      ? 'give a smaller text'
      : `headroom_retrieve ${handle} reads parts of the original`,
  );
}
