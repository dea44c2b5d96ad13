import { existsSync } from 'node:fs';
import { expect, it, onTestFinished } from 'vitest';
import { snapshotSource, type HomeSource } from '../../../commands/perf/snapshot-source.ts';
import { HOUR_MS } from '../../../src/telemetry/hourly-tallies.ts';
import { eventRow } from '../../../src/telemetry/event-row.ts';
import { readReport } from '../../../src/telemetry/read-report.ts';
import { done, openedStore } from '../../helpers/opened-store.ts';
import { temporaryHome } from '../../helpers/temporary-home.ts';
import { replacedText, requestEvent } from '../../telemetry/events.ts';

const NOW_MS = Date.UTC(2026, 10, 20, 12);

it.each([HOUR_MS, 24 * HOUR_MS, null])('agrees with the report, window %s', (lengthMs) => {
  const { store, directory } = openedStore();
  append(store, [0.1, 0.2, 5, 100]);
  const { source } = sourceOf(directory);
  const { report, series, requests } = source.read({ lengthMs, mostPoints: 40 });
  const sinceMs = lengthMs === null ? null : NOW_MS - lengthMs;
  expect(report).toEqual(readReport(store, { sinceMs }));
  const inSeries = series.reduce((sum, point) => sum + point.newInput.savedTokens, 0);
  expect(inSeries).toBe(report.newInput.savedTokens);
  expect(requests.length).toBe(report.requests.total);
  expect(series.length).toBeLessThanOrEqual(40);
});

it('shows a new request at once, and a retrieval soon', () => {
  const { store, directory } = openedStore();
  append(store, [1]);
  const { source, clock } = sourceOf(directory);
  const read = () => source.read({ lengthMs: null, mostPoints: 10 });
  const first = read();
  expect(read()).toBe(first);
  append(store, [0.5]);
  expect(read().requests.map(({ id }) => id)).toEqual([2, 1]);
  done(
    store.retrievals.append([
      { atMs: NOW_MS, handle: 'abc', way: 'cli', sliced: true, tokens: 5 },
      { atMs: NOW_MS, handle: 'def', way: 'cli', sliced: true, tokens: 5 },
    ]),
  );
  clock.ms += 5_000;
  expect(read().retrievals.map(({ handle }) => handle)).toEqual(['def', 'abc']);
  expect(read().report.retrievals.sliced).toBe(2);
});

it('finds a store that is made later, and makes none', () => {
  const { headroomHome } = temporaryHome();
  const { source } = sourceOf(headroomHome);
  const read = () => source.read({ lengthMs: HOUR_MS, mostPoints: 10 });
  expect(read().report.requests.total).toBe(0);
  expect([source.turns('c'), source.texts(1)]).toEqual([[], []]);
  expect(existsSync(headroomHome)).toBe(false);
  append(openedStore(headroomHome).store, [0.1]);
  expect(read().report.requests.total).toBe(1);
  expect(source.turns('c').map(({ id }) => id)).toEqual([1]);
});

function sourceOf(home: string): { source: HomeSource; clock: { ms: number } } {
  const clock = { ms: NOW_MS };
  const source = snapshotSource({ home, ownPrices: {}, now: () => clock.ms });
  onTestFinished(() => source.close());
  return { source, clock };
}

function append(store: ReturnType<typeof openedStore>['store'], agesInHours: number[]): void {
  const events = agesInHours.map((age) =>
    requestEvent({
      atMs: NOW_MS - age * HOUR_MS,
      conversation: 'c',
      texts: [replacedText({ tokensBefore: 1000 })],
    }),
  );
  done(store.events.append(events.map(eventRow)));
}
