import { describe, expect, it } from 'vitest';
import type { TelemetryEvent } from '../../../src/telemetry/event.ts';
import { formatReport } from '../../../src/telemetry/format/format-report.ts';
import {
  formatBytes,
  formatCount,
  formatMs,
  formatSaving,
  formatUsd,
} from '../../../src/telemetry/format/format-number.ts';
import { formatSummary } from '../../../src/telemetry/format/format-summary.ts';
import { perfReport } from '../../../src/telemetry/report.ts';
import { keptText, replacedText, requestEvent } from '../events.ts';

const PLAIN = { period: 'the last 7 days', width: 100, colour: false };
const STORE = { originals: 12, originalBytes: 412_000, fileBytes: 1_240_000 };

describe('formatReport', () => {
  it('reads well at 100 columns', () => {
    expect(formatReport(weekReport(), PLAIN)).toMatchSnapshot();
  });

  it('reads well at 60 columns', () => {
    expect(formatReport(weekReport(), { ...PLAIN, width: 40 })).toMatchSnapshot();
  });

  it.each([40, 60, 73, 80, 100, 120, 500])(
    'keeps its lines within %i columns, 60 to 120',
    (width) => {
      const limit = Math.min(120, Math.max(60, width));
      const lines = formatReport(weekReport(), { ...PLAIN, width }).split('\n');
      expect(lines.filter((line) => line.length > limit)).toEqual([]);
    },
  );

  it('colours only when asked to', () => {
    expect(formatReport(weekReport(), PLAIN)).not.toContain('\u001b');
    expect(formatReport(weekReport(), { ...PLAIN, colour: true })).toContain(
      '\u001b[1mNew texts by tool',
    );
  });

  it('shows no control character of a name that others have given', () => {
    const name = 'a\u001b]0;title\u0007\u001b[2J\r\nb\u202e';
    const event = requestEvent({
      model: name,
      agent: name,
      project: name,
      texts: [replacedText({ tool: name })],
    });
    const text = formatReport(perfReport([event], { sinceMs: null, store: null }), PLAIN);
    expect(text).toContain('a\u241b]0;title\u2407\u241b[2J\u240d\u240ab\u00b7');
    expect(text.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\u202e]/u);
  });

  it('says that there is nothing, and how to begin', () => {
    const all = perfReport([], { sinceMs: null, store: STORE });
    const week = perfReport([], { sinceMs: 5, store: STORE });
    expect(formatReport(all, { ...PLAIN, period: 'all time' })).toMatchSnapshot();
    expect(formatReport(week, PLAIN)).toMatchSnapshot();
  });

  it('shows the first rows of a long table and how many are left', () => {
    const texts = Array.from({ length: 20 }, (_one, index) =>
      replacedText({ tool: `tool${index}` }),
    );
    const report = perfReport([requestEvent({ texts })], { sinceMs: null, store: null });
    expect(formatReport(report, PLAIN)).toContain('  and 8 more (--json has them all)');
  });
});

describe('numbers', () => {
  it('are short and never hide what is little', () => {
    expect(
      [0, 812, 9812, 181_204, 999_949, 999_950, 9_812_000, 68_709_000_000].map(formatCount),
    ).toEqual(['0', '812', '9,812', '181.2k', '999.9k', '1.00M', '9.81M', '68.71B']);
    expect([0, 12.3, 0.5, 0.0412, 0.00012, -0.02, 1e-9].map(formatUsd)).toEqual([
      '$0.00',
      '$12.30',
      '$0.50',
      '$0.041',
      '$0.00012',
      '-$0.020',
      '$0.000000',
    ]);
    expect([null, 0.469, -0.02, 0].map(formatSaving)).toEqual([
      '-',
      '46.9 % less',
      '2.0 % more',
      '0.0 % less',
    ]);
    expect([1.234, 123.4, 1840].map(formatMs)).toEqual(['1.2 ms', '123 ms', '1.84 s']);
    expect([812, 4100, 8_200_000].map(formatBytes)).toEqual(['812 B', '4.1 kB', '8.2 MB']);
  });
});

function weekReport() {
  return perfReport(week(), { sinceMs: Date.UTC(2026, 10, 16), store: STORE });
}

/** Two conversations: one that was made smaller and fetched an original back, one with a model without a price. */
function week(): readonly TelemetryEvent[] {
  const usage = { input: 12, output: 640, cacheRead: 41_000, cacheWrite5m: 5200, cacheWrite1h: 0 };
  const bash = replacedText({ tokensBefore: 9200, tokensAfter: 1900 });
  const grep = replacedText({
    tool: 'Grep',
    by: 'search',
    kind: 'search',
    fidelity: 'exact',
    tokensBefore: 4100,
    tokensAfter: 2600,
  });
  const again = [bash, grep].map((text) => ({ ...text, first: false, zone: 'settled' as const }));
  const back = keptText({
    tool: 'mcp__headroom__headroom_retrieve',
    reason: 'retrieved',
    tokensBefore: 310,
  });
  return [
    requestEvent({
      usage,
      retrieval: 'mcp',
      texts: [bash, keptText({ texts: 3, tokensBefore: 240 })],
    }),
    requestEvent({ usage, retrieval: 'mcp', waitMs: 9.4, texts: [again[0] ?? bash, grep] }),
    requestEvent({ usage, retrieval: 'mcp', waitMs: 0.8, texts: [...again, back] }),
    requestEvent({
      usage,
      model: 'claude-next-9',
      atMs: Date.UTC(2026, 10, 22),
      reason: 'nothing-to-replace',
      texts: [keptText({ reason: 'settled', zone: 'settled', tokensBefore: 52_000 })],
    }),
    requestEvent({ status: 529, reason: 'bypass' }),
    requestEvent({ purpose: 'count' }),
    {
      type: 'retrieval',
      atMs: Date.UTC(2026, 10, 21),
      way: 'mcp',
      handle: 'a1',
      sliced: true,
      tokens: 310,
    },
    {
      type: 'retrieval',
      atMs: Date.UTC(2026, 10, 21),
      way: 'cli',
      handle: 'a1',
      sliced: false,
      tokens: 9200,
    },
  ];
}

describe('formatSummary', () => {
  it('is a few lines', () => {
    expect(formatSummary(weekReport(), 'the last 7 days')).toMatchSnapshot();
    const nothing = perfReport([], { sinceMs: 5, store: null });
    expect(formatSummary(nothing, 'today')).toBe('headroom: nothing is recorded for today.');
  });
});
