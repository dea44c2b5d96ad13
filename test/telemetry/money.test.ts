import { describe, expect, it } from 'vitest';
import type { RequestEvent } from '../../src/telemetry/event.ts';
import { moneyOf as partsOf, TOOL_DEFINITION_TOKENS } from '../../src/telemetry/money.ts';
import { keptText, replacedText, requestEvent } from './events.ts';

// Opus 4.5: input 5, output 25, read 0.5, write 6.25 and 10 USD per million, so 5,000 billionths a plain input token.
const NO_TOKENS = { input: 0, output: 0, cacheRead: 0, cacheWrite5m: 0, cacheWrite1h: 0 };

/** With a ratio of 1: one of our tokens is one of the model's. */
function moneyOf(event: RequestEvent) {
  const parts = partsOf(event);
  if (parts === undefined) return undefined;
  const { perOwnToken, ...money } = parts;
  return {
    ...money,
    savedNano: money.savedNano + perOwnToken.savedNano,
    retrievalNano: money.retrievalNano + perOwnToken.retrievalNano,
  };
}

describe('moneyOf', () => {
  it('prices usage', () => {
    const usage = { input: 1, output: 1, cacheRead: 10, cacheWrite5m: 4, cacheWrite1h: 1 };
    expect(moneyOf(requestEvent({ usage }))?.spentNano).toBe(
      5000 + 25_000 + 5000 + 25_000 + 10_000,
    );
  });

  it('gives nothing without usage or price', () => {
    expect(moneyOf(requestEvent())).toBeUndefined();
    expect(moneyOf(requestEvent({ usage: NO_TOKENS, model: 'claude-opus-99' }))).toBeUndefined();
  });

  it.each([
    ['plain input', { ...NO_TOKENS, input: 1000 }, 600 * 5000],
    ['a 5 minute write', { ...NO_TOKENS, cacheRead: 9000, cacheWrite5m: 1000 }, 600 * 6250],
    ['a 1 hour write', { ...NO_TOKENS, cacheRead: 9000, cacheWrite1h: 1000 }, 600 * 10_000],
    ['half and half', { ...NO_TOKENS, input: 500, cacheWrite5m: 500 }, 300 * 5000 + 300 * 6250],
    ['nothing billed as new', { ...NO_TOKENS, cacheRead: 9000 }, 600 * 5000],
  ])('values new tokens as the request itself paid new tokens: %s', (_name, usage, savedNano) => {
    expect(moneyOf(requestEvent({ usage, texts: [replacedText()] }))).toMatchObject({ savedNano });
  });

  it('values replayed tokens as a cache read, or as new when nothing was read from the cache', () => {
    const texts = [replacedText({ first: false, zone: 'settled' })];
    const warm = { ...NO_TOKENS, cacheRead: 9000, cacheWrite5m: 10 };
    const cold = { ...NO_TOKENS, cacheWrite5m: 9010 };
    expect(moneyOf(requestEvent({ usage: warm, texts }))?.savedNano).toBe(600 * 500);
    expect(moneyOf(requestEvent({ usage: cold, texts }))?.savedNano).toBe(600 * 6250);
  });

  it('sees a long-prompt price that was avoided', () => {
    const usage = { ...NO_TOKENS, cacheRead: 198_000, input: 900 };
    const texts = [replacedText({ first: false })];
    const model = 'claude-sonnet-4-5';
    const spentNano = 198_000 * 300 + 900 * 3000;
    expect(moneyOf(requestEvent({ usage, texts, model }))).toMatchObject({
      spentNano,
      savedNano: 600 * 300,
    });
    const more = [replacedText({ first: false, tokensBefore: 2400 })];
    const without = (198_000 + 2000) * 600 + 900 * 6000;
    expect(moneyOf(requestEvent({ usage, texts: more, model }))?.savedNano).toBe(
      without - spentNano,
    );
  });

  it('charges us for what was put back, for the call and for a turn that brought nothing else', () => {
    const usage = { ...NO_TOKENS, cacheRead: 10_000, cacheWrite5m: 300 };
    const back = keptText({ reason: 'retrieved', tokensBefore: 200 });
    const call = 80 * 25_000;
    const alone = moneyOf(requestEvent({ usage, texts: [back, replacedText({ first: false })] }));
    expect(alone?.retrievalNano).toBe(200 * 6250 + call + 10_000 * 500);
    const among = moneyOf(requestEvent({ usage, texts: [back, keptText()] }));
    expect(among?.retrievalNano).toBe(200 * 6250 + call);
    const later = moneyOf(requestEvent({ usage, texts: [{ ...back, first: false }] }));
    expect(later?.retrievalNano).toBe(200 * 500);
  });

  it('charges us for our tool wherever the request carried it', () => {
    const warm = { ...NO_TOKENS, cacheRead: 10_000 };
    expect(moneyOf(requestEvent({ usage: warm, retrieval: 'mcp' }))?.toolDefinitionNano).toBe(
      TOOL_DEFINITION_TOKENS * 500,
    );
    const cold = { ...NO_TOKENS, input: 10_000 };
    expect(moneyOf(requestEvent({ usage: cold, retrieval: 'mcp' }))?.toolDefinitionNano).toBe(
      TOOL_DEFINITION_TOKENS * 5000,
    );
    expect(moneyOf(requestEvent({ usage: warm, retrieval: 'shell' }))?.toolDefinitionNano).toBe(0);
  });

  it('tells what depends on our count of tokens from what does not', () => {
    const usage = { ...NO_TOKENS, cacheRead: 198_000, input: 900 };
    const model = 'claude-sonnet-4-5';
    const texts = [
      replacedText({ first: false, tokensBefore: 2400 }),
      keptText({ reason: 'retrieved', tokensBefore: 200 }),
    ];
    // The prompt would have been a long one: all that was sent anyway would have cost twice as much, at any ratio.
    expect(partsOf(requestEvent({ usage, texts, model }))).toMatchObject({
      savedNano: 198_000 * 300 + 900 * 3000,
      retrievalNano: 80 * 15_000 + 198_000 * 300,
      perOwnToken: { savedNano: 2000 * 600, listSavedNano: 2000 * 3000, retrievalNano: 200 * 3000 },
    });
    const usageBefore = { ...usage, cacheRead: 198_500 };
    expect(partsOf(requestEvent({ usage, usageBefore, texts, model }))).toMatchObject({
      savedNano: 500 * 300,
      perOwnToken: { savedNano: 0 },
    });
  });
});
