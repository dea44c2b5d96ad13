import { expect, it } from 'vitest';
import { perfReport } from '../../src/telemetry/report.ts';
import { requestLine } from '../../src/telemetry/request-line.ts';
import { replacedText, requestEvent } from './events.ts';

it('agrees with the report of the same request', () => {
  const usage = { input: 500, output: 10, cacheRead: 1000, cacheWrite5m: 0, cacheWrite1h: 0 };
  const event = requestEvent({ texts: [replacedText()], usage });
  const report = perfReport([event], { sinceMs: null, store: null });
  const line = requestLine({ id: 3, ...event });
  expect(report.newInput).toMatchObject(line.newInput);
  expect(line.wholeRequest).toEqual(report.wholeRequests);
  expect([line.spentUsd, line.netSavedUsd]).toEqual([
    report.money.spentUsd,
    report.money.netSavedUsd,
  ]);
});

it('has the same keys for a request of which little is known', () => {
  const known = requestEvent({ agent: 'codex', conversation: 'c', project: 'p', aborted: true });
  const { model: _model, firstByteMs: _firstByteMs, ...little } = requestEvent();
  const lines = [known, little].map((event) => requestLine({ id: 1, ...event }));
  expect(Object.keys(lines[1] ?? {})).toEqual(Object.keys(lines[0] ?? {}));
  expect(lines[1]).toMatchObject({ model: null, firstByteMs: null, spentUsd: null, usage: null });
});
