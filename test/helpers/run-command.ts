// Runs a command line in this process, with streams and an environment of its own.
import { PassThrough } from 'node:stream';
import { main } from '../../commands/main.ts';
import type { CommandContext, OutputStream } from '../../commands/context.ts';

export interface RunOptions {
  readonly env?: CommandContext['env'];
  readonly cwd?: string;
  readonly terminal?: { readonly isTTY?: boolean; readonly columns?: number };
  readonly stdin?: string;
}

export interface CommandRun {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** `headroom` with these arguments, as `bin/headroom.js` would run it. */
export async function runCommand(
  args: readonly string[],
  { env = {}, cwd = '/', terminal = {}, stdin = '' }: RunOptions = {},
): Promise<CommandRun> {
  const texts = { stdout: '', stderr: '' };
  const collect = (name: keyof typeof texts): OutputStream =>
    Object.assign(
      new PassThrough({ encoding: 'utf8' }).on('data', (chunk: string) => (texts[name] += chunk)),
      terminal,
    );
  const code = await main(args, {
    cwd,
    env,
    stdin: new PassThrough().end(stdin),
    stdout: collect('stdout'),
    stderr: collect('stderr'),
  });
  await new Promise((resolve) => setImmediate(resolve));
  return { code, ...texts };
}
