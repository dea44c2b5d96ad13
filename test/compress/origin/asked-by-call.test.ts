import { describe, expect, test } from 'vitest';
import { compressText } from '../../../src/compress/compress-text.ts';
import { askedByCall } from '../../../src/compress/origin/asked-by-call.ts';
import { loadTokenCounter } from '../../../src/tokens/count.ts';

describe('what a call asks', () => {
  test.each([
    ['the prompt of a fetch', 'fetch', { url: 'https://t.test', prompt: 'how hot?' }, 'how hot?'],
    ['the words of a search of the web', 'fetch', { query: 'hot tea' }, 'hot tea'],
    ['not what a shell is told', 'shell', { prompt: 'how hot?' }, undefined],
    ['not a query that is no text', 'fetch', { query: { range: 1 } }, undefined],
    ['nothing without an input', 'fetch', undefined, undefined],
  ] as const)('is %s', (_what, use, input, words) => {
    expect(askedByCall(use, input)).toBe(words);
  });

  test('stays of the text that is fetched, also where the user asked nothing', async () => {
    const text = Array.from(
      { length: 260 },
      (_, at) =>
        `## Part ${at}\n\nThe part number ${at} of the kettle is told here at some length, with what it weighs and costs.\n\n` +
        `It is ${at === 171 ? 'descaled with vinegar every tenth week' : 'wiped with a cloth'}, says the maker.\n`,
    ).join('\n');
    const input = {
      url: 'https://t.test/kettle.md',
      prompt: 'How often is a kettle descaled with vinegar?',
    };
    const shortenFor = (asked: object) =>
      compressText(
        {
          text,
          tool: 'WebFetch',
          toolInput: JSON.stringify(asked),
          profile: 'balanced',
          mayLose: true,
        },
        { loadCounter: loadTokenCounter, signal: new AbortController().signal },
      );
    const line = 'It is descaled with vinegar every tenth week, says the maker.';
    expect(await shortenFor(input)).toMatchObject({ text: expect.stringContaining(line) });
    expect(await shortenFor({ url: input.url })).toMatchObject({
      text: expect.not.stringContaining(line),
    });
  });
});
