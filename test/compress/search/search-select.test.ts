import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { Compressed } from '../../../src/compress/compressor.ts';
import { searchSelect } from '../../../src/compress/search/search-select.ts';
import { estimateTokens } from '../../../src/tokens/estimate.ts';
import { contextFor } from '../context-for.ts';

const MANY = readFileSync(
  new URL('../../fixtures/content/search/grep-many.txt', import.meta.url),
  'utf8',
);

async function select(
  text: string,
  budgetTokens: number,
  question?: string,
): Promise<Compressed | undefined> {
  const context = contextFor('search', { budgetTokens, question });
  return searchSelect.compress(text, context);
}

/** The original lines that the answer says are missing. */
function missing(text: string, selected: Compressed | undefined): string[] {
  const lines = text.split('\n');
  return (selected?.lost ?? [])
    .filter((omission) => omission.unit === 'line')
    .flatMap(({ from, to }) => lines.slice(from - 1, to));
}

describe('search-select', () => {
  test('hits of an alternative that few have come first', async () => {
    const hits = Array.from({ length: 400 }, (_, at) =>
      at % 67 === 5
        ? `tea/part${at % 9}.rs:${at + 1}:        spill!();`
        : `tea/part${at % 9}.rs:${at + 1}:    pub unsafe fn pour_${at}(cup: &Cup) {`,
    );
    const context = contextFor('search', {
      budgetTokens: 500,
      toolInput: { pattern: 'unsafe fn|spill!' },
    });
    const selected = await searchSelect.compress(hits.join('\n'), context);
    expect(selected?.text).toContain('spill!();');
    for (let file = 0; file < 9; file++) {
      const places = hits.filter((hit) => hit.startsWith(`tea/part${file}.`) && /spill/.test(hit));
      for (const place of places) expect(selected?.text).toContain(place.split(':')[1]);
    }
  });

  test('a line number that the question names counts as part of the hit', async () => {
    const hits = Array.from(
      { length: 900 },
      (_, at) => `src/part${at % 9}.c:${at * 7 + 100}:    check(list[${at % 50}] == depth);`,
    );
    expect(hits[463]).toContain(':3341:');
    const selected = await select(hits.join('\n'), 400, 'which check stands at line 3341 there?');
    expect(selected?.text).toMatch(/\b3341\b/);
  });

  test('lines that were cut are not taken for the same', async () => {
    const long = (inside: string): string => 'a'.repeat(600) + inside.repeat(300) + 'b'.repeat(300);
    const hits = Array.from(
      { length: 60 },
      (_, at) => `src/part.js:${at}:${at % 20 === 9 ? long(String(at % 7)) : `check(${at * 7});`}`,
    );
    const selected = await select(hits.join('\n'), 500);
    expect(selected?.text).toContain('characters]');
    expect(selected?.text).not.toContain('(also');
  });

  test('stays near its budget and names every file', async () => {
    const selected = await select(MANY, 1_200);
    expect(estimateTokens(selected?.text ?? '')).toBeLessThan(1_400);
    const paths = new Set(
      MANY.trimEnd()
        .split('\n')
        .map((line) => line.split(':')[0] ?? ''),
    );
    expect(paths.size).toBeGreaterThan(5);
    for (const path of paths) expect(selected?.text).toContain(path.split('/').at(-1));
  });

  test('a line is shown, named by its number, or reported missing', async () => {
    const selected = await select(MANY, 900);
    const gone = new Set(missing(MANY, selected));
    expect(gone.size).toBeGreaterThan(50);
    for (const line of MANY.trimEnd().split('\n')) {
      const [, number = '', text = ''] = /^[^:]*:(\d+):(.*)$/.exec(line) ?? [];
      const isShown = selected?.text.includes(text.trim()) === true;
      if (!gone.has(line)) expect(isShown && selected?.text.includes(number), line).toBe(true);
    }
  });

  test('what the question names stays, wherever it stands', async () => {
    const line = MANY.split('\n').find((candidate) => candidate.includes('$ZodCheckMimeType'));
    expect(line).toBeDefined();
    const wanted = /:(\d+):(.*)$/.exec(line ?? '');
    const found = await select(
      MANY,
      700,
      'Where are the params of $ZodCheckMimeType declared, and what fields are in it?',
    );
    expect(found?.text).toContain(`${wanted?.[1]}\t${wanted?.[2]?.trim()}`);
  });

  test('equal texts of a file are one line with all places', async () => {
    const hits = Array.from({ length: 30 }, (_, at) => `src/a.ts:${at * 7 + 1}:  assert(ok);`);
    const others = Array.from({ length: 30 }, (_, at) => `src/b.ts:${at + 1}:use(word${at}, text)`);
    const selected = await select([...hits, ...others, ''].join('\n'), 150);
    expect(selected?.text).toContain(
      'src/a.ts:1:assert(ok); (also 8 15 22 29 36 43 50 57 64 71 78 85 and 17 more)',
    );
    expect(selected?.text).toMatch(/^src\/b\.ts \(30 hits\)$/m);
  });

  test('a few equal texts have a line each, in order of their places', async () => {
    const hits = [
      'src/a.ts:12:  throw new KettleError(name);',
      'src/a.ts:40:  brew(leaves);',
      'src/a.ts:77:  throw new KettleError(name);',
    ];
    const others = Array.from({ length: 90 }, (_, at) => `src/b.ts:${at + 1}:use(word${at}, text)`);
    const question = 'Where in a.ts is a KettleError thrown, and what is brewed there?';
    const selected = await select([...hits, ...others, ''].join('\n'), 400, question);
    expect(selected?.text).toContain(
      'src/a.ts\n12\tthrow new KettleError(name);\n40\tbrew(leaves);\n77\tthrow new KettleError(name);\n',
    );
  });

  test('a file of which nearly all is shown is shown whole, the one that was asked for first', async () => {
    const own = [
      'src/kettle.c:12:  whistle(steam, "loud");',
      'src/kettle.c:40:  return;',
      'src/kettle.c:77:  pour(steam, "slow");',
    ];
    const others = Array.from(
      { length: 120 },
      (_, at) => `src/other${at % 30}.c:${at + 1}:  steam(word${at}, text);`,
    );
    const question = 'Where does the kettle whistle loud and pour slow?';
    const selected = await select([...own, ...others, ''].join('\n'), 300, question);
    expect(selected?.text).toContain(
      'src/kettle.c\n12\twhistle(steam, "loud");\n40\treturn;\n77\tpour(steam, "slow");\n',
    );
  });

  test('definitions before uses, sources before tests', async () => {
    const uses = Array.from(
      { length: 40 },
      (_, at) => `src/m${at % 4}.ts:${at + 10}:  call(x${at});`,
    );
    const tests = Array.from({ length: 40 }, (_, at) => `test/m.test.ts:${at + 1}:  call(t${at});`);
    const definition = 'src/m9.ts:77:export function call(x: number): void {';
    const selected = await select([...tests, ...uses, definition].toSorted().join('\n'), 250);
    expect(selected?.text).toContain('export function call(x: number): void {');
  });

  test('context comes with its hit', async () => {
    const blocks = Array.from({ length: 40 }, (_, at) => {
      const line = at * 10 + 2;
      const name = at === 17 ? 'parseConfigFile' : `other${at}`;
      return `a/b.ts-${line - 1}-  // about ${at}\na/b.ts:${line}:  ${name}(input);\na/b.ts-${line + 1}-  next(${at});`;
    });
    const selected = await select(
      blocks.join('\n--\n'),
      220,
      'who calls parseConfigFile with which input?',
    );
    expect(selected?.text).toContain(
      '171-\t  // about 17\n172\t  parseConfigFile(input);\n173-\t  next(17);',
    );
  });

  test('very long hits are cut around the match', async () => {
    const long = `${'x = 1; '.repeat(800)}needleHere();${' y = 2;'.repeat(800)}`;
    const hits = Array.from({ length: 12 }, (_, at) => `dist/m${at}.js:1:${at}${long}`);
    const text = hits.join('\n');
    const selected = await select(text, 2_000, 'where does needleHere get called in dist bundles');
    expect(selected?.text).toContain('needleHere()');
    expect(estimateTokens(selected?.text ?? '')).toBeLessThan(8_000);
    const cut = selected?.lost?.find((omission) => omission.unit === 'character');
    expect(text.slice((cut?.from ?? 1) - 1, cut?.to)).toMatch(/^[xy =12;]+$/);
  });

  test('notes beside the hits stay', async () => {
    const text = `Found 60 matches\n${MANY}grep: x.bin: binary file matches\n`;
    const selected = await select(text, 800);
    expect(selected?.text).toMatch(/^Found 60 matches\n/);
    expect(selected?.text).toMatch(/\ngrep: x\.bin: binary file matches\n$/);
  });

  test('few hits are not worth choosing from', async () => {
    expect(await select('a.ts:1:x\na.ts:2:y\n', 1)).toBeUndefined();
    expect(await select('', 1)).toBeUndefined();
  });

  test('the same text gives the same answer', async () => {
    expect(await select(MANY, 700, 'which issues are raised for a locale')).toEqual(
      await select(MANY, 700, 'which issues are raised for a locale'),
    );
  });
});
