import { describe, expect, it } from 'vitest';
import { readQuery } from '../../../src/compress/relevance/read-query.ts';
import { rateUnits } from '../../../src/compress/relevance/score.ts';
import type { Query } from '../../../src/compress/relevance/query.ts';

function queryOf(question: string): Query {
  const query = readQuery(question);
  if (query === undefined) throw new Error('the question is too short for this test');
  return query;
}

const FILLER = Array.from({ length: 60 }, (_, at) => `worker ${at} took a job from the queue`);

describe('rateUnits', () => {
  it('gives the text that answers the highest score, others zero', () => {
    const texts = [...FILLER, 'retry limit reached while reading the configuration'];
    const { scores } = rateUnits(
      texts,
      queryOf('What is the retry limit when reading configuration?'),
    );
    expect(scores.indexOf(Math.max(...scores))).toBe(60);
    expect(scores[0]).toBe(0);
  });

  it('takes complexity and complex for one word', () => {
    const texts = [...FILLER, 'the function brew is too complex (31 > 10)'];
    const { scores } = rateUnits(texts, queryOf('Where is the worst complexity in the kettle?'));
    expect(scores[60]).toBeGreaterThan(0);
  });

  it('matches parts of identifiers and other endings of a word', () => {
    const texts = [...FILLER, 'calls readRetryLimits()', 'nothing at all'];
    const { scores } = rateUnits(texts, queryOf('retrying, limited, reads'));
    expect(scores[60]).toBeGreaterThan(0.5);
    expect(scores[61]).toBe(0);
  });

  it('gives a text with an anchor the top score, in any case but not inside a longer word', () => {
    const texts = [...FILLER, 'in lib/LT.ts:4', 'in lib/alt.ts:9', 'lt dot ts'];
    const { scores, anchored } = rateUnits(texts, queryOf('Is lt.ts touched by that migration?'));
    expect(scores[60]).toBe(1);
    expect(scores[61]).toBeLessThan(1);
    expect(anchored).toContainEqual([60]);
  });

  it('finds an option of one letter, in its case, and not within a word', () => {
    const texts = [...FILLER, '  -K, --kettle', '  -k size', 'a break-K', 'for all K'];
    const { scores } = rateUnits(texts, queryOf('What does -K do to a saucer or samovar?'));
    expect([...scores.slice(60)]).toEqual([1, 0, 0, 0]);
  });

  it('finds code that is spelled out, however short its words are', () => {
    const texts = [...FILLER, 'note that a && b || c brews twice', 'a or b, c'];
    const { scores } = rateUnits(texts, queryOf('What of A && B || C in the samovar and saucer?'));
    expect(scores[60]).toBe(1);
    expect(scores[61]).toBe(0);
  });

  it('puts the texts that say more of the question first among those that share a word', () => {
    const texts = [
      ...FILLER,
      'the boiler ran dry, the alarm rang and the lamp broke',
      'the boiler ran in the morning',
      'the boiler and the alarm had a test',
      'an alarm in the evening',
    ];
    const { scores } = rateUnits(texts, queryOf('boiler, dry, alarm, lamp, broke'));
    expect(scores[62]).toBeGreaterThan(scores[61] ?? 1);
    expect(scores[60]).toBeGreaterThan(scores[62] ?? 1);
  });

  it('puts the texts that say more of the question first among many with an anchor', () => {
    const hits = Array.from({ length: 15 }, (_, at) => `boiler.ts: line ${at}`);
    const texts = [...FILLER, ...FILLER, ...FILLER, ...hits, 'boiler.ts: the valve leaks'];
    const { scores } = rateUnits(texts, queryOf('where does boiler.ts say a valve leaks?'));
    expect(scores[texts.length - 1]).toBeGreaterThan(scores[180] ?? 1);
    expect(scores[180]).toBeGreaterThan(0.85);
  });

  it('takes a number together with the word before it where many texts hold the number', () => {
    const texts = Array.from({ length: 60 }, (_, at) => `cycle ${500 + at} sent 555 bytes`);
    const { anchored } = rateUnits(texts, queryOf('What happened to the bytes of cycle #555?'));
    expect(anchored).toContainEqual([55]);
    const others = queryOf('Which jobs wrote exactly 555 of them?');
    expect(rateUnits(texts, others).anchored[0]).toHaveLength(60);
  });

  it('does not find a number in a fraction or in a longer number', () => {
    const texts = [...FILLER, 'took 0.541 s', 'took 5412 s', 'gate 541 shut', 'gate:541'];
    const { anchored } = rateUnits(texts, queryOf('Who uses the socket with number 541?'));
    expect(anchored).toContainEqual([62, 63]);
  });

  it('does not overrate an anchor that most texts hold', () => {
    const texts = FILLER.map((text) => `app.js ${text}`);
    texts.push('app.js crashed with a segmentation fault');
    const { scores } = rateUnits(texts, queryOf('did app.js crash with a segmentation fault?'));
    expect(scores[60]).toBe(1);
    expect(scores[3]).toBeLessThan(0.2);
  });

  it('scores text without blanks between words', () => {
    const texts = ['服务器启动', '数据库连接失败，重试', '完成'];
    const { scores } = rateUnits(texts, queryOf('为什么数据库连接失败'));
    expect(scores.indexOf(Math.max(...scores))).toBe(1);
  });

  it('survives lone surrogates, control characters and empty texts', () => {
    const { scores } = rateUnits(
      ['\ud800', '', '\u0000\t\r', 'retry limit'],
      queryOf('retry limit read'),
    );
    expect(scores[3]).toBe(1);
  });
});
