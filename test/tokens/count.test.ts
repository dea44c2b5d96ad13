import { readFileSync } from 'node:fs';
import { get_encoding } from 'tiktoken';
import { afterAll, describe, expect, it } from 'vitest';
import { loadTokenCounter } from '../../src/tokens/count.ts';
import { estimateTokens } from '../../src/tokens/estimate.ts';
import { seeded } from '../helpers/seeded.ts';

/** Whatever a piece may begin or end with; line ends and apostrophes decide most. */
const PLAIN = [
  ...`aAbsStTmMlLvVeErRdD0123  \t\n\r\n/''".,-_(){}\u000b\u0000\u007f`,
  'the',
  ' of',
  'Http',
];
const WIDE = [...'éß\u0301日界\u00a0😀\u2028→ⅧǅʰЖж٣'];

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

  it('agrees with it on whatever characters come together', async () => {
    const count = await loadTokenCounter();
    const { below, pick } = seeded(7);
    for (let round = 0; round < 3_000; round++) {
      const from = round % 2 === 0 ? PLAIN : [...PLAIN, ...WIDE];
      const text = Array.from({ length: 1 + below(40) }, () => pick(from)).join('');
      expect([text, count(text)]).toEqual([text, oracle.encode(text, [], []).length]);
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
