import { describe, expect, it } from 'vitest';
import {
  compareArms,
  sumConversation,
  type ConversationSums,
} from '../../../src/telemetry/arms/compare-arms.ts';
import type { RequestEvent } from '../../../src/telemetry/event.ts';
import { requestEvent } from '../events.ts';

const USAGE = { input: 100, output: 50, cacheRead: 1_000, cacheWrite5m: 400, cacheWrite1h: 0 };
/** US dollars per million tokens. */
const PRICES = {
  'own-model': { input: 10, output: 20, cacheRead: 1, cacheWrite5m: 12.5, cacheWrite1h: 20 },
};
/** Of one request with `USAGE`. */
const SPENT = (100 * 10 + 50 * 20 + 1_000 * 1 + 400 * 12.5) / 1e6;

function turn(changes: Partial<RequestEvent> = {}): RequestEvent {
  return requestEvent({ model: 'own-model', usage: USAGE, arm: 'compressed', ...changes });
}

const sumUp = (...events: RequestEvent[]) => sumConversation(events, PRICES);

describe('the sums of a conversation', () => {
  it('are those of its answered requests, its cache included', () => {
    const { usage: _usage, ...silent } = turn({ aborted: true });
    const sums = sumUp(
      turn(),
      turn(),
      turn({ purpose: 'count', usage: USAGE }),
      { ...silent, status: 429 },
      silent,
    );
    expect(sums).toMatchObject({
      arm: 'compressed',
      turns: 3,
      inputTokens: 3_000,
      outputTokens: 100,
      turnsWithoutUsage: 1,
    });
    expect((sums as ConversationSums).spentUsd).toBeCloseTo(2 * SPENT, 12);
  });

  it('do not hold our tool against a plain conversation, which would not carry it', () => {
    const smaller = sumUp(turn({ retrieval: 'mcp' })) as ConversationSums;
    const plain = sumUp(turn({ retrieval: 'mcp', arm: 'plain' })) as ConversationSums;
    expect([smaller.inputTokens, plain.inputTokens]).toEqual([1_500, 1_340]);
    expect(plain.spentUsd).toBeCloseTo(SPENT - (160 * 1) / 1e6, 12);
  });

  it('have no money when one of its models has no price', () => {
    const sums = sumUp(turn(), turn({ model: 'nobody-knows' }));
    expect(sums).toMatchObject({ spentUsd: undefined, inputTokens: 3_000 });
  });

  it('do not exist without token counts, or when a part was run without --ab', () => {
    const { usage: _usage, ...silent } = turn();
    const { arm: _arm, ...other } = turn();
    expect(sumUp(silent)).toBe('withoutUsage');
    expect(sumUp({ ...silent, status: 529 })).toBe('withoutUsage');
    expect(sumUp(other, turn())).toBe('partlyWithoutAb');
    expect(sumUp(turn({ arm: 'plain' }), turn())).toBe('partlyWithoutAb');
  });
});

/** Conversations around a size, on one side. */
function side(
  arm: ConversationSums['arm'],
  { count, tokens }: { count: number; tokens: number },
): ConversationSums[] {
  return Array.from({ length: count }, (_, index) => ({
    arm,
    turns: 20 + (index % 5),
    inputTokens: tokens + (index % 3) * 100,
    outputTokens: 700,
    spentUsd: index % 2 === 0 ? 0.5 : undefined,
    turnsWithoutUsage: 1,
  }));
}

describe('compareArms', () => {
  it('concludes nothing from nothing', () => {
    const { arms, perConversation } = compareArms([]);
    expect(arms.plain).toEqual({
      conversations: 0,
      turns: 0,
      turnsWithoutUsage: 0,
      unpricedConversations: 0,
    });
    expect(perConversation.spentUsd).toEqual({
      compressed: { conversations: 0, mean: null },
      plain: { conversations: 0, mean: null },
      difference: null,
      differenceShare: null,
      interval: null,
      finding: 'too-few',
    });
  });

  it('concludes nothing from nine on a side, however far apart they are', () => {
    const many = side('compressed', { count: 100, tokens: 1_000 });
    const few = compareArms([...many, ...side('plain', { count: 9, tokens: 900_000 })]);
    expect(few.perConversation.inputTokens).toMatchObject({ difference: null, finding: 'too-few' });
    expect(few.perConversation.inputTokens.plain.mean).toBe(900_100);
    const enough = compareArms([...many, ...side('plain', { count: 10, tokens: 900_000 })]);
    expect(enough.perConversation.inputTokens.finding).toBe('less');
  });

  it('says less or more only when the interval leaves 0 out', () => {
    const { perConversation } = compareArms([
      ...side('compressed', { count: 15, tokens: 8_000 }),
      ...side('plain', { count: 15, tokens: 10_000 }),
    ]);
    const { inputTokens, turns, outputTokens } = perConversation;
    expect(inputTokens).toMatchObject({ difference: -2_000, finding: 'less' });
    expect(inputTokens.differenceShare).toBeCloseTo(-2_000 / 10_100, 10);
    expect(inputTokens.interval?.[1]).toBeLessThan(0);
    expect(turns).toMatchObject({ difference: 0, finding: 'undecided' });
    expect(outputTokens).toMatchObject({ interval: [0, 0], finding: 'undecided' });
  });

  it('counts a conversation without a price in everything but money', () => {
    const { arms, perConversation } = compareArms([
      ...side('compressed', { count: 30, tokens: 12_000 }),
      ...side('plain', { count: 16, tokens: 10_000 }),
    ]);
    expect(arms.plain).toMatchObject({ conversations: 16, unpricedConversations: 8 });
    expect(perConversation.spentUsd).toMatchObject({
      compressed: { conversations: 15, mean: 0.5 },
      plain: { conversations: 8, mean: 0.5 },
      finding: 'too-few',
    });
    expect(perConversation.inputTokens.finding).toBe('more');
  });
});
