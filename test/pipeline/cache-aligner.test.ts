import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createCacheAligner } from '../../src/pipeline/cache-aligner.ts';
import { findVolatile } from '../../src/pipeline/find-volatile.ts';

const system = (text: string) => ({ part: 'system', text }) as const;
const kinds = (old: string, now: string) =>
  findVolatile(system(old), system(now)).map(({ kind }) => kind);

describe('findVolatile', () => {
  it.each([
    ["Today's date is 2026-11-22.", "Today's date is 2026-11-23.", 'date'],
    ['Now: 2026-11-22T09:59:58Z', 'Now: 2026-11-22T10:00:01Z', 'date'],
    ['It is Sunday, November 22.', 'It is Monday, November 23.', 'date'],
    ['time 1763805600', 'time 1763805731', 'date'],
    ['session 7f9c2ba4e88f827d', 'session 1b2c3d4e5f60718f', 'id'],
    [
      'run 0f8fad5b-d9cb-469f-a165-70867728950e.',
      'run 7c9e6679-7425-40de-944b-e07fc1f90ae7.',
      'id',
    ],
    ['You have used 1,200 tokens.', 'You have used 3,450 tokens.', 'counter'],
    ['Answer in English.', 'Answer in German.', 'text'],
  ])('%j then %j: %s', (old, now, kind) => {
    expect(kinds(`Be brief.\n${old}\nThe end.`, `Be brief.\n${now}\nThe end.`)).toEqual([kind]);
  });

  it('says where it begins', () => {
    const head = 'Be brief.\nToday is ';
    const [found] = findVolatile(system(`${head}2026-11-22.`), system(`${head}2026-11-23.`));
    expect(found?.at).toBe(head.length);
  });

  it('equal texts have none; lines that come and go are text', () => {
    expect(kinds('a\nb', 'a\nb')).toEqual([]);
    expect(kinds('a\nb', 'a\nb\nc')).toEqual(['text']);
    expect(kinds('a\nb\nc', 'a\nc')).toEqual(['text']);
    expect(kinds('', 'a')).toEqual(['text']);
  });

  it('any two texts: a change is found exactly when they differ, inside the new one', () => {
    const text = fc
      .array(fc.constantFrom('a', 'b 1', '2026-01-01', '', '7'), { maxLength: 6 })
      .map((lines) => lines.join('\n'));
    fc.assert(
      fc.property(text, text, (old, now) => {
        const found = findVolatile(system(old), system(now));
        expect(found.length > 0).toBe(old !== now);
        for (const { at } of found) expect(at).toBeLessThanOrEqual(now.length + 1);
      }),
      { numRuns: 300, seed: 5 },
    );
  });
});

describe('createCacheAligner', () => {
  const head = (date: string) => [
    { part: 'tools', text: '[{"name":"Bash"}]' } as const,
    system(`${'Be brief and exact. '.repeat(20)}\nToday is ${date}.\n${'More rules. '.repeat(40)}`),
  ];

  it('compares with the request before, within one conversation', () => {
    const aligner = createCacheAligner();
    expect(aligner.look('one', head('2026-11-22'))).toEqual([]);
    expect(aligner.look('other', head('2026-11-23'))).toEqual([]);
    expect(aligner.look('one', head('2026-11-22'))).toEqual([]);
    const [note, ...more] = aligner.look('one', head('2026-11-23'));
    expect(more).toEqual([]);
    expect(note).toMatchObject({ part: 'system', kind: 'date' });
    expect(note?.atShare).toBeGreaterThan(0.3);
    expect(note?.atShare).toBeLessThan(0.6);
    expect(note?.tokensBehind).toBeGreaterThan(80);
    expect(aligner.look('one', head('2026-11-23'))).toEqual([]);
  });

  it('forgets the longest unused conversation, and what is too long to keep', () => {
    const aligner = createCacheAligner();
    aligner.look('one', head('2026-11-22'));
    for (let other = 0; other < 40; other++) aligner.look(`other ${other}`, head('2026-11-22'));
    expect(aligner.look('one', head('2026-11-23'))).toEqual([]);
    const long = (end: string) => [system('x'.repeat(500_000) + end)];
    aligner.look('long', long('1'));
    expect(aligner.look('long', long('2'))).toEqual([]);
  });
});
