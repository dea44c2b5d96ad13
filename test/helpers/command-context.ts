// A command's world for tests: what it printed can be read back.
import { Readable, Writable } from 'node:stream';
import type { CommandContext, OutputStream } from '../../commands/context.ts';

export interface RecordedContext extends CommandContext {
  printed(): string;
  printedBytes(): Buffer;
  complained(): string;
}

interface Given {
  readonly stdin?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
}

/** Streams that keep what is written to them; no terminal. */
export function commandContext({
  stdin = '',
  env = {},
  cwd = process.cwd(),
}: Given = {}): RecordedContext {
  const [out, err] = [recorder(), recorder()];
  return {
    cwd,
    env,
    stdin: Readable.from([Buffer.from(stdin)]),
    stdout: out.stream,
    stderr: err.stream,
    printed: out.text,
    printedBytes: out.bytes,
    complained: err.text,
  };
}

function recorder(): {
  readonly stream: OutputStream;
  readonly text: () => string;
  readonly bytes: () => Buffer;
} {
  const chunks: Buffer[] = [];
  const stream = new Writable({
    write: (chunk: Buffer, _encoding, done) => {
      chunks.push(Buffer.from(chunk));
      done();
    },
  });
  return {
    stream,
    text: () => Buffer.concat(chunks).toString('utf8'),
    bytes: () => Buffer.concat(chunks),
  };
}
