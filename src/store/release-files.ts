// Windows neither moves nor deletes a file that somebody has open, and libsql has it open until the statements of a closed connection
// are collected.
import { setImmediate } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** A connection is collected after its statements. */
const ROUNDS = 3;

/** Resolves when the files of closed stores can be moved or deleted. */
export async function releaseFiles(): Promise<void> {
  if (process.platform !== 'win32') return;
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  for (let round = 0; round < ROUNDS; round++) {
    collect();
    // What a collected statement held is let go of in the next turn of the event loop.
    await setImmediate();
  }
}
