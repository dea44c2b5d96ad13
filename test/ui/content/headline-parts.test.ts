import { expect, it } from 'vitest';
import { perfReport } from '../../../src/telemetry/report.ts';
import { firstPaint } from '../../../src/ui/first-paint.ts';
import { headlineParts } from '../../../src/ui/content/headline-parts.ts';
import { keptText, replacedText, requestEvent } from '../../telemetry/events.ts';
import { EVENTS, snapshotOf } from '../snapshots.ts';

const usage = { input: 500, output: 10, cacheRead: 1000, cacheWrite5m: 0, cacheWrite1h: 0 };

it('says in red that a prefix was rewritten, and only then', () => {
  const [fine, wrong] = (['live', 'settled'] as const).map((zone) =>
    partsOf([requestEvent({ usage, texts: [replacedText({ zone })] })]).at(-1),
  );
  expect(fine).toEqual([{ text: 'Prefix rewrites by us      0', tone: 'plain' }]);
  expect(wrong?.[0]?.tone).toBe('bad');
  expect(wrong?.[0]?.text).toMatch(/ 1 {2}\(!\) this must be 0/);
});

it('says in red what costs more than without us', () => {
  const asked = requestEvent({
    retrieval: 'mcp',
    usage,
    texts: [keptText({ reason: 'retrieved' })],
  });
  const [, newInput] = partsOf([requestEvent({ texts: [replacedText()], usage }), asked]);
  expect(newInput?.[1]?.tone).toBe('good');
  const [, , , money] = partsOf([asked]);
  expect(money?.[1]).toMatchObject({ tone: 'bad' });
  expect(money?.[1]?.text).toMatch(/more$/);
});

it('never guesses a price', () => {
  const lines = partsOf([requestEvent({ model: 'unheard-of', usage, texts: [replacedText()] })]);
  expect(lines[3]?.at(-1)?.text).toContain('no usage with a known price');
  expect(lines[5]?.[0]?.text).toContain('requests without a known price: 1');
});

it('is painted first as it will be drawn, cut to the terminal', () => {
  const snapshot = snapshotOf(EVENTS);
  const painted = firstPaint(snapshot, { lengthMs: null, columns: 40 }).split('\r\n');
  const drawn = headlineParts(snapshot.report, 'all').map((parts) =>
    parts.map(({ text }) => text).join(''),
  );
  expect(painted).toEqual(drawn.map((line) => line.slice(0, 40)));
});

function partsOf(events: readonly ReturnType<typeof requestEvent>[]) {
  return headlineParts(perfReport(events, { sinceMs: null, store: null }), 'all');
}
