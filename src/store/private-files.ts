// Files and directories for their owner only, and moving them. Modes are a POSIX idea: Windows ignores them and relies on the
// profile folder, but refuses to move what somebody has open.
import { chmodSync, closeSync, existsSync, mkdirSync, openSync, renameSync } from 'node:fs';

/** Makes a directory (and its parents) that only its owner can enter; one that exists is left as it is. */
export function makePrivateDirectory(directory: string): void {
  mkdirSync(directory, { recursive: true, mode: 0o700 });
}

/** Makes an empty file that only its owner can read, or takes other readers off one that exists. */
export function makePrivateFile(file: string): void {
  // An existing database must never be opened and closed here: closing drops the locks SQLite holds on it in this process.
  if (existsSync(file)) return keepPrivate(file);
  try {
    closeSync(openSync(file, 'wx', 0o600));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
}

function keepPrivate(file: string): void {
  try {
    chmodSync(file, 0o600);
  } catch (error) {
    // Somebody else's file: whether it can be used is for SQLite to say.
    const code = (error as NodeJS.ErrnoException).code;
    if (code !== 'EPERM' && code !== 'EROFS') throw error;
  }
}

/** Less than others wait for whoever mends a file. */
const LONGEST_MOVE_MS = 3_000;
const PAUSE_MS = 20;
/** What Windows says of a file that another process has open. */
const HELD = new Set<string | undefined>(['EBUSY', 'EPERM', 'EACCES']);

export interface Mover {
  readonly rename: (from: string, to: string) => void;
  readonly platform: NodeJS.Platform;
}

/** Renames a file; where one that somebody looks at cannot be moved, that look is waited for, within a bound. */
export function moveFile(
  from: string,
  to: string,
  { rename, platform }: Mover = { rename: renameSync, platform: process.platform },
): void {
  for (let waitedMs = 0; ; waitedMs += PAUSE_MS) {
    try {
      return rename(from, to);
    } catch (error) {
      const isHeld = platform === 'win32' && HELD.has((error as NodeJS.ErrnoException).code);
      if (!isHeld || waitedMs >= LONGEST_MOVE_MS) throw error;
    }
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, PAUSE_MS);
  }
}
