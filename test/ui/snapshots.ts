// What the dashboard is given in the tests of this room: made of events, as a store would give it.
import type { RequestEvent, RetrievalEvent } from '../../src/telemetry/event.ts';
import type { TextPair } from '../../src/telemetry/recent-requests.ts';
import { perfReport } from '../../src/telemetry/report.ts';
import { requestLine } from '../../src/telemetry/request-line.ts';
import { seriesOf } from '../../src/telemetry/series.ts';
import { tallyEvents } from '../../src/telemetry/tally-events.ts';
import type { Snapshot, SnapshotSource } from '../../src/ui/snapshot.ts';
import { replacedText, requestEvent } from '../telemetry/events.ts';

const NOW_MS = Date.UTC(2026, 10, 20, 12);
const HOUR_MS = 3_600_000;

/** The snapshot of these events, whatever their age. */
export function snapshotOf(
  events: readonly RequestEvent[],
  retrievals: readonly RetrievalEvent[] = [],
): Snapshot {
  const all = [...events, ...retrievals];
  const parts = events.map((event) => ({ fromMs: event.atMs, tally: tallyEvents([event]) }));
  const day = { fromMs: NOW_MS - 24 * HOUR_MS, untilMs: NOW_MS };
  return {
    atMs: NOW_MS,
    report: perfReport(all, {
      sinceMs: null,
      store: { originals: 3, originalBytes: 4_100, fileBytes: 9_000 },
    }),
    series: seriesOf(parts, { ...day, shortestMs: HOUR_MS, mostPoints: 30 }),
    requests: events.map((event, index) => requestLine({ id: index + 1, ...event })).reverse(),
    retrievals,
  };
}

/** Three requests of two conversations, the last of them failed. */
export const EVENTS: readonly RequestEvent[] = [
  turn(1, { conversation: 'first', agent: 'claude-cli/2.1', project: 'shop' }),
  turn(2, { conversation: 'first', agent: 'claude-cli/2.1', project: 'shop' }),
  turn(3, { conversation: 'second', agent: 'codex/0.50', model: 'gpt-unheard-of', status: 429 }),
];

function turn(hour: number, changes: Partial<RequestEvent>): RequestEvent {
  return requestEvent({
    atMs: NOW_MS - 4 * HOUR_MS + hour * HOUR_MS,
    texts: [replacedText({ tokensBefore: 1000 * hour })],
    usage: { input: 400, output: 50, cacheRead: 9000, cacheWrite5m: 0, cacheWrite1h: 0 },
    ...changes,
  });
}

const TEXTS: readonly TextPair[] = [
  {
    key: 'k',
    handle: 'abcdefabcdef',
    tool: 'Bash',
    by: 'log-select',
    tokensBefore: 900,
    tokensAfter: 90,
    before: 'start\nnoise 1\nnoise 2\nERROR \u001b[31mred\u001b[0m\nend',
    after: 'start\nERROR \u001b[31mred\u001b[0m\n[2 lines left out]\nend',
  },
];

/** A source that always gives this snapshot, and remembers what it was asked for. */
export function sourceOf(snapshot: Snapshot): SnapshotSource & { readonly asked: unknown[] } {
  const asked: unknown[] = [];
  return {
    asked,
    read: ({ lengthMs }) => {
      asked.push(lengthMs);
      return snapshot;
    },
    turns: (conversation) =>
      snapshot.requests.filter((request) => request.conversation === conversation).reverse(),
    texts: () => TEXTS,
  };
}
