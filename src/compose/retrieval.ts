// Originals by handle: behind `headroom retrieve` and the MCP tool.
import { retrieve, type Retrieved, type RetrieveRequest } from '../ccr/retrieve.ts';
import type { Settings } from '../config/settings.ts';
import { HeadroomError } from '../errors.ts';
import { openStore, type Store } from '../store/open-store.ts';
import { openStoreToRead } from '../store/open-to-read.ts';
import { whatMends } from '../store/what-mends.ts';

export interface Retrieval {
  /**
   * Throws `HANDLE_NOT_FOUND`, or `BAD_OPTION` for a slice that cannot be read. Without a way the text is not handed out,
   * and nothing is recorded.
   */
  retrieve(request: RetrieveRequest, way?: 'mcp' | 'cli'): Promise<Fetched>;
  close(): Promise<void>;
}

export interface Fetched {
  readonly text: string;
  /** What a reader should know besides the text: how many lines matched, how a pattern was taken. */
  readonly note?: string;
}

/** Opens the store for reading originals. Throws `STORE_UNAVAILABLE`. */
export function openRetrieval(settings: Settings): Retrieval {
  const store = openedStore(settings);
  return {
    retrieve: async (request, way) => {
      const note = way && { way, atMs: Date.now() };
      const found = retrieve(store, { ...request, ...(note !== undefined && { note }) });
      if (found.status !== 'found') throw problem(found);
      return {
        text: found.text,
        ...(found.note !== undefined && { note: found.note }),
      };
    },
    close: () => Promise.resolve(store.close()),
  };
}

function openedStore(settings: Settings): Store {
  const options = { directory: settings.home, now: Date.now };
  const opening = openStore(options);
  if (opening.status === 'open') return opening.store;
  // Agents run commands in sandboxes whose disk is read-only.
  const reading = openStoreToRead(options);
  if (reading.status === 'open') return reading.store;
  const mend =
    whatMends(opening.reason) ?? 'check that HEADROOM_HOME names a folder that can be written';
  throw new HeadroomError(
    'STORE_UNAVAILABLE',
    `The store in ${settings.home} cannot be opened: ${opening.message}`,
    { hint: `To mend it, ${mend}.` },
  );
}

const CODES = {
  'bad-request': 'BAD_OPTION',
  'unknown-handle': 'HANDLE_NOT_FOUND',
  unavailable: 'STORE_UNAVAILABLE',
} as const;

function problem(found: Exclude<Retrieved, { status: 'found' }>): HeadroomError {
  return new HeadroomError(CODES[found.status], found.message, { hint: found.hint });
}
