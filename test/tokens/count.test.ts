import { readFileSync } from 'node:fs';
import { get_encoding } from 'tiktoken';
import { afterAll, describe, expect, it } from 'vitest';
import { loadTokenCounter } from '../../src/tokens/count.ts';
import { estimateTokens } from '../../src/tokens/estimate.ts';

const oracle = get_encoding('o200k_base');
afterAll(() => oracle.free());

const SOURCES = [
  'src/errors.ts',
  'README.md',
  'package.json',
  'templates/demo/conversation.json',
  'LICENSE',
].map((name) => readFileSync(new URL(`../../${name}`, import.meta.url), 'utf8'));

describe('counting', () => {
  it('agrees with tiktoken on ordinary text', async () => {
    const count = await loadTokenCounter();
    for (const text of [...SOURCES, '', 'a', '日本語のテキスト', 'e\u0301 \ud83d\ude00']) {
      expect(count(text)).toBe(oracle.encode(text, [], []).length);
    }
  });

  it('takes special tokens in a tool output for text', async () => {
    const count = await loadTokenCounter();
    expect(count('<|endoftext|>')).toBe(oracle.encode('<|endoftext|>', [], []).length);
  });

  it('ends on a megabyte of one letter, of spaces and of lone surrogates', async () => {
    const count = await loadTokenCounter();
    for (const unit of ['a', ' ', '\ud800', '界'])
      expect(count(unit.repeat(1_000_000))).toBeGreaterThan(0);
  });
});

describe('counting a very long text', () => {
  it('infers what a sample says, within 1 %', async () => {
    const count = await loadTokenCounter();
    const page = SOURCES.join('\n');
    const times = Math.ceil(2_100_000 / page.length);
    const ratio = count(page.repeat(times)) / (count(page) * times);
    expect(ratio).toBeGreaterThan(0.99);
    expect(ratio).toBeLessThan(1.01);
  });
});

describe('estimating', () => {
  it('is within 20 % of the count on real texts', async () => {
    const count = await loadTokenCounter();
    for (const text of SOURCES) {
      const ratio = estimateTokens(text) / count(text);
      expect(ratio).toBeGreaterThan(0.8);
      expect(ratio).toBeLessThan(1.2);
    }
  });
});
