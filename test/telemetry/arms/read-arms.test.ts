import { expect, it } from 'vitest';
import type { RequestEvent } from '../../../src/telemetry/event.ts';
import { eventRow } from '../../../src/telemetry/event-row.ts';
import { formatArms } from '../../../src/telemetry/arms/format-arms.ts';
import { readArms } from '../../../src/telemetry/arms/read-arms.ts';
import { done, openedStore } from '../../helpers/opened-store.ts';
import { requestEvent } from '../events.ts';

const USAGE = { input: 100_000, output: 50, cacheRead: 0, cacheWrite5m: 0, cacheWrite1h: 0 };

function turn(conversation: string, changes: Partial<RequestEvent> = {}): RequestEvent {
  return requestEvent({ conversation, atMs: 500, usage: USAGE, arm: 'plain', ...changes });
}

function stored(...events: readonly RequestEvent[]) {
  const { store } = openedStore();
  done(store.events.append(events.map(eventRow)));
  return store;
}

it('takes conversations whole, and leaves out those that began before the window', () => {
  const store = stored(
    turn('before', { atMs: 100 }),
    turn('before'),
    turn('gone', { atMs: 100 }),
    turn('inside'),
    turn('inside', { atMs: 900 }),
    turn('smaller', { arm: 'compressed' }),
  );
  const { arms, leftOut, perConversation } = readArms(store, { sinceMs: 400 });
  expect(arms.plain).toMatchObject({ conversations: 1, turns: 2 });
  expect(arms.compressed).toMatchObject({ conversations: 1, turns: 1 });
  expect(leftOut).toEqual({ begunEarlier: 1, withoutUsage: 0, partlyWithoutAb: 0 });
  expect(perConversation.inputTokens.plain.mean).toBe(200_000);
  expect(readArms(store, { sinceMs: null }).arms.plain.conversations).toBe(3);
});

it('looks at nothing that was run without --ab, and says what it left out', () => {
  const { usage: _usage, ...silent } = turn('silent');
  const { arm: _arm, ...usual } = turn('usual');
  const { conversation: _conversation, ...nameless } = turn('');
  const store = stored(usual, silent, nameless, turn('both'), { ...usual, conversation: 'both' });
  const report = readArms(store, { sinceMs: null });
  expect(report.arms.plain.conversations).toBe(0);
  expect(report.leftOut).toEqual({ begunEarlier: 0, withoutUsage: 1, partlyWithoutAb: 1 });
  const text = formatArms(report, { period: 'all time', width: 100, colour: false });
  expect(text).toContain('Left out: 1 conversation run without --ab in part.\n');
  expect(text).toContain('Left out: 1 conversation without token counts.\n');
});

it('fits its table into a terminal', () => {
  const arms = ['plain', 'compressed'] as const;
  const sizes = Array.from({ length: 12 }, (_, n) => 40_000_000 + n * 7_000_000);
  const store = stored(
    ...arms.flatMap((arm) =>
      sizes.map((input, n) =>
        turn(`${arm}-${n}`, { arm, usage: { ...USAGE, input: arm === 'plain' ? input : 1 } }),
      ),
    ),
  );
  const report = readArms(store, { sinceMs: null });
  expect(report.perConversation.inputTokens.finding).toBe('less');
  for (const width of [80, 120]) {
    const lines = formatArms(report, { period: 'all time', width, colour: false }).split('\n');
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(width);
    expect(lines.find((line) => line.includes('input tokens'))).toMatch(/ less$/);
  }
});

it('is an error when the store cannot be read', () => {
  const store = stored();
  store.close();
  expect(() => readArms(store, { sinceMs: null })).toThrow(/cannot be read/);
});
