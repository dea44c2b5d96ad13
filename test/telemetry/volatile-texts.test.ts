import { describe, expect, it } from 'vitest';
import { eventOfRow, eventRow } from '../../src/telemetry/event-row.ts';
import { formatReport } from '../../src/telemetry/format/format-report.ts';
import { perfReport } from '../../src/telemetry/report.ts';
import { requestEvent } from './events.ts';

const date = { part: 'system', kind: 'date', atShare: 0.25, tokensBehind: 900 } as const;
const changed = requestEvent({ volatile: [date, { ...date, atShare: 0.5, tokensBehind: 400 }] });
const report = (events: readonly (typeof changed)[]) =>
  perfReport(events, { sinceMs: null, store: null });

describe('volatile texts', () => {
  it('survive the store', () => {
    const row = eventRow(changed);
    expect(eventOfRow({ id: 1, ...row })?.volatile).toEqual(changed.volatile);
  });

  it('are one row for a part and a kind, counted by request at their first place', () => {
    expect(report([changed, changed, requestEvent()]).volatile).toEqual([
      { part: 'system', kind: 'date', requests: 2, atShare: 0.25, tokensBehind: 1800 },
    ]);
  });

  it('come with the most frequent first, then by name', () => {
    const of = (part: 'system' | 'tools', kind: 'date' | 'id') =>
      requestEvent({ volatile: [{ ...date, part, kind }] });
    const events = [
      of('tools', 'id'),
      of('system', 'id'),
      of('tools', 'date'),
      of('tools', 'date'),
    ];
    expect(report(events).volatile.map(({ part, kind }) => `${part} ${kind}`)).toEqual([
      'tools date',
      'system id',
      'tools id',
    ]);
  });

  it('are a table of the report when there are any', () => {
    const some = report([changed, changed, changed, requestEvent()]);
    const text = formatReport(some, { period: 'all time', width: 100, colour: false });
    expect(text).toContain('Changes at the head of requests');
    expect(text).toMatch(/system +a date or time +3 +25.0 % +2,700/);
    expect(
      formatReport(report([requestEvent()]), { period: 'all time', width: 100, colour: false }),
    ).not.toContain('Changes at the head');
  });
});
