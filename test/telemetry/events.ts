// Makers of events for the tests of this room, and an arbitrary that covers what a store may hold.
import fc from 'fast-check';
import {
  calibrate,
  type Calibration,
  type Counted,
} from '../../src/telemetry/calibration/calibration.ts';
import type {
  RequestEvent,
  RetrievalEvent,
  TelemetryEvent,
  TextCount,
} from '../../src/telemetry/event.ts';
import { promptTokens } from '../../src/telemetry/money.ts';
import { countEvent } from '../../src/telemetry/tally-events.ts';

/** What all these events tell about how providers count. */
export function calibrationOf(events: readonly TelemetryEvent[]): Calibration {
  const counted: Counted = {};
  for (const event of events) countEvent(counted, event);
  return calibrate(counted);
}

export function requestEvent(changes: Partial<RequestEvent> = {}): RequestEvent {
  return {
    type: 'request',
    atMs: Date.UTC(2026, 10, 20),
    method: 'POST',
    path: '/v1/messages',
    provider: 'anthropic',
    purpose: 'send',
    model: 'claude-opus-4-5-20251101',
    status: 200,
    bytesReceived: 1000,
    bytesSent: 600,
    waitMs: 2,
    firstByteMs: 400,
    totalMs: 900,
    texts: [],
    ...changes,
  };
}

export function replacedText(changes: Partial<TextCount> = {}): TextCount {
  return {
    tool: 'Bash',
    first: true,
    zone: 'live',
    by: 'log',
    kind: 'log',
    fidelity: 'lossy',
    texts: 1,
    tokensBefore: 1000,
    tokensAfter: 400,
    ...changes,
  };
}

export function keptText(changes: Partial<TextCount> = {}): TextCount {
  const tokens = changes.tokensBefore ?? 100;
  return {
    tool: 'Bash',
    first: true,
    zone: 'live',
    reason: 'too-short',
    texts: 1,
    tokensBefore: tokens,
    tokensAfter: tokens,
    ...changes,
  };
}

const tokens = fc.integer({ min: 0, max: 200_000 });
const seen = {
  tool: fc.constantFrom('Bash', 'Read', 'mcp__headroom__headroom_retrieve'),
  first: fc.boolean(),
  zone: fc.constantFrom('live' as const, 'settled' as const),
};
const kept = fc
  .record({
    ...seen,
    reason: fc.constantFrom('too-short' as const, 'retrieved' as const, 'settled' as const),
    size: tokens,
  })
  .map(({ size, ...text }): TextCount => keptText({ ...text, tokensBefore: size }));
const replaced = fc
  .record({ ...seen, by: fc.constantFrom('log', 'json+table'), tokensBefore: tokens })
  .map((text): TextCount =>
    replacedText({ ...text, tokensAfter: Math.floor(text.tokensBefore / 3) }),
  );

const usage = fc.record({
  input: tokens,
  output: tokens,
  cacheRead: tokens,
  cacheWrite5m: tokens,
  cacheWrite1h: tokens,
});

const request = fc
  .record(
    {
      atMs: fc.integer({ min: 0, max: 1_000_000 }),
      purpose: fc.constantFrom(
        'send' as const,
        'send' as const,
        'count' as const,
        'other' as const,
      ),
      model: fc.constantFrom('claude-sonnet-4-5', 'claude-haiku-5-5', 'gpt-unknown'),
      status: fc.constantFrom(200, 200, 429),
      reason: fc.constantFrom('nothing-to-replace' as const, 'bypass' as const),
      retrieval: fc.constantFrom('mcp' as const, 'shell' as const),
      arm: fc.constantFrom('compressed' as const, 'plain' as const),
      usage,
      // What the provider counts is up to three times as much as what we do, or less than half.
      ratio: fc.double({ min: 0.4, max: 3, noNaN: true }),
      waitMs: fc.double({ min: 0, max: 100, noNaN: true }),
      texts: fc.array(fc.oneof(kept, replaced), { maxLength: 5 }),
    },
    { requiredKeys: ['atMs', 'purpose', 'model', 'status', 'waitMs', 'texts'] },
  )
  .map(({ ratio, ...changes }) => {
    const prompt = changes.usage === undefined ? 0 : promptTokens(changes.usage);
    if (ratio === undefined || prompt === 0) return requestEvent(changes);
    return requestEvent({ ...changes, sentTokens: Math.ceil(prompt / ratio) });
  });

const retrieval = fc
  .record({ atMs: fc.integer({ min: 0, max: 1_000_000 }), sliced: fc.boolean(), tokens })
  .map((event): RetrievalEvent => ({ type: 'retrieval', way: 'mcp', handle: 'abc', ...event }));

export const anyEvents: fc.Arbitrary<TelemetryEvent[]> = fc.array(fc.oneof(request, retrieval), {
  maxLength: 30,
});
