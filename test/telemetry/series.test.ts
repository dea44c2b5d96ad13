import { expect, it } from 'vitest';
import { eventRow } from '../../src/telemetry/event-row.ts';
import { MINUTE_MS, readMinutes, seriesOf } from '../../src/telemetry/series.ts';
import { tallyEvents } from '../../src/telemetry/tally-events.ts';
import { done, openedStore } from '../helpers/opened-store.ts';
import { replacedText, requestEvent } from './events.ts';

const parts = [5, 5, 17].map((minute) => ({
  fromMs: minute * MINUTE_MS,
  tally: tallyEvents([eventAt(minute * MINUTE_MS)]),
}));

it('covers the range, also where nothing happened, and loses nothing in it', () => {
  const points = seriesOf(parts, range({ mostPoints: 100 }));
  expect(points.length).toBe(21);
  expect(points.map(({ requests }) => requests).filter(Boolean)).toEqual([2, 1]);
  expect(points[5]).toMatchObject({ fromMs: 5 * MINUTE_MS, newInput: { savedTokens: 1200 } });
});

it('puts steps together until they are few enough', () => {
  const points = seriesOf(parts, range({ mostPoints: 10 }));
  expect(points.map(({ requests }) => requests)).toEqual([0, 2, 0, 0, 0, 1, 0]);
  expect(seriesOf(parts, range({ mostPoints: 0 })).map(({ requests }) => requests)).toEqual([3]);
});

it('leaves out what is outside of the range', () => {
  const points = seriesOf(parts, { ...range({ mostPoints: 100 }), fromMs: 6 * MINUTE_MS });
  expect(points.map(({ requests }) => requests).filter(Boolean)).toEqual([1]);
});

it('reads the minutes of a time out of the store', () => {
  const { store } = openedStore();
  const atMs = [1, MINUTE_MS, MINUTE_MS + 1, 2 * MINUTE_MS];
  done(store.events.append(atMs.map((ms) => eventRow(eventAt(ms)))));
  const minutes = readMinutes(store, { sinceMs: 1, beforeMs: 2 * MINUTE_MS });
  expect(minutes.map(({ fromMs, tally }) => [fromMs, tally.requests.send])).toEqual([
    [0, 1],
    [MINUTE_MS, 2],
  ]);
});

function eventAt(atMs: number) {
  return requestEvent({ atMs, texts: [replacedText()] });
}

function range({ mostPoints }: { mostPoints: number }) {
  return { fromMs: 0, untilMs: 20 * MINUTE_MS, shortestMs: MINUTE_MS, mostPoints };
}
