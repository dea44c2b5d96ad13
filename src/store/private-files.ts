// Files and directories for their owner only. Modes are a POSIX idea: Windows ignores them and relies on the profile folder.
import { chmodSync, closeSync, existsSync, mkdirSync, openSync } from 'node:fs';

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
