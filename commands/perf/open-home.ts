// Opens the store of a user for looking: what does not exist yet is not made.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { HeadroomError } from '../../src/errors.ts';
import { openStore, type Store } from '../../src/store/open-store.ts';

/** Undefined when nothing was ever recorded there. Throws `STORE_UNAVAILABLE`. */
export function openHome(home: string): Store | undefined {
  if (!existsSync(join(home, 'headroom.db'))) return undefined;
  const opening = openStore({ directory: home, now: Date.now });
  if (opening.status === 'open') return opening.store;
  throw new HeadroomError('STORE_UNAVAILABLE', `The store cannot be opened: ${opening.message}`, {
    hint: `It is in ${home}; --home names another folder.`,
  });
}
