import { describe, expect, it } from 'vitest';
import {
  calibrate,
  type Counted,
  noteCounted,
} from '../../../src/telemetry/calibration/calibration.ts';
import { perfReport } from '../../../src/telemetry/report.ts';
import { calibrationOf, replacedText, requestEvent } from '../events.ts';

const usage = { input: 1_000, output: 10, cacheRead: 9_000, cacheWrite5m: 2_000, cacheWrite1h: 0 };
const asked = requestEvent({ usage, sentTokens: 10_000 });
const many = (count: number) => Array.from({ length: count }, () => asked);

describe('what is known about how a family counts', () => {
  it('is all that its provider read, by all that we count in it', () => {
    expect(calibrationOf(many(5)).ratioOf('claude')).toBe(1.2);
    expect(calibrationOf(many(5)).ratioOf('gpt')).toBeUndefined();
  });

  it('is what left a request by both counts, where the provider counts what it would have read', () => {
    const texts = [replacedText({ tokensBefore: 9_000, tokensAfter: 3_000 })];
    const usageBefore = { ...usage, cacheRead: 18_000 };
    const events = Array.from({ length: 5 }, () => ({ ...asked, texts, usageBefore }));
    expect(calibrationOf(events).ratioOf('claude')).toBe(1.5);
  });

  it.each([
    ['few requests', many(4)],
    ['few tokens', Array.from({ length: 9 }, () => ({ ...asked, sentTokens: 1, usage }))],
    ['no answers', many(9).map(({ usage: _usage, ...event }) => event)],
    ['no counts of ours', many(9).map(({ sentTokens: _sentTokens, ...event }) => event)],
    ['questions for a size', many(9).map((event) => ({ ...event, purpose: 'count' as const }))],
    ['counts of something else', many(9).map((event) => ({ ...event, sentTokens: 3_000 }))],
    ['counts of less', many(9).map((event) => ({ ...event, sentTokens: 60_000 }))],
  ])('is nothing with %s', (_what, events) => {
    expect(calibrationOf(events).ratioOf('claude')).toBeUndefined();
  });

  it('is told apart by family, whatever a model is called', () => {
    const counted: Counted = {};
    for (const name of ['__proto__', 'constructor', 'claude']) {
      noteCounted(counted, name, { ownTokens: 100, providerTokens: 150 });
    }
    expect(Object.keys(counted)).toEqual(['__proto__', 'constructor', 'claude']);
    const { ratioOf } = calibrate(counted, { requests: 1, ownTokens: 1 });
    expect(['__proto__', 'constructor', 'toString'].map(ratioOf)).toEqual([1.5, 1.5, undefined]);
  });
});

it('a report converts with it, says so, and says from what it was learnt', () => {
  const texts = [replacedText({ tokensBefore: 3_000, tokensAfter: 1_000 })];
  const events = [...many(4), { ...asked, texts }, requestEvent({ model: 'gpt-5.2', texts })];
  const report = perfReport(events, { sinceMs: null, store: null });
  expect(report.calibration).toEqual([
    {
      family: 'claude',
      ratio: 1.2,
      isEstimated: true,
      requests: 5,
      ownTokens: 50_000,
      providerTokens: 60_000,
    },
    {
      family: 'gpt',
      ratio: 1,
      isEstimated: false,
      requests: 0,
      ownTokens: 0,
      providerTokens: 0,
    },
  ]);
  expect(report.newInput).toMatchObject({
    savedTokens: 4_000,
    modelTokens: { tokensBefore: 3_600 + 3_000, tokensAfter: 1_200 + 1_000 },
  });
  // 2,000 tokens of ours are 2,400 of the model, a third of them plain and the rest written.
  expect(report.wholeRequests.tokensBefore - report.wholeRequests.tokensAfter).toBe(2_400);
  expect(report.money.isEstimated).toBe(true);
  expect(report.money.savedUsd).toBeCloseTo((800 * 5 + 1_600 * 6.25) / 1e6, 9);
  expect(report.money.listSavedUsd).toBeCloseTo((2_400 * 5) / 1e6, 9);
  expect(report.byModel[0]?.netSavedUsd).toBeCloseTo(report.money.netSavedUsd, 9);
});
