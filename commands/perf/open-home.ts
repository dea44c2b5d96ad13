// Opens the store of a user for looking: what does not exist yet is not made.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { HeadroomError } from '../../src/errors.ts';
import type { StoreTrouble } from '../../src/store/attempt.ts';
import { openStore, type Store } from '../../src/store/open-store.ts';
import { openStoreToRead } from '../../src/store/open-to-read.ts';
import { whatMends } from '../../src/store/what-mends.ts';

const UNWRITABLE = new Set<StoreTrouble>(['read-only', 'disk-full', 'input-output', 'cannot-open']);

/** Undefined when nothing was ever recorded there. Throws `STORE_UNAVAILABLE`. */
export function openHome(home: string): Store | undefined {
  if (!existsSync(join(home, 'headroom.db'))) return undefined;
  const options = { directory: home, now: Date.now };
  const opening = openStore(options);
  if (opening.status === 'open') return opening.store;
  // In the sandbox of an agent, and on a full disk, figures can be read all the same.
  const reading = UNWRITABLE.has(opening.reason) ? openStoreToRead(options) : opening;
  if (reading.status === 'open') return reading.store;
  const mend = whatMends(opening.reason);
  const way = mend === undefined ? '' : ` To mend it, ${mend}.`;
  throw new HeadroomError('STORE_UNAVAILABLE', `The store cannot be opened: ${opening.message}`, {
    hint: `It is in ${home}; --home names another folder.${way}`,
  });
}
