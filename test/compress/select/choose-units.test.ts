import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readQuery } from '../../../src/compress/relevance/read-query.ts';
import {
  chooseUnits,
  type ChooseOptions,
  type Unit,
} from '../../../src/compress/select/choose-units.ts';

function unit(text: string, more: Partial<Unit> = {}): Unit {
  return { text, cost: 10, importance: 0, ...more };
}

function plain(count: number): Unit[] {
  return Array.from({ length: count }, (_, at) => unit(`step ${at} done`));
}

function asked(question: string, budgetTokens: number): ChooseOptions {
  const query = readQuery(question);
  if (query === undefined) throw new Error('the question is too short for this test');
  return { budgetTokens, query };
}

describe('chooseUnits', () => {
  it('keeps everything when it fits', () => {
    expect(chooseUnits(plain(5), { budgetTokens: 50 }).size).toBe(5);
  });

  it('keeps what must stay, and both ends, beyond the budget', () => {
    const units = plain(40);
    units[20] = unit('must', { must: true });
    const kept = chooseUnits(units, { budgetTokens: 0, head: 1, tail: 2 });
    expect([...kept]).toEqual([0, 20, 38, 39]);
  });

  it('leaves no gap of one unit that matters', () => {
    const units = plain(40).map((one, at) =>
      at >= 30 ? unit(`cup ${at} broke`, { importance: 0.95, cost: 20, shape: 'broke' }) : one,
    );
    const kept = chooseUnits(units, { budgetTokens: 235, tail: 4, head: 4, fill: 0 });
    const last = [...kept].filter((at) => at >= 30);
    for (const at of last.slice(1)) expect(kept.has(at - 2) && !kept.has(at - 1)).toBe(false);
    const dear = units.map((one, at) => (at === 33 ? { ...one, cost: 400 } : one));
    expect(chooseUnits(dear, { budgetTokens: 235, tail: 4, fill: 0 }).has(33)).toBe(false);
  });

  it('what stands alone brings no neighbours, is none, and ends what grows at the ends', () => {
    const units = Array.from({ length: 40 }, (_, at) =>
      unit(`step ${at} done`, { standsAlone: at > 1 && at !== 11 && at !== 20 }),
    );
    units[10] = unit('nothing went wrong', { importance: 0.9 });
    units[30] = unit('it went wrong', { importance: 0.9, standsAlone: true });
    const options = { budgetTokens: 200, contextBefore: 1, contextAfter: 2 };
    expect([...chooseUnits(units, options)]).toEqual([0, 1, 10, 11, 30]);
  });

  it('what was shown before answers no question, covers no shape and is no neighbour', () => {
    const units = Array.from({ length: 40 }, (_, at) =>
      unit(`retry limit reached in reader ${at}`, { shape: at, isRepeat: at > 0 && at !== 20 }),
    );
    const kept = chooseUnits(units, {
      ...asked('what is the retry limit for reading?', 200),
      contextBefore: 1,
      contextAfter: 1,
      fill: 0,
    });
    expect([...kept]).toEqual([0, 20]);
  });

  it('what is fleeting answers a question, but is no neighbour and fills no room', () => {
    const units = Array.from({ length: 40 }, (_, at) =>
      unit(at === 21 ? 'the retry limit for reading' : `step ${at} done`, {
        isFleeting: at % 2 === 1,
      }),
    );
    units[30] = unit('it went wrong', { importance: 0.9 });
    const around = { contextBefore: 1, contextAfter: 2 };
    const kept = chooseUnits(units, { budgetTokens: 100, ...around });
    expect([...kept].filter((at) => at % 2 === 1)).toEqual([]);
    expect(kept.has(38) && kept.has(36)).toBe(true);
    const question = 'what is the retry limit for reading?';
    expect(chooseUnits(units, { ...asked(question, 100), ...around }).has(21)).toBe(true);
  });

  it('weighs few of many units', () => {
    const weighed = new Set<number>();
    const units = Array.from({ length: 1_000 }, (_, at): Unit => ({
      text: `step ${at} done`,
      importance: 0,
      get cost() {
        weighed.add(at);
        return 10;
      },
    }));
    expect(chooseUnits(units, { budgetTokens: 200 }).size).toBeGreaterThan(10);
    expect(weighed.size).toBeLessThan(100);
  });

  it('keeps the headings above a kept unit', () => {
    const units = plain(40);
    units[30] = unit('deep', { must: true, parent: 20 });
    units[20] = unit('section', { parent: 10 });
    const kept = chooseUnits(units, { budgetTokens: 0 });
    expect([...kept]).toEqual([10, 20, 30]);
  });

  it('does not let relevance eat the share of importance', () => {
    const units = Array.from({ length: 200 }, (_, at) => unit(`retry limit reading ${at}`));
    units[150] = unit('disk is full', { importance: 1 });
    const kept = chooseUnits(units, asked('retry limit reading', 300));
    expect(kept.has(150)).toBe(true);
  });

  it('gives what stands under a matching heading a share of its score', () => {
    const units = plain(200);
    units[120] = unit('## retry limit of reading');
    units[121] = unit('Three, then it gives up.', { parent: 120 });
    const kept = chooseUnits(units, asked('what is the retry limit for reading?', 200));
    expect(kept.has(121)).toBe(true);
  });

  it('keeps every unit that a rare anchor names', () => {
    const units = plain(300);
    for (const at of [50, 120, 250]) units[at] = unit(`order 4711 moved, ${at}`);
    const kept = chooseUnits(units, asked('what happened to order 4711 overnight?', 200));
    expect([50, 120, 250].every((at) => kept.has(at))).toBe(true);
  });

  it('prefers other shapes to repeats of one', () => {
    const units = Array.from({ length: 100 }, (_, at) =>
      unit(`warning ${at}`, { importance: 0.6, shape: 'warning' }),
    );
    units[90] = unit('other', { importance: 0.4, shape: 'other' });
    expect(chooseUnits(units, { budgetTokens: 200 }).has(90)).toBe(true);
  });

  it('keeps neighbours of a chosen unit when asked to', () => {
    const units = plain(100);
    units[50] = unit('disk is full', { importance: 1 });
    const options = { budgetTokens: 200, contextBefore: 1, contextAfter: 2 };
    const kept = chooseUnits(units, options);
    expect([49, 50, 51, 52].every((at) => kept.has(at))).toBe(true);
  });

  it('fills gaps that cost less than their mark', () => {
    const units = plain(30);
    units[10] = unit('a', { must: true });
    units[11] = unit('}', { cost: 2 });
    units[12] = unit('b', { must: true });
    expect(chooseUnits(units, { budgetTokens: 0 }).has(11)).toBe(true);
  });

  it('is deterministic, ascending and within budget but for what must stay', () => {
    const anyUnit = fc.record({
      text: fc.constantFrom('retry', 'limit of reading', 'x', 'done 42'),
      cost: fc.integer({ min: 1, max: 30 }),
      importance: fc.double({ min: 0, max: 1, noNaN: true }),
      shape: fc.constantFrom('a', 'b', 'c'),
    });
    fc.assert(
      fc.property(fc.array(anyUnit, { maxLength: 80 }), fc.nat(400), (units, budgetTokens) => {
        const options = asked('retry limit reading 42', budgetTokens);
        const kept = [...chooseUnits(units, options)];
        expect(kept).toEqual([...chooseUnits(units, options)]);
        expect(kept).toEqual(kept.toSorted((one, other) => one - other));
        const cost = kept.reduce((sum, index) => sum + (units[index]?.cost ?? 0), 0);
        const gaps = units.length - kept.length + kept.length + 1;
        expect(cost).toBeLessThanOrEqual(budgetTokens * 1.01 + gaps * 7);
      }),
      { numRuns: 200, seed: 7 },
    );
  });
});
