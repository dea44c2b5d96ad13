// One process at a time: a lock file with the id of its holder. A lock whose holder is gone is taken away from it.
import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { randomBytes } from 'node:crypto';
import { HeadroomError } from '../errors.ts';
import { isProcess } from './holder.ts';

const PAUSE_MS = 20;
const PATIENCE_MS = 5_000;

/** Runs `work` while no other process runs anything under the same lock file. */
export async function withLock<Value>(file: string, work: () => Promise<Value>): Promise<Value> {
  await take(file);
  try {
    return await work();
  } finally {
    rmSync(file, { force: true });
  }
}

async function take(file: string): Promise<void> {
  for (let waitedMs = 0; !tryTake(file); waitedMs += PAUSE_MS) {
    takeFromDead(file);
    if (waitedMs > PATIENCE_MS) {
      throw new HeadroomError('EDIT_IN_USE', 'Another headroom is changing settings files.', {
        hint: `Try again; if nothing else is running, delete ${file}.`,
      });
    }
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
  }
}

/** Linked into place with its content: nobody ever reads an empty lock. */
function tryTake(file: string): boolean {
  const own = `${file}.${randomBytes(6).toString('hex')}`;
  writeFileSync(own, String(process.pid), { mode: 0o600, flag: 'wx' });
  try {
    linkSync(own, file);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  } finally {
    rmSync(own, { force: true });
  }
}

function takeFromDead(file: string): void {
  if (isHeldIn(file)) return;
  // Moved first and looked at again: somebody may have taken it over in between.
  const aside = `${file}.${randomBytes(6).toString('hex')}`;
  if (!succeeds(() => renameSync(file, aside))) return;
  if (isHeldIn(aside)) succeeds(() => linkSync(aside, file));
  rmSync(aside, { force: true });
}

/** A lock that cannot be read is gone already, and nothing to take. */
function isHeldIn(file: string): boolean {
  let pid: number | undefined;
  succeeds(() => (pid = Number(readFileSync(file, 'utf8'))));
  return pid === undefined || isProcess(pid);
}

function succeeds(step: () => unknown): boolean {
  try {
    step();
    return true;
  } catch (error) {
    if (['ENOENT', 'EEXIST'].includes((error as NodeJS.ErrnoException).code ?? '')) return false;
    throw error;
  }
}
