// Writes a text of the user where it is wanted: into a pipe byte for byte, on a terminal with an end to its last line.
import type { OutputStream } from '../context.ts';

const LINE_END = 10;

/** Without the line end a shell would put its prompt, or we our own figures, behind the last words. */
export function writeText(stdout: OutputStream, text: string | Buffer): void {
  const bytes = Buffer.from(text);
  stdout.write(bytes);
  const last = bytes.at(-1) ?? LINE_END;
  if (stdout.isTTY === true && last !== LINE_END) stdout.write('\n');
}
