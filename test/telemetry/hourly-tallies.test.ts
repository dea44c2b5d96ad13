import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { TelemetryEvent } from '../../src/telemetry/event.ts';
import { eventRow } from '../../src/telemetry/event-row.ts';
import { advanceTallies, HOUR_MS, tallyVersion } from '../../src/telemetry/hourly-tallies.ts';
import { readReport, readTally } from '../../src/telemetry/read-report.ts';
import { perfReport } from '../../src/telemetry/report.ts';
import type { Store } from '../../src/store/open-store.ts';
import { done, openedStore } from '../helpers/opened-store.ts';
import { anyEvents, calibrationOf, replacedText, requestEvent } from './events.ts';

const RUNS = { numRuns: 60, seed: 20261123 };
const LATEST_MS = 5 * HOUR_MS;

/** Events over five hours, written in batches, with tallies brought up to date in between or not. */
const histories = fc.array(
  fc.record({
    events: anyEvents.chain((events) =>
      fc
        .array(fc.nat(LATEST_MS), { minLength: events.length, maxLength: events.length })
        .map((times) => events.map((event, n) => ({ ...event, atMs: times[n] ?? 0 }))),
    ),
    advance: fc.option(fc.integer({ min: 1, max: 20 })),
  }),
  { maxLength: 5 },
);

describe('tallies by hour', () => {
  it('give the very report that the events give, for every window', () => {
    fc.assert(
      fc.property(histories, fc.nat(LATEST_MS), (history, sinceMs) => {
        const { store } = openedStore();
        for (const { events, advance } of history) {
          write(store, events);
          if (advance !== null)
            done(advanceTallies(store.tallies, { ownPrices: {}, mostRows: advance }));
        }
        const everything = history.flatMap(({ events }) => events);
        // Of everything, whatever the window.
        const calibration = calibrationOf(everything);
        for (const since of [null, 0, sinceMs, HOUR_MS]) {
          const report = readReport(store, { sinceMs: since });
          const expected = perfReport(everything, { sinceMs: since, store: null, calibration });
          expect({ ...report, store: null }).toEqual(expected);
        }
      }),
      RUNS,
    );
  });

  it('are made again when prices change', () => {
    const { store } = openedStore();
    const usage = { input: 1_000_000, output: 0, cacheRead: 0, cacheWrite5m: 0, cacheWrite1h: 0 };
    write(store, [requestEvent({ model: 'house-model', usage, texts: [replacedText()] })]);
    expect(readReport(store, { sinceMs: null }).money).toMatchObject({
      pricedRequests: 0,
      unknownModels: ['house-model'],
    });
    const price = { input: 2, output: 4, cacheRead: 1, cacheWrite5m: 2, cacheWrite1h: 2 };
    const ownPrices = { 'house-model': price };
    const priced = readReport(store, { sinceMs: null, ownPrices }).money;
    expect(priced).toMatchObject({ pricedRequests: 1, spentUsd: 2, unknownModels: [] });
    expect(priced.listSavedUsd).toBeCloseTo(0.0012, 9);
  });

  it('of other prices are left alone by whoever only writes events', () => {
    const { store } = openedStore();
    write(store, [requestEvent(), requestEvent()]);
    done(advanceTallies(store.tallies, { ownPrices: {}, mostRows: 10 }));
    const price = { input: 2, output: 4, cacheRead: 1, cacheWrite5m: 2, cacheWrite1h: 2 };
    const other = { ownPrices: { house: price }, mostRows: 10 };
    const stored = (): number => done(store.tallies.since(tallyVersion({}), 0)).throughEventId;
    done(advanceTallies(store.tallies, { ...other, keepsOthers: true }));
    expect(stored()).toBe(2);
    done(advanceTallies(store.tallies, other));
    expect(stored()).toBe(0);
  });

  it('are read hour by hour, the earliest first', () => {
    const { store } = openedStore();
    write(
      store,
      [3, 1, 1].map((hour) => requestEvent({ atMs: hour * HOUR_MS + 5 })),
    );
    const { hours } = readTally(store, { sinceMs: null });
    expect(hours.map(({ hour, tally }) => [hour, tally.requests.total])).toEqual([
      [1, 2],
      [3, 1],
    ]);
  });

  it('survive names that JavaScript objects have already', () => {
    const { store } = openedStore();
    const texts = ['__proto__', 'constructor', 'toString'].map((tool) => replacedText({ tool }));
    write(store, [requestEvent({ texts, model: '__proto__' })]);
    done(advanceTallies(store.tallies, { ownPrices: {}, mostRows: 10 }));
    write(store, [requestEvent({ texts, model: '__proto__' })]);
    const { byTool, byModel } = readReport(store, { sinceMs: null });
    expect(byTool.map(({ tool, texts: count }) => [tool, count])).toEqual([
      ['__proto__', 2],
      ['constructor', 2],
      ['toString', 2],
    ]);
    expect(byModel).toMatchObject([{ model: '__proto__', requests: 2 }]);
  });

  it.each(['__proto__', 'constructor', 'toString'])('count a model named %s', (model) => {
    const { store } = openedStore();
    for (let times = 0; times < 2; times++) {
      write(store, [requestEvent({ model })]);
      done(advanceTallies(store.tallies, { ownPrices: {}, mostRows: 10 }));
    }
    const { money, byModel } = readReport(store, { sinceMs: null });
    expect(money.unknownModels).toEqual([model]);
    expect(byModel).toMatchObject([{ model, requests: 2 }]);
  });
});

function write(store: Store, events: readonly TelemetryEvent[]): void {
  const requests = events.filter((event) => event.type === 'request');
  done(store.events.append(requests.map(eventRow)));
  const fetched = events.filter((event) => event.type === 'retrieval');
  done(store.retrievals.append(fetched));
}
