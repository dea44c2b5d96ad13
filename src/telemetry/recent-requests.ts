// Single requests and texts out of the store, for views that show more than sums.
import type { Attempt } from '../store/attempt.ts';
import type { EventRow } from '../store/events.ts';
import type { Store } from '../store/open-store.ts';
import type { ReplacedText, RequestEvent } from './event.ts';
import { eventOfRow } from './event-row.ts';

/** A request with the number that it was written under. */
export interface NumberedRequest extends RequestEvent {
  readonly id: number;
}

/** The last requests, the newest first. Empty when the store cannot be read. */
export function recentRequests(
  store: Pick<Store, 'events'>,
  mostRows: number,
): readonly NumberedRequest[] {
  return requestsOf(store.events.latest(mostRows));
}

/** The turns of a conversation, the oldest first: requests that asked a model. */
export function conversationTurns(
  store: Pick<Store, 'events'>,
  conversation: string,
): readonly NumberedRequest[] {
  const rows = requestsOf(store.events.ofConversation(conversation, MOST_TURNS));
  return rows.filter(({ purpose }) => purpose === 'send');
}

const MOST_TURNS = 500;

export interface TextPair extends ReplacedText {
  /** Undefined where no original is kept: the text that is sent gives it back, or it was evicted. */
  readonly before: string | undefined;
  /** What is sent; undefined when the decision cannot be read any more. */
  readonly after: string | undefined;
}

/** The texts that were first replaced in a request, before and after. */
export function textsOfRequest(
  store: Pick<Store, 'events' | 'decisions' | 'originals'>,
  id: number,
): readonly TextPair[] {
  const row = store.events.one(id);
  const event = row.status === 'done' && row.value ? eventOfRow(row.value) : undefined;
  const replaced = event?.replaced ?? [];
  const decisions = store.decisions.read(replaced.map(({ key }) => key));
  return replaced.map((text) => {
    const original = text.handle === undefined ? undefined : store.originals.read(text.handle);
    return {
      ...text,
      before: original?.status === 'done' ? original.value?.text : undefined,
      after: decisions.status === 'done' ? decisions.value.get(text.key)?.text : undefined,
    };
  });
}

function requestsOf(rows: Attempt<readonly EventRow[]>): readonly NumberedRequest[] {
  if (rows.status !== 'done') return [];
  return rows.value.flatMap((row) => {
    const event = eventOfRow(row);
    return event === undefined ? [] : [{ id: row.id, ...event }];
  });
}
