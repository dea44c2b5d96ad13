// A data folder for one run of headroom that nobody wants to keep.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { releaseFiles } from '../store/database.ts';

/** Gives `work` an empty folder of its own. It is gone afterwards; whatever used it must be closed by then. */
export async function withTemporaryHome<Value>(
  name: string,
  work: (home: string) => Promise<Value>,
): Promise<Value> {
  const home = await mkdtemp(join(tmpdir(), `headroom-${name}-`));
  try {
    return await work(home);
  } finally {
    await releaseFiles();
    await rm(home, { recursive: true, force: true, maxRetries: 3 });
  }
}
