// Reads the file that headroom_compress was pointed at: regular files of bounded size, text only.
import { isUtf8 } from 'node:buffer';
import { constants } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import { resolve } from 'node:path';
import { HeadroomError } from '../errors.ts';

/** Larger texts are not worth a wait; `headroom_retrieve` reads parts of what is stored. */
export const LARGEST_FILE_BYTES = 8_000_000;

/** The text of a file; a relative path starts at `cwd`. */
export async function readSourceFile(path: string, cwd: string): Promise<string> {
  const full = resolve(cwd, path);
  const bytes = await readBytes(full).catch((error: unknown) => {
    if (HeadroomError.isInstance(error)) throw error;
    throw refused(full, `cannot be read (${codeOf(error)})`, error);
  });
  // A byte 0 near the start is how git tells binary files, too.
  if (bytes.subarray(0, 8000).includes(0)) throw refused(full, 'is not a text file');
  // What stands for other bytes would be kept as the original, and would not be it.
  if (!isUtf8(bytes)) throw refused(full, 'is not UTF-8 text');
  return bytes.toString('utf8');
}

async function readBytes(full: string): Promise<Buffer> {
  // Without O_NONBLOCK, opening a named pipe waits for its other end.
  const file = await open(full, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  try {
    const about = await file.stat();
    if (!about.isFile()) throw refused(full, 'is not a regular file');
    if (about.size > LARGEST_FILE_BYTES) {
      throw refused(full, `is larger than ${LARGEST_FILE_BYTES / 1e6} MB`);
    }
    return await readUpTo(file, about.size);
  } finally {
    await file.close();
  }
}

/** A file that grows while it is read gives what it had. */
async function readUpTo(file: FileHandle, size: number): Promise<Buffer> {
  const bytes = Buffer.alloc(size);
  let filled = 0;
  while (filled < size) {
    const { bytesRead } = await file.read(bytes, filled, size - filled, filled);
    if (bytesRead === 0) break;
    filled += bytesRead;
  }
  return bytes.subarray(0, filled);
}

function refused(full: string, why: string, cause?: unknown): HeadroomError {
  return new HeadroomError('FILE_NOT_READABLE', `${full} ${why}.`, {
    hint: 'Give the path of a text file, absolute or relative to the working directory.',
    cause,
  });
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : String(error);
}
