// Tallies by hour, kept in the store. Whoever writes events brings them up to date, a few rows at a time; whoever reads adds the
// rows that are not in them yet.
import type { Attempt } from '../store/attempt.ts';
import { ALWAYS, type NewRows, type Tallies } from '../store/tallies.ts';
import type { Counted } from './calibration/calibration.ts';
import type { TelemetryEvent } from './event.ts';
import { eventOfRow } from './event-row.ts';
import { PRICES_AS_OF, type OwnPrices } from './prices/prices-of.ts';
import { emptyTally, type Tally } from './tally.ts';
import { countEvent, tallyEvent } from './tally-events.ts';

export const HOUR_MS = 3_600_000;

/** Raised when a tally means something else than before: stored ones are made again. */
const TALLY_VERSION = 4;

/** What stored tallies depend on besides the events. */
export function tallyVersion(ownPrices: OwnPrices): string {
  return JSON.stringify([TALLY_VERSION, PRICES_AS_OF, ownPrices]);
}

/** Puts some rows that are in no tally yet into theirs. */
export function advanceTallies(
  tallies: Tallies,
  options: {
    readonly ownPrices: OwnPrices;
    readonly mostRows: number;
    readonly keepsOthers?: boolean;
  },
): Attempt<'more' | 'done'> {
  const { ownPrices, ...how } = options;
  return tallies.advance(tallyVersion(ownPrices), how, (rows) => fold(rows, ownPrices));
}

function fold(rows: NewRows, ownPrices: OwnPrices): ReadonlyMap<number, string> {
  const hours = new Map<number, Tally>();
  const counted = readCounted(rows.textOf(ALWAYS));
  for (const event of eventsOf(rows)) {
    const hour = Math.floor(event.atMs / HOUR_MS);
    let tally = hours.get(hour);
    if (tally === undefined) {
      tally = readTallyText(rows.textOf(hour)) ?? emptyTally();
      hours.set(hour, tally);
    }
    tallyEvent(tally, event, ownPrices);
    countEvent(counted, event);
  }
  const texts = new Map([...hours].map(([hour, tally]) => [hour, JSON.stringify(tally)]));
  return texts.set(ALWAYS, JSON.stringify(counted));
}

/** The events of rows; those that nobody here wrote are left out. */
function* eventsOf({
  events,
  retrievals,
}: Pick<NewRows, 'events' | 'retrievals'>): Generator<TelemetryEvent> {
  for (const row of events) {
    const event = eventOfRow(row);
    if (event !== undefined) yield event;
  }
  for (const row of retrievals) yield { type: 'retrieval', ...row };
}

/** A stored tally; undefined when it was cut short. */
export function readTallyText(text: string | undefined): Tally | undefined {
  return readText(text) as Tally | undefined;
}

/** What is stored about how providers count, over all hours; nothing when it was cut short. */
export function readCounted(text: string | undefined): Counted {
  return (readText(text) as Counted | undefined) ?? {};
}

function readText(text: string | undefined): unknown {
  if (text === undefined || text === '') return undefined;
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
