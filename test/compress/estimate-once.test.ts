import { describe, expect, it } from 'vitest';
import { createEstimateOnce } from '../../src/compress/estimate-once.ts';
import { readCall } from '../../src/compress/origin/read-call.ts';
import { readQuery } from '../../src/compress/relevance/read-query.ts';
import { estimateTokens } from '../../src/tokens/estimate.ts';

describe('what is remembered', () => {
  it('is the estimate of each text', () => {
    const texts = Array.from({ length: 9 }, (_, index) => `word${index} `.repeat(20 * index));
    const estimate = createEstimateOnce(texts[4] ?? '');
    for (const text of [...texts, ...texts, ...texts.toReversed()])
      expect(estimate(text)).toBe(estimateTokens(text));
  });

  it('is the call that was asked about', () => {
    const uses = ['cat a.ts', 'ls', 'cat a.ts', 'npm test'].map(
      (command) => readCall('Bash', JSON.stringify({ command })).origin.use,
    );
    expect(uses).toEqual(['file-read', 'listing', 'file-read', 'shell']);
    expect(readCall('Read', JSON.stringify({ command: 'npm test' })).origin.use).toBe('file-read');
    expect(readCall(undefined, undefined)).toMatchObject({ origin: { use: 'other' } });
  });

  it('is the question that was asked', () => {
    const questions = [
      'why do the jobs of the import worker fail today',
      undefined,
      'where are retries of failed uploads counted',
      'ok',
    ];
    const found = [...questions, ...questions].map((question) => readQuery(question)?.text);
    const [first, , third] = questions;
    const expected = [first, undefined, third, undefined];
    expect(found).toEqual([...expected, ...expected]);
  });
});
