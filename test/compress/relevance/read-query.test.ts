import { describe, expect, it } from 'vitest';
import { findAnchors } from '../../../src/compress/relevance/find-anchors.ts';
import { readQuery } from '../../../src/compress/relevance/read-query.ts';

describe('readQuery', () => {
  it('is undefined without a question or with too few content words', () => {
    expect(readQuery(undefined)).toBeUndefined();
    expect(readQuery('')).toBeUndefined();
    expect(readQuery('please fix the problem')).toBeUndefined();
    expect(readQuery('why does it not work?')).toBeUndefined();
  });

  it('keeps content words and identifier parts, lower-cased, without stop words', () => {
    const query = readQuery('Where does parseConfig read the retry limit?');
    expect([...(query?.terms ?? [])].sort()).toEqual([
      'config',
      'limit',
      'parse',
      'parseconfig',
      'parseconfigread',
      'read',
      'retry',
      'retrylimit',
    ]);
  });

  it('keeps a word that says nothing where a capital makes it a name', () => {
    const query = readQuery(
      'Which pots have Wants and Having, Many or few? Some say Use is better.',
    );
    expect([...(query?.terms ?? [])]).toEqual(
      expect.arrayContaining(['wants', 'having', 'many', 'use']),
    );
    expect(query?.terms.has('which')).toBe(false);
    expect(query?.terms.has('some')).toBe(false);
  });

  it('adds what two words are when they are written as one', () => {
    const query = readQuery('Which clock source and dead-lock does the kernel, finally, choose?');
    expect(query?.terms.has('clocksource')).toBe(true);
    expect(query?.terms.has('deadlock')).toBe(true);
    expect(query?.terms.has('kernelfinally')).toBe(false);
  });

  it('reads only the ends of a very long question', () => {
    const query = readQuery(`alpha beta gamma ${'x '.repeat(50_000)}delta`);
    expect(query?.terms.has('alpha')).toBe(true);
    expect(query?.terms.has('delta')).toBe(true);
  });

  it('reads text without blanks between words in pairs', () => {
    expect(readQuery('数据库连接失败')?.terms.has('连接')).toBe(true);
  });
});

describe('findAnchors', () => {
  it.each([
    ['see src/app/main.ts, please', 'src/app/main.ts'],
    ['did "should handle it" pass', 'should handle it'],
    ['what of `npm ci`?', 'npm ci'],
    ['the error TS2345 again', 'TS2345'],
    ['why ENOENT', 'ENOENT'],
    ['is maxmemory-policy set?', 'maxmemory-policy'],
    ['what does --no-verify do', '--no-verify'],
    ['call getUserById twice', 'getUserById'],
    ['order 4711 is late', '4711'],
    ['look at (lib/x.c:42).', 'lib/x.c:42'],
    ['also -q, please', '-q'],
    ['what does -J0 do', '-J'],
    ['what about pour && stir || wait?', 'pour && stir || wait'],
    ['where is pot[7]?', 'pot[7'],
    ['how does Brew= work', 'Brew='],
    ['does any certificate expire soon?', 'Not After'],
    ['is [ -s kettle ] portable?', '[ -s kettle ]'],
  ])('%s', (question, anchor) => {
    expect(findAnchors(question)).toContain(anchor);
  });

  it('takes no plain words', () => {
    expect(findAnchors("Which tests fail and why? It doesn't say.")).toEqual([]);
  });
});
