// Opens what every door needs: the store, the ledger over it, the log. Without a store headroom still works, lossless kept.
import { join } from 'node:path';
import { createDecisionLedger } from '../ccr/decision-ledger.ts';
import type { Settings } from '../config/settings.ts';
import type { DecisionLedger } from '../pipeline/ports.ts';
import { openStore, type Store } from '../store/open-store.ts';
import { createLog, type Log } from '../telemetry/log-file.ts';

export interface Memory {
  /** Absent: the disk or the database will not have it; the log says why. */
  readonly store: Store | undefined;
  /** Why there is no store. */
  readonly trouble?: string;
  readonly ledger: LedgerWithEnd;
  readonly log: Log;
  close(): void;
}

type LedgerWithEnd = DecisionLedger & { close(): void };

/** Opens (and on first use makes) the user's headroom folder. */
export function openMemory(
  settings: Settings,
  options: { readonly verbose?: boolean } = {},
): Memory {
  const log = createLog({
    directory: join(settings.home, 'logs'),
    verbose: options.verbose === true,
  });
  const opening = openStore({ directory: settings.home, now: Date.now });
  const store = opening.status === 'open' ? opening.store : undefined;
  if (opening.status === 'unavailable') log.warn('store', opening.message);
  if (opening.status === 'open' && opening.setAside !== undefined) {
    log.warn('store', `a damaged database was set aside as ${opening.setAside}`);
  }
  const ledger = createDecisionLedger({ store, now: Date.now });
  return {
    store,
    ...(opening.status === 'unavailable' && { trouble: opening.message }),
    ledger,
    log,
    close: () => {
      ledger.close();
      store?.close();
      log.close();
    },
  };
}
