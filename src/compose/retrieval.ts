// Originals by handle: behind `headroom retrieve` and the MCP tool.
import { retrieve, type RetrieveRequest } from '../ccr/retrieve.ts';
import type { Settings } from '../config/settings.ts';
import { HeadroomError } from '../errors.ts';
import { openStore, type Store } from '../store/open-store.ts';
import { recordRetrieval } from '../telemetry/record-retrieval.ts';

export interface Retrieval {
  /** Throws `HANDLE_NOT_FOUND`, or `BAD_OPTION` for a slice that cannot be read. */
  retrieve(request: RetrieveRequest, way: 'mcp' | 'cli'): Promise<{ readonly text: string }>;
  close(): Promise<void>;
}

/** Opens the store for reading originals. Throws `STORE_UNAVAILABLE`. */
export function openRetrieval(settings: Settings): Retrieval {
  const store = openedStore(settings);
  return {
    retrieve: async (request, way) => {
      const found = await retrieve(store.originals, request);
      if (found.status !== 'found') throw problem(found, request.handle);
      store.retrievals.append([
        recordRetrieval({
          atMs: Date.now(),
          handle: request.handle,
          way,
          sliced: found.sliced,
          text: found.text,
        }),
      ]);
      return { text: found.text };
    },
    close: () => Promise.resolve(store.close()),
  };
}

function openedStore(settings: Settings): Store {
  const opening = openStore({ directory: settings.home, now: Date.now });
  if (opening.status === 'open') return opening.store;
  throw new HeadroomError(
    'STORE_UNAVAILABLE',
    `The store in ${settings.home} cannot be opened: ${opening.message}`,
    {
      hint: 'Check that HEADROOM_HOME names a folder that can be written, and try again.',
    },
  );
}

type Missing = Exclude<Awaited<ReturnType<typeof retrieve>>, { status: 'found' }>;

function problem(found: Missing, handle: string): HeadroomError {
  if (found.status === 'bad-request') {
    return new HeadroomError('BAD_OPTION', found.message, { hint: found.hint });
  }
  if (found.status === 'unknown-handle') {
    return new HeadroomError('HANDLE_NOT_FOUND', `There is no original under "${handle}".`, {
      hint: 'Asking again will not help. Run the command that printed the text once more, or read its file.',
    });
  }
  return new HeadroomError('STORE_UNAVAILABLE', `The original cannot be read: ${found.reason}.`, {
    hint: 'Another process may be holding the store; try once more in a moment.',
  });
}
