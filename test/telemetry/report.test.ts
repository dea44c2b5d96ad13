import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { calibrate } from '../../src/telemetry/calibration/calibration.ts';
import type { TelemetryEvent } from '../../src/telemetry/event.ts';
import { perfReport } from '../../src/telemetry/report.ts';
import { anyEvents, keptText, replacedText, requestEvent } from './events.ts';

const EVERYTHING = { sinceMs: null, store: null };
/** A whole number, so that halves are not rounded. */
const TWICE = calibrate({ claude: { requests: 9, ownTokens: 50_000, providerTokens: 100_000 } });
const RUNS = { numRuns: 150, seed: 20261123 };

describe('perfReport', () => {
  it('does not depend on the order of events', () => {
    const shuffled = anyEvents.chain((events) =>
      fc.tuple(fc.constant(events), fc.shuffledSubarray(events, { minLength: events.length })),
    );
    fc.assert(
      fc.property(shuffled, ([events, other]) => {
        expect(perfReport(other, EVERYTHING)).toEqual(perfReport(events, EVERYTHING));
      }),
      RUNS,
    );
  });

  it('gives the sum of two halves for everything that can be added', () => {
    fc.assert(
      fc.property(anyEvents, anyEvents, (one, two) => {
        const whole = addable([...one, ...two]);
        const halves = [addable(one), addable(two)];
        for (const [name, value] of Object.entries(whole)) {
          const sum = halves.reduce((total, half) => total + (half[name] ?? 0), 0);
          expect(sum, name).toBeCloseTo(value, 6);
        }
      }),
      RUNS,
    );
  });

  it('has totals that are the sums of their rows', () => {
    fc.assert(
      fc.property(anyEvents, (events) => {
        const report = perfReport(events, EVERYTHING);
        const { newInput, byTool, byCompressor, kept, requests, byModel, money } = report;
        expect(sumOf(byTool, (row) => row.savedTokens)).toBe(
          newInput.savedTokens + newInput.putBackTokens,
        );
        expect(sumOf(byCompressor, (row) => row.savedTokens)).toBe(
          newInput.savedTokens + newInput.putBackTokens,
        );
        expect(sumOf(byTool, (row) => row.texts)).toBe(newInput.texts);
        const unsettled = kept.filter((row) => row.reason !== 'settled');
        expect(newInput.replacedTexts + sumOf(unsettled, (row) => row.texts)).toBe(newInput.texts);
        expect(requests.send + requests.count + requests.other).toBe(requests.total);
        const unread = events.filter(
          (event) =>
            event.type === 'request' &&
            event.purpose === 'send' &&
            event.reason === undefined &&
            event.texts.every(({ by }) => by === undefined),
        );
        const unchanged = sumOf(requests.unchanged, (row) => row.requests);
        expect(requests.changed + unchanged + unread.length).toBe(requests.send);
        expect(sumOf(byModel, (row) => row.requests)).toBe(requests.send);
        expect(sumOf(byModel, (row) => row.netSavedUsd ?? 0)).toBeCloseTo(money.netSavedUsd, 6);
        expect(money.savedUsd - money.retrievalUsd - money.toolDefinitionUsd).toBeCloseTo(
          money.netSavedUsd,
          6,
        );
      }),
      RUNS,
    );
  });

  it('says of no request that it was made smaller whose client was gone before it was read', () => {
    const gone = requestEvent({ status: 499, aborted: true });
    const smaller = requestEvent({ texts: [replacedText(), keptText()] });
    const as = requestEvent({ reason: 'nothing-to-replace', texts: [keptText()] });
    const { requests } = perfReport([gone, smaller, smaller, as], EVERYTHING);
    expect(requests).toMatchObject({ send: 4, changed: 2, aborted: 1 });
    expect(requests.unchanged).toMatchObject([{ reason: 'nothing-to-replace', requests: 1 }]);
  });

  it('multiplies what our own counts say, and nothing else', () => {
    fc.assert(
      fc.property(anyEvents, (events) => {
        const one = perfReport(events, { ...EVERYTHING, calibration: calibrate({}) });
        const two = perfReport(events, { ...EVERYTHING, calibration: TWICE });
        const others = { wholeRequests: null, money: null, calibration: null };
        const groups = { byModel: null, byAgent: null, byProvider: null, byProject: null };
        const same = { ...others, ...groups, newInput: null };
        expect({ ...two, ...same }).toEqual({ ...one, ...same });
        expect({ ...two.newInput, modelTokens: null }).toEqual({
          ...one.newInput,
          modelTokens: null,
        });
        expect(one.newInput.modelTokens.tokensBefore).toBe(one.newInput.tokensBefore);
        expect(one.money.isEstimated).toBe(false);
        const claude = events.filter(
          (event) => event.type === 'request' && event.model === 'claude-sonnet-4-5',
        );
        const ofClaude = perfReport(claude, { ...EVERYTHING, calibration: calibrate({}) });
        expect(two.newInput.modelTokens.tokensBefore - one.newInput.tokensBefore).toBe(
          ofClaude.newInput.tokensBefore,
        );
        expect(two.wholeRequests.tokensAfter).toBe(one.wholeRequests.tokensAfter);
        expect(two.money.spentUsd).toBe(one.money.spentUsd);
        expect(two.money.listSavedUsd - one.money.listSavedUsd).toBeCloseTo(
          ofClaude.money.listSavedUsd,
          9,
        );
      }),
      RUNS,
    );
  });

  it('survives JSON unchanged', () => {
    fc.assert(
      fc.property(anyEvents, (events) => {
        const report = perfReport(events, EVERYTHING);
        expect(JSON.parse(JSON.stringify(report))).toEqual(report);
      }),
      RUNS,
    );
  });

  it('counts a text as new input once, however often it is sent again', () => {
    const events = [
      requestEvent({ texts: [replacedText()] }),
      requestEvent({ texts: [replacedText({ first: false, zone: 'settled' })] }),
    ];
    const { newInput } = perfReport(events, EVERYTHING);
    expect(newInput).toMatchObject({ tokensBefore: 1000, tokensAfter: 400, savedShare: 0.6 });
  });

  it('leaves history that it met too late out of new input, but names it', () => {
    const settled = keptText({ zone: 'settled', reason: 'settled', tokensBefore: 5000 });
    const report = perfReport([requestEvent({ texts: [settled] })], EVERYTHING);
    expect(report.newInput).toMatchObject({ texts: 0, savedShare: null });
    expect(report.kept).toEqual([{ reason: 'settled', texts: 1, tokens: 5000 }]);
  });

  it('takes what was fetched back off what was saved', () => {
    const retrieved = keptText({ reason: 'retrieved', tokensBefore: 250 });
    const usage = { input: 10, output: 0, cacheRead: 0, cacheWrite5m: 990, cacheWrite1h: 0 };
    const report = perfReport(
      [requestEvent({ texts: [replacedText(), retrieved], usage })],
      EVERYTHING,
    );
    expect(report.newInput).toMatchObject({
      tokensBefore: 1000,
      tokensAfter: 650,
      putBackTokens: 250,
    });
    expect(report.wholeRequests).toMatchObject({ tokensAfter: 1000, tokensBefore: 1350 });
    expect(report.retrievals).toMatchObject({ putBackTexts: 1, putBackTokens: 250 });
    const again = [replacedText(), retrieved].map((text) => ({ ...text, first: false }));
    const later = perfReport([requestEvent({ texts: again, usage })], EVERYTHING);
    expect(later.wholeRequests).toMatchObject({ tokensAfter: 1000, tokensBefore: 1350 });
    expect(later.retrievals).toMatchObject({ putBackTexts: 0, putBackTokens: 0 });
  });

  it('takes a provider at its word where it says what it would have read without us', () => {
    const usage = { input: 1000, output: 0, cacheRead: 0, cacheWrite5m: 0, cacheWrite1h: 0 };
    const usageBefore = { ...usage, input: 1900 };
    const event = requestEvent({ texts: [replacedText()], usage, usageBefore });
    const { newInput, wholeRequests } = perfReport([event], EVERYTHING);
    expect(newInput.savedTokens).toBe(600);
    expect(wholeRequests).toMatchObject({ tokensBefore: 1900, tokensAfter: 1000 });
  });

  it('counts the request, once, in which history was replaced', () => {
    const late = replacedText({ zone: 'settled' });
    const events = [
      requestEvent({ texts: [late, late] }),
      requestEvent({ texts: [{ ...late, first: false }] }),
      requestEvent({ texts: [replacedText()] }),
    ];
    expect(perfReport(events, EVERYTHING).cache.prefixRewritesByUs).toBe(1);
  });

  it('ignores events before the asked time and requests that only count', () => {
    const events = [
      requestEvent({ atMs: 5, texts: [replacedText()] }),
      requestEvent({ atMs: 10, purpose: 'count', texts: [replacedText()] }),
    ];
    const report = perfReport(events, { ...EVERYTHING, sinceMs: 10 });
    expect(report.requests).toMatchObject({ total: 1, count: 1, send: 0 });
    expect(report.newInput.texts).toBe(0);
    expect(report.window).toEqual({ sinceMs: 10, firstMs: 10, lastMs: 10 });
  });
});

function addable(events: readonly TelemetryEvent[]): Record<string, number> {
  const report = perfReport(events, { ...EVERYTHING, calibration: TWICE });
  return {
    requests: report.requests.total,
    newSaved: report.newInput.savedTokens,
    modelSaved: report.newInput.modelTokens.savedTokens,
    wholeSaved: report.wholeRequests.savedTokens,
    spent: report.money.spentUsd,
    net: report.money.netSavedUsd,
    unpriced: report.money.unpricedRequests,
    cacheRead: report.cache.readTokens,
    rewrites: report.cache.prefixRewritesByUs,
    fetched: report.retrievals.whole + report.retrievals.sliced,
    waits: report.latency.waitMs?.samples ?? 0,
  };
}

function sumOf<T>(rows: readonly T[], valueOf: (row: T) => number): number {
  return rows.reduce((sum, row) => sum + valueOf(row), 0);
}
