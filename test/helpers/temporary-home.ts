// Real folders for tests, gone when the test is done.
import { mkdirSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { onTestFinished } from 'vitest';
import { releaseFiles } from '../../src/store/database.ts';

/** An empty folder that is removed after the running test. */
export function temporaryFolder(): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'headroom-test-')));
  onTestFinished(async () => {
    await releaseFiles();
    await removeFolder(folder);
  });
  return folder;
}

/**
 * Removes a folder that an orphan of the test may still be writing into: the retries of `rmSync` do not look for files that came
 * after its listing.
 */
async function removeFolder(folder: string, triesLeft = 20): Promise<void> {
  try {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  } catch (error) {
    if (triesLeft === 0) throw error;
    await pause(100);
    await removeFolder(folder, triesLeft - 1);
  }
}

/** A home folder, a headroom folder in it that does not exist yet, and a project folder. */
export function temporaryHome(): {
  readonly home: string;
  readonly headroomHome: string;
  readonly project: string;
} {
  const folder = temporaryFolder();
  const [home, project] = [join(folder, 'home'), join(folder, 'project')];
  mkdirSync(home);
  mkdirSync(project);
  return { home, headroomHome: join(home, '.headroom'), project };
}
