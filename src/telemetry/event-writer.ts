// Writes events behind the requests they are about. Law: an event that cannot be written is lost and counted, never a request.
import { setTimeout as pause } from 'node:timers/promises';
import type { Events, NewEvent } from '../store/events.ts';
import type { Tallies } from '../store/tallies.ts';
import type { Unavailable } from '../store/attempt.ts';
import type { RequestEvent } from './event.ts';
import { eventRow } from './event-row.ts';
import { advanceTallies } from './hourly-tallies.ts';
import type { OwnPrices } from './prices/prices-of.ts';

export interface EventWriter {
  add(event: RequestEvent): void;
  /** Writes what is waiting, unless the store is busy. */
  flush(): void;
  /** Writes what is waiting before the store is closed; another process that holds it is waited for, within a bound. */
  close(): Promise<void>;
  /** Rows that were given up. */
  lost(): number;
}

const FLUSH_AFTER_MS = 200;
/** Every try waits for the store by itself, and everything else with it. */
const RETRY_AFTER_MS = 1_000;
const LAST_TRIES = 10;
const BETWEEN_LAST_TRIES_MS = 100;
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
  let lost = 0;

  function flush(): void {
    const trouble = write();
    if (trouble === undefined) return;
    // Another process may hold the file for a moment: the rows stay for the next time, as long as there is room.
    if (trouble.reason === 'busy' && waiting.length < MOST_WAITING) flushAfter(RETRY_AFTER_MS);
    else giveUp(trouble);
  }

  /** What kept the rows from being written; undefined when none is left. */
  function write(): Unavailable | undefined {
    clearTimeout(timer);
    timer = undefined;
    if (waiting.length === 0) return undefined;
    const outcome = options.events.append(waiting);
    if (outcome.status === 'unavailable') return outcome;
    untallied += waiting.length;
    waiting = [];
    tally();
    return undefined;
  }

  function giveUp(trouble: Unavailable): void {
    lost += waiting.length;
    options.onLost(waiting.length, trouble);
    waiting = [];
  }

  function flushAfter(delayMs: number): void {
    timer ??= setTimeout(flush, delayMs).unref();
  }

  async function close(): Promise<void> {
    let trouble = write();
    for (let tries = 1; trouble?.reason === 'busy' && tries < LAST_TRIES; tries++) {
      await pause(BETWEEN_LAST_TRIES_MS);
      trouble = write();
    }
    if (trouble !== undefined) giveUp(trouble);
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
      flushAfter(FLUSH_AFTER_MS);
    },
    flush,
    close,
    lost: () => lost,
  };
}
