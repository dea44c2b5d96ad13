// Reads the conversations of both arms out of the store of a user.
import type { EventRow } from '../../store/events.ts';
import type { Store } from '../../store/open-store.ts';
import {
  compareArms,
  sumConversation,
  type ArmComparison,
  type ConversationSums,
  type LeftOut,
} from './compare-arms.ts';
import type { RequestEvent } from '../event.ts';
import { eventOfRow } from '../event-row.ts';
import { PRICES_AS_OF } from '../prices/prices-of.ts';
import { valueOf, type ReadRequest } from '../read-report.ts';

/** What `perf --ab --json` prints. */
export interface ArmReport extends ArmComparison {
  readonly window: { readonly sinceMs: number | null };
  /** Conversations that were run with `--ab` and are on no side. */
  readonly leftOut: Readonly<Record<LeftOut | 'begunEarlier', number>>;
  readonly pricesAsOf: string;
}

/** Both arms of the conversations that began in a time. Throws `STORE_UNAVAILABLE`. No store: nothing to compare. */
export function readArms(
  store: Pick<Store, 'events'> | undefined,
  { sinceMs, ownPrices }: ReadRequest,
): ArmReport {
  const leftOut = { begunEarlier: 0, withoutUsage: 0, partlyWithoutAb: 0 };
  const sums: ConversationSums[] = [];
  const since = sinceMs ?? 0;
  for (const events of store === undefined ? [] : comparedSince(store, since)) {
    const isWhole = events.every(({ atMs }) => atMs >= since);
    const outcome = isWhole ? sumConversation(events, ownPrices) : 'begunEarlier';
    if (typeof outcome === 'string') leftOut[outcome]++;
    else sums.push(outcome);
  }
  return { window: { sinceMs }, ...compareArms(sums), leftOut, pricesAsOf: PRICES_AS_OF };
}

/** More than any conversation has; only a bound for memory. */
const MOST_REQUESTS = 100_000;

/** All requests of every conversation that has an arm and was heard of since then, also those before. */
function* comparedSince(
  { events }: Pick<Store, 'events'>,
  sinceMs: number,
): Generator<readonly RequestEvent[]> {
  const compared = new Set<string>();
  const note = (row: EventRow): void => {
    const { conversation } = row;
    if (conversation === undefined || compared.has(conversation)) return;
    if (eventOfRow(row)?.arm !== undefined) compared.add(conversation);
  };
  valueOf(events.between({ sinceMs, beforeMs: Number.MAX_SAFE_INTEGER }, note));
  for (const conversation of compared) {
    const rows = valueOf(events.ofConversation(conversation, MOST_REQUESTS));
    yield rows.flatMap((row) => eventOfRow(row) ?? []);
  }
}
