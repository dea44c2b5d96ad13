// Writes events behind the requests they are about. Law: an event that cannot be written is lost, never a request.
import type { Events, NewEvent } from '../store/events.ts';
import type { Tallies } from '../store/tallies.ts';
import type { Unavailable } from '../store/attempt.ts';
import type { RequestEvent } from './event.ts';
import { eventRow } from './event-row.ts';
import { advanceTallies } from './hourly-tallies.ts';
import type { OwnPrices } from './prices/prices-of.ts';

export interface EventWriter {
  add(event: RequestEvent): void;
  /** Writes what is waiting; call it before the store is closed. */
  flush(): void;
}

const FLUSH_AFTER_MS = 200;
/** With a store that stays away the rows would pile up. */
const MOST_WAITING = 1000;
/** Few enough that no request notices, often enough that a report has little left to add. */
const ROWS_PER_TALLY = 50;

/** A writer that gathers events for a moment and appends them together. */
export function createEventWriter(options: {
  readonly events: Pick<Events, 'append'>;
  /** Brought up to date from time to time. */
  readonly tallies: Tallies;
  readonly ownPrices: OwnPrices;
  /** Told about rows that were dropped. */
  readonly onLost: (rows: number, trouble: Unavailable) => void;
}): EventWriter {
  let waiting: NewEvent[] = [];
  let timer: NodeJS.Timeout | undefined;
  let untallied = 0;

  function flush(): void {
    clearTimeout(timer);
    timer = undefined;
    if (waiting.length === 0) return;
    const outcome = options.events.append(waiting);
    if (outcome.status === 'done') {
      untallied += waiting.length;
      waiting = [];
      tally();
      return;
    }
    // Another process may hold the file for a moment: the rows stay for the next time, as long as there is room.
    if (outcome.reason === 'busy' && waiting.length < MOST_WAITING) return;
    options.onLost(waiting.length, outcome);
    waiting = [];
  }

  /** What cannot be tallied now is tallied later, by whoever comes next. */
  function tally(): void {
    if (untallied < ROWS_PER_TALLY) return;
    untallied = 0;
    advanceTallies(options.tallies, {
      ownPrices: options.ownPrices,
      mostRows: 2 * ROWS_PER_TALLY,
      // A proxy that still runs with other prices must not undo what readers have made.
      keepsOthers: true,
    });
  }

  return {
    add(event) {
      waiting.push(eventRow(event));
      timer ??= setTimeout(flush, FLUSH_AFTER_MS).unref();
    },
    flush,
  };
}
