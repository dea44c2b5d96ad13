// Writes events behind the requests they are about. Law: an event that cannot be written is lost, never a request.
import type { Events, NewEvent } from '../store/events.ts';
import type { Unavailable } from '../store/attempt.ts';
import type { RequestEvent } from './event.ts';
import { eventRow } from './event-row.ts';

export interface EventWriter {
  add(event: RequestEvent): void;
  /** Writes what is waiting; call it before the store is closed. */
  flush(): void;
}

const FLUSH_AFTER_MS = 200;
/** With a store that stays away the rows would pile up. */
const MOST_WAITING = 1000;

/** A writer that gathers events for a moment and appends them together. */
export function createEventWriter(options: {
  readonly events: Events;
  /** Told about rows that were dropped. */
  readonly onLost: (rows: number, trouble: Unavailable) => void;
}): EventWriter {
  let waiting: NewEvent[] = [];
  let timer: NodeJS.Timeout | undefined;

  function flush(): void {
    clearTimeout(timer);
    timer = undefined;
    if (waiting.length === 0) return;
    const outcome = options.events.append(waiting);
    if (outcome.status === 'done') {
      waiting = [];
      return;
    }
    // Another process may hold the file for a moment: the rows stay for the next time, as long as there is room.
    if (outcome.reason === 'busy' && waiting.length < MOST_WAITING) return;
    options.onLost(waiting.length, outcome);
    waiting = [];
  }

  return {
    add(event) {
      waiting.push(eventRow(event));
      timer ??= setTimeout(flush, FLUSH_AFTER_MS).unref();
    },
    flush,
  };
}
