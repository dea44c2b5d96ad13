import { describe, expect, it, onTestFinished } from 'vitest';
import type { NewEvent } from '../../src/store/events.ts';
import { openStore, type Store } from '../../src/store/open-store.ts';
import { openStoreToRead } from '../../src/store/open-to-read.ts';
import { createEventWriter, type EventWriter } from '../../src/telemetry/event-writer.ts';
import { readReport, readTally } from '../../src/telemetry/read-report.ts';
import { perfReport } from '../../src/telemetry/report.ts';
import type { TokenUsage } from '../../src/wire/wire-format.ts';
import { temporaryFolder } from '../helpers/temporary-home.ts';
import { keptText, replacedText, requestEvent } from './events.ts';

describe('a report out of a store', () => {
  it('is the report over what was written', () => {
    const store = storeIn(temporaryFolder());
    const events = [
      requestEvent({ texts: [replacedText(), keptText()] }),
      requestEvent({ status: 500 }),
    ];
    const writer = writerInto(store);
    for (const event of events) writer.add(event);
    writer.flush();
    const row = {
      atMs: events[0]?.atMs ?? 0,
      handle: 'a',
      way: 'mcp',
      sliced: true,
      tokens: 3,
    } as const;
    store.retrievals.append([row]);
    const report = readReport(store, { sinceMs: null });
    const expected = perfReport([...events, { type: 'retrieval', ...row }], {
      sinceMs: null,
      store: null,
    });
    expect({ ...report, store: null }).toEqual(expected);
    expect(report.retrievals).toMatchObject({ sliced: 1, tokens: 3 });
    expect(report.store).toMatchObject({ originals: 0, originalBytes: 0 });
    expect(report.store?.fileBytes).toBeGreaterThan(0);
  });

  it('leaves out what is older', () => {
    const store = storeIn(temporaryFolder());
    const writer = writerInto(store);
    for (const atMs of [10, 20, 30]) writer.add(requestEvent({ atMs }));
    writer.flush();
    expect(readReport(store, { sinceMs: 20 }).requests.total).toBe(2);
  });

  it('counts what is in no sum yet where no sum can be written', () => {
    const directory = temporaryFolder();
    const store = storeIn(directory);
    const writer = writerInto(store);
    const write = (atMs: number): void => {
      writer.add(requestEvent({ atMs, usage: usageOf(1_200), sentTokens: 1_000 }));
      writer.flush();
    };
    write(7_200_000);
    readReport(store, { sinceMs: null });
    write(1_000);
    write(7_200_000);
    const opening = openStoreToRead({ directory, now: () => 1 });
    if (opening.status !== 'open') throw new Error(opening.message);
    onTestFinished(() => opening.store.close());
    const requestsSince = (sinceMs: number | null): number =>
      readReport(opening.store, { sinceMs }).requests.total;
    expect([null, 1_001, 7_200_000, 7_200_001].map(requestsSince)).toEqual([3, 2, 2, 0]);
    const { counted } = readTally(opening.store, { sinceMs: 7_200_001 }).calibration;
    expect(Object.values(counted)).toMatchObject([{ requests: 3, ownTokens: 3_000 }]);
  });

  it('cannot be read from a closed store', () => {
    const store = storeIn(temporaryFolder());
    store.close();
    expect(() => readReport(store, { sinceMs: null })).toThrow(
      expect.objectContaining({ code: 'STORE_UNAVAILABLE' }),
    );
  });
});

describe('createEventWriter', () => {
  it('writes by itself after a moment', async () => {
    const store = storeIn(temporaryFolder());
    writerInto(store).add(requestEvent());
    await expect.poll(() => readReport(store, { sinceMs: null }).requests.total).toBe(1);
  });

  it('keeps rows while the store is busy, and writes them once', () => {
    const store = storeIn(temporaryFolder());
    const { events, release } = heldEvents(store);
    const writer = createEventWriter({ ...writing(store), events });
    writer.add(requestEvent());
    writer.flush();
    release();
    writer.flush();
    writer.flush();
    expect(readReport(store, { sinceMs: null }).requests.total).toBe(1);
  });

  it('tries again by itself when no further request comes', async () => {
    const store = storeIn(temporaryFolder());
    const { events, release } = heldEvents(store);
    const writer = createEventWriter({ ...writing(store), events });
    writer.add(requestEvent());
    writer.flush();
    release();
    const total = () => readReport(store, { sinceMs: null }).requests.total;
    await expect.poll(total, { timeout: 5_000 }).toBe(1);
  });

  it('waits at its end for a store that is busy', async () => {
    const store = storeIn(temporaryFolder());
    const { events, release } = heldEvents(store);
    const writer = createEventWriter({ ...writing(store), events });
    writer.add(requestEvent());
    const closed = writer.close();
    setTimeout(release, 250);
    await closed;
    expect(readReport(store, { sinceMs: null }).requests.total).toBe(1);
    expect(writer.lost()).toBe(0);
  });

  it('gives up at its end, within a bound, and says how many are lost', async () => {
    const store = storeIn(temporaryFolder());
    const lost: string[] = [];
    const writer = createEventWriter({
      ...writing(store),
      events: heldEvents(store).events,
      onLost: (rows, { reason }) => lost.push(`${rows} ${reason}`),
    });
    writer.add(requestEvent());
    writer.add(requestEvent());
    await writer.close();
    expect(lost).toEqual(['2 busy']);
    expect(writer.lost()).toBe(2);
  });

  it('drops rows that a broken store will not take, and says how many', () => {
    const store = storeIn(temporaryFolder());
    store.close();
    const lost: number[] = [];
    const writer = createEventWriter({ ...writing(store), onLost: (rows) => lost.push(rows) });
    writer.add(requestEvent());
    writer.add(requestEvent());
    writer.flush();
    writer.flush();
    expect(lost).toEqual([2]);
  });
});

/** Events of a store that another process holds until `release`. */
function heldEvents(store: Store) {
  let isBusy = true;
  const busy = { status: 'unavailable', reason: 'busy', message: 'database is locked' } as const;
  return {
    events: { append: (rows: readonly NewEvent[]) => (isBusy ? busy : store.events.append(rows)) },
    release: () => void (isBusy = false),
  };
}

function writing(store: Store) {
  return { events: store.events, tallies: store.tallies, ownPrices: {}, onLost: fail };
}

function writerInto(store: Store): EventWriter {
  return createEventWriter(writing(store));
}

function usageOf(input: number): TokenUsage {
  return { input, output: 5, cacheRead: 0, cacheWrite5m: 0, cacheWrite1h: 0 };
}

function storeIn(directory: string) {
  const opening = openStore({ directory, now: () => 1 });
  if (opening.status !== 'open') throw new Error(opening.message);
  onTestFinished(() => opening.store.close());
  return opening.store;
}

function fail(): never {
  throw new Error('rows were lost');
}
