import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { Compressed } from '../../../src/compress/compressor.ts';
import { rgJson } from '../../../src/compress/search/rg-json.ts';
import { contextFor } from '../context-for.ts';

const RECORDS = readFileSync(
  new URL('../../fixtures/content/json/rg-records.ndjson', import.meta.url),
  'utf8',
);

async function select(
  text: string,
  budgetTokens: number,
  question?: string,
): Promise<Compressed | undefined> {
  return rgJson.compress(text, contextFor('json', { budgetTokens, question }));
}

interface Found {
  readonly line: number;
  readonly record: string;
}

/** The numbers of the lines with a match, and those of the lines without. */
function matches(text: string): { readonly hits: Found[]; readonly frames: Found[] } {
  const all = text.trimEnd().split('\n');
  const found = all.map((record, at) => ({ line: at + 1, record }));
  return {
    hits: found.filter(({ record }) => record.includes('"type":"match"')),
    frames: found.filter(({ record }) => /"type":"(?:begin|end)"/.test(record)),
  };
}

describe('rg-json', () => {
  test('shows hits by file, and the totals in the words of rg', async () => {
    const { text = '' } = (await select(RECORDS, 5_000)) ?? {};
    expect(text).toMatch(
      /^src\/compress\/select\/choose-units\.ts:\d+:export function chooseUnits\(/m,
    );
    expect(text).toMatch(/^test\/compress\/select\/choose-units\.test\.ts\n5\tchooseUnits,$/m);
    expect(text).toContain(`summary: matches:${matches(RECORDS).hits.length} `);
  });

  test('says which records are not shown, those around the hits of a file among them', async () => {
    const all = await select(RECORDS, 5_000);
    const { hits, frames } = matches(RECORDS);
    const lostOf = (selected: Compressed | undefined): number[] =>
      (selected?.lost ?? []).flatMap(({ from, to }) =>
        Array.from({ length: to - from + 1 }, (_, at) => from + at),
      );
    expect(lostOf(all)).toEqual(frames.map(({ line }) => line));
    const few = await select(RECORDS, 300, 'where is the function chooseUnits declared?');
    expect(few?.text).toContain('export function chooseUnits(');
    const lost = new Set(lostOf(few));
    expect(hits.some(({ line }) => lost.has(line))).toBe(true);
    for (const { line, record } of hits) {
      const { data } = JSON.parse(record) as { data: { lines: { text: string } } };
      if (!lost.has(line)) expect(few?.text).toContain(data.lines.text.trim());
    }
  });

  test('a text that was cut counts as left out', async () => {
    const long = `chooseUnits(${'lid, '.repeat(900)})`;
    const text = RECORDS.replace('export function chooseUnits(', long);
    const cut = matches(text).hits.find(({ record }) => record.includes(long));
    const lost = (await select(text, 5_000))?.lost ?? [];
    expect(lost.some(({ from, to }) => from <= (cut?.line ?? 0) && (cut?.line ?? 0) <= to)).toBe(
      true,
    );
  });

  test.each([
    ['a path that is no UTF-8', RECORDS.replaceAll('"path":{"text":', '"path":{"bytes":')],
    ['another record', `${RECORDS}{"type":"lid","data":{}}\n`],
    ['a record that ends too early', RECORDS.slice(0, -9)],
    ['other lines of JSON', '{"cup":1}\n'.repeat(40)],
    ['too few hits', RECORDS.split('\n').slice(0, 4).join('\n')],
  ])('nothing for %s', async (_, text) => {
    expect(await select(text, 300)).toBeUndefined();
  });
});
