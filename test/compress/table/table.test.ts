import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Compressed } from '../../../src/compress/compressor.ts';
import { table } from '../../../src/compress/table/table.ts';
import { contextFor } from '../context-for.ts';
import { anyTable, writeDelimited } from './generate-table.ts';

const CONTEXT = contextFor('table', { profile: 'lossless', budgetTokens: 1_000 });

async function compress(text: string): Promise<Compressed | undefined> {
  const short = await table.compress(text, CONTEXT);
  if (short !== undefined) expect(table.expand?.(short.text)).toBe(text);
  return short;
}

/** Rows that differ in two columns. */
function rowsOf(count: number, row: (at: number) => string): string {
  return Array.from({ length: count }, (_, at) => row(at)).join('\n');
}

describe('any table', () => {
  const writings = fc.record({
    delimiter: fc.constantFrom(',', '\t', ';', '|'),
    quoting: fc.constantFrom('where needed' as const, 'blanks too' as const, 'all' as const),
    lineEnd: fc.constantFrom('\n', '\r\n'),
  });

  test.each([false, true])('comes back byte for byte (hard cells: %s)', async (hard) => {
    let offers = 0;
    await fc.assert(
      fc.asyncProperty(anyTable({ hard }), writings, async (content, writing) => {
        if ((await compress(writeDelimited(content, writing))) !== undefined) offers++;
      }),
      { seed: 3, numRuns: 150 },
    );
    expect(offers).toBeGreaterThan(100);
  });

  test('comes back with a text below that opens a quote and goes on over lines', async () => {
    const rows = rowsOf(60, (at) => `${at},kettle-${at % 7},shipped,2031-05-0${at % 9}`);
    const below =
      '": 37,\n  "currency": "EUR"\n  },\n  {\n    "sku": "TEA-103",\n    "price": {\n  "amount';
    const short = await compress(`${rows}\n60,ket\n${below.repeat(6)}`);
    expect(short?.text.length).toBeLessThan(rows.length + below.length * 6);
  });

  test('with other lines around, numbers before the lines, no last line end', async () => {
    let offers = 0;
    await fc.assert(
      fc.asyncProperty(
        anyTable({ hard: false }),
        writings,
        fc.record({
          above: fc.constantFrom('', 'Results of today:\n\n'),
          below: fc.constantFrom('', '\n2 files read\n', 'done'),
          start: fc.constantFrom(0, 1, 998),
        }),
        async (content, writing, around) => {
          const csv = writeDelimited(content, { ...writing, lineEnd: '\n' });
          const text = around.above + csv + around.below;
          const numbered = text
            .split('\n')
            .map((line, at) => `${String(at + around.start).padStart(6)}\t${line}`)
            .join('\n');
          if ((await compress(around.start === 0 ? text : numbered)) !== undefined) offers++;
        },
      ),
      { seed: 5, numRuns: 150 },
    );
    expect(offers).toBeGreaterThan(90);
  });
});

describe('what a reader sees', () => {
  test('a constant is said once, an empty column too', async () => {
    const text = `id,region,comment,state\n${rowsOf(12, (at) => `${at * 7},eu-central-1,,${at % 2 === 0 ? 'up' : 'down'}`)}\n`;
    const short = await compress(text);
    expect(short?.text).toContain(
      '[12 rows] id region=eu-central-1 comment="" state\n0 up\n7 down\n',
    );
  });

  test('empty, quoted empty and missing cells are told apart', async () => {
    const text = `id,name,note,size\n${rowsOf(12, (at) => `${at},"",${at % 2},`)}\n13,x\n14,y,z,9\n15,,1,\n`;
    const short = await compress(text);
    expect(short).toBeDefined();
    expect(short?.text).toContain('* 13,x\n');
  });

  test('numbers stay as they are written', async () => {
    const numbers = ['007', '1.10', '-0', '9007199254740993', '1e400', '"12,345"', '+5', '.5'];
    const text = `a,b,c\n${rowsOf(24, (at) => `${at},${numbers[at % 8] ?? ''},value_${at}`)}\n`;
    const short = await compress(text);
    for (const number of numbers) expect(short?.text).toContain(number.replaceAll('"', ''));
  });

  test('backslashes stay single', async () => {
    const text = `path,user,size\n${rowsOf(12, (at) => `C:\\temp\\new${at},ada,${at}`)}\n`;
    expect((await compress(text))?.text).toContain('C:\\temp\\new7 7\n');
  });

  test('columns of one name, and a column without a name', async () => {
    const text = `,x,x,x/2\n${rowsOf(12, (at) => `${at},1${at},2${at},left`)}\n`;
    expect(await compress(text)).toBeDefined();
  });

  test('a table without a header', async () => {
    const text = `${rowsOf(12, (at) => `${at},192.168.0.${at},GET,/index.html`)}\n`;
    const short = await compress(text);
    expect(short?.text).toMatch(/^\[CSV, no header/);
    expect(short?.text).toContain('\n11 192.168.0.11');
  });

  test('a header with years', async () => {
    const years = `tea,sort,${Array.from({ length: 9 }, (_, at) => 2_011 + at).join(',')}`;
    const leaves = Array.from({ length: 9 }, (_, at) => at * 3.5).join(',');
    const short = await compress(
      `${years}\n${rowsOf(12, (at) => `leaf ${at},green,${at}${leaves}`)}\n`,
    );
    expect(short?.text).toMatch(/^\[12 rows\] tea sort=green 2011/m);
  });

  test('a quote that is never closed', async () => {
    const text = `a,b,c\n${rowsOf(12, (at) => `${at},"open ${at},x`)}\n`;
    expect(await compress(text)).toBeDefined();
  });
});

describe('left to others', () => {
  test.each([
    ['one row', 'a,b,c\n1,2,3\n'],
    [
      'sentences',
      'First, we go, slowly.\nThen, we stop, and wait.\nSo be it.\nIt is late, friend.\n',
    ],
    ['ragged rows', 'a,b,c\n1,2\n3\n4,5,6,7\n8\n9,10\n'],
    ['bars', ' a | b\n---+---\n 1 | 2\n 3 | 4\n 5 | 6\n'],
  ])('%s', async (_, text) => {
    expect(await compress(text)).toBeUndefined();
  });
});
