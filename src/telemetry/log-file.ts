// The log: one file of JSON lines in the headroom folder, rotated by size. Law: no header, key or text of a user is in it.
import { appendFileSync, mkdirSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';

export interface Log {
  /** Always written: something went wrong and was handled. */
  warn(where: string, error: unknown): void;
  /** Written with `--verbose` only. */
  note(where: string, about: Readonly<Record<string, unknown>>): void;
  close(): void;
}

const LARGEST_FILE_BYTES = 5_000_000;
const FILES_KEPT = 3;
const LONGEST_MESSAGE = 2_000;

/** A log that never throws: without a disk there is no log. */
export function createLog(options: { readonly directory: string; readonly verbose: boolean }): Log {
  const file = join(options.directory, 'headroom.log');
  let lines: string[] = [];
  let timer: NodeJS.Timeout | undefined;

  function flush(): void {
    clearTimeout(timer);
    timer = undefined;
    if (lines.length === 0) return;
    const text = lines.join('');
    lines = [];
    writeRotated(file, options.directory, text);
  }

  function add(entry: Readonly<Record<string, unknown>>): void {
    lines.push(`${JSON.stringify({ at: new Date().toISOString(), pid: process.pid, ...entry })}\n`);
    timer ??= setTimeout(flush, 100).unref();
  }

  return {
    warn: (where, error) => add({ level: 'warn', where, message: messageOf(error) }),
    note: (where, about) => {
      if (options.verbose) add({ level: 'note', where, ...about });
    },
    close: flush,
  };
}

function writeRotated(file: string, directory: string, text: string): void {
  try {
    mkdirSync(directory, { recursive: true, mode: 0o700 });
    const size = statSync(file, { throwIfNoEntry: false })?.size ?? 0;
    if (size + text.length > LARGEST_FILE_BYTES) rotate(file);
    appendFileSync(file, text, { mode: 0o600 });
  } catch (error) {
    // A full or read-only disk must not become a failed request.
    if ((error as NodeJS.ErrnoException).code === undefined) throw error;
  }
}

function rotate(file: string): void {
  for (let age = FILES_KEPT - 1; age >= 1; age--) {
    const older = `${file}.${age}`;
    const newer = age === 1 ? file : `${file}.${age - 1}`;
    if (statSync(newer, { throwIfNoEntry: false }) !== undefined) renameSync(newer, older);
  }
}

function messageOf(error: unknown): string {
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return text.slice(0, LONGEST_MESSAGE);
}
