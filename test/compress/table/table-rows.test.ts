import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { sliceOf } from '../../../src/ccr/slice/slice.ts';
import type { Compressed } from '../../../src/compress/compressor.ts';
import { tableRows } from '../../../src/compress/table/table-rows.ts';
import { estimateTokens } from '../../../src/tokens/estimate.ts';
import { contextFor } from '../context-for.ts';
import { anyTable, writeDelimited, writePsql, type TableContent } from './generate-table.ts';

async function select(
  text: string,
  budgetTokens: number,
  question?: string,
): Promise<Compressed | undefined> {
  const context = contextFor('table', { budgetTokens, question });
  return tableRows.compress(text, context);
}

function retrieve(text: string, unit: string, range: string): string {
  const sliced = sliceOf(text, { [`${unit}s`]: range });
  return sliced.ok ? sliced.slice.pieces.map((piece) => piece.text).join('') : sliced.message;
}

/** Orders of a shop: one is refunded, one is far too large, one has no customer. */
const ORDERS = Array.from({ length: 300 }, (_, at) => {
  const status = at === 181 ? 'refunded' : at % 5 === 0 ? 'open' : 'paid';
  const total = at === 90 ? '99120.00' : (20 + ((at * 37) % 400) / 10).toFixed(2);
  const customer = at === 222 ? '' : `customer-${(at * 13) % 60}`;
  return [`${at + 1}`, customer, status, total, `ORD-${7_000 + at * 3}`];
});
const NAMES = ['id', 'customer', 'status', 'total', 'reference'];
const CSV = [NAMES, ...ORDERS].map((row) => `${row.join(',')}\n`).join('');

describe('which rows stay', () => {
  test('rare values, outliers, gaps, first and last; the others are summed up', async () => {
    const { text = '' } = (await select(CSV, 700)) ?? {};
    for (const word of ['refunded', '99120.00', 'ORD-7666', 'ORD-7000', 'ORD-7897'])
      expect(text).toContain(word);
    expect(text).toMatch(/\(… \d+ rows: .*paid×\d+/);
    expect(estimateTokens(text)).toBeLessThan(900);
  });

  test('of many columns those with few values are summed up first', async () => {
    const names = ['id', 'a', 'b', 'c', 'd', 'e', 'f', 'size', 'state'];
    const rows = Array.from({ length: 200 }, (_, at) => {
      const words = ['a', 'b', 'c', 'd', 'e', 'f'].map(
        (name, place) => `${name}${(at * (place + 7)) % 50}`,
      );
      return [at, ...words, `${(at * 37) % 190}M`, at % 3 === 0 ? 'on' : 'off'].join(',');
    });
    const text = (await select([names.join(','), ...rows, ''].join('\n'), 400))?.text ?? '';
    expect(text).toMatch(/\(… \d+ rows: .*size \d+M\.\.\d+M; state off×\d+ on×\d+\)/);
  });

  test('a row that is asked for', async () => {
    const { text = '' } = (await select(CSV, 500, 'What is the status of order ORD-7381?')) ?? {};
    expect(text).toContain('\n129\t128 customer-31 paid');
  });

  test('a row that is asked for, in full where others have signs', async () => {
    const makers = [
      'Old Kettle Works of Leith',
      'Teapots and Trays of Stoke',
      'Three Brothers Tin',
    ];
    const pots = Array.from(
      { length: 300 },
      (_, at) =>
        `pot-${at},${makers[(at * 7) % 3]} ${'and sons '.repeat(3)}Ltd,${(at * 37) % 1000}\n`,
    );
    const { text = '' } =
      (await select(
        `name,maker,price\n${pots.join('')}`,
        900,
        'Who made pot-211, for what price?',
      )) ?? {};
    expect(text).toContain('&a=');
    expect(text).toMatch(
      /^\d+\tpot-211 "Teapots and Trays of Stoke and sons and sons and sons Ltd" 807$/m,
    );
  });

  test('in a sorted table the first and last row of each group', async () => {
    const rows = Array.from({ length: 240 }, (_, at) => {
      const group = ['alpha', 'beta', 'gamma', 'delta'][Math.floor(at / 60)] ?? '';
      return `${group}_parser,${at % 60},0.${1_000 + ((at * 7) % 90)}`;
    });
    const text = (await select(`suite,run,seconds\n${rows.join('\n')}\n`, 400))?.text ?? '';
    expect(text).toContain('# beta_parser\n62\t0 ');
    for (const row of [2, 61, 62, 121, 122, 181, 182, 241]) expect(text).toContain(`\n${row}\t`);
  });

  test.each(['|', '\t'])('ids that count are no line numbers: between %j', async (mark) => {
    const rows = ORDERS.map(([, ...cells], at) => [`${at + 501}`, ...cells].join(mark));
    const text =
      (await select(rows.join('\n'), 600, 'What is the total of order 642?'))?.text ?? '';
    expect(text).toMatch(/^142\t642 customer-33 paid /m);
  });

  test('lines around a table stay', async () => {
    const text = `Orders of May\n${CSV}done in 3 s\n`;
    const short = (await select(text, 500))?.text ?? '';
    expect(short).toMatch(/^Orders of May\n/);
    expect(short).toMatch(/\ndone in 3 s\n$/);
    expect(short).toContain('\n3\t1 customer-0');
  });
});

/** Each row begins with a word of its own. */
function withIds({ names, rows }: TableContent): TableContent {
  return { names, rows: rows.map(([, ...rest], at) => [`row-${at}x`, ...rest]) };
}

describe('retrieval', () => {
  const texts = fc.oneof(
    fc
      .tuple(
        anyTable({ hard: true }).map(withIds),
        fc.constantFrom(',', '\t', ';'),
        fc.constantFrom('\n', '\r\n'),
      )
      .map(([content, delimiter, lineEnd]) =>
        writeDelimited(content, { delimiter, quoting: 'where needed', lineEnd }),
      ),
    anyTable({ hard: false }).map(withIds).map(writePsql),
  );

  test('every row is shown or said to be missing, under the number that gives it back', async () => {
    let offers = 0;
    await fc.assert(
      fc.asyncProperty(texts, async (text) => {
        const short = await select(text, 60, 'which one failed?');
        if (short === undefined) return;
        offers++;
        const pieces = (short.lost ?? []).map(({ unit, from, to }) =>
          retrieve(text, unit, `${from}-${to}`),
        );
        for (const piece of pieces) expect(text).toContain(piece);
        const unit = short.lost?.[0]?.unit ?? 'row';
        for (const [id] of text.matchAll(/row-\d+x/g)) {
          const number = new RegExp(`^(\\d+)\\t.*${id}`, 'm').exec(short.text)?.[1];
          const isMissing = pieces.some((piece) => piece.includes(id));
          expect(isMissing).toBe(number === undefined);
          if (number !== undefined) expect(retrieve(text, unit, number)).toContain(id);
        }
      }),
      { seed: 21, numRuns: 200 },
    );
    expect(offers).toBeGreaterThan(60);
  });

  test('records of several lines are counted as retrieval counts them', async () => {
    const rows = Array.from(
      { length: 80 },
      (_, at) => `T-${4_000 + at},"line one of ${at}\nline two",plain`,
    );
    const text = `id,comment,kind\n${rows.join('\n')}\n`;
    const short = await select(text, 450, 'what does the comment with the number T-4041 say?');
    for (const { unit, from, to } of short?.lost ?? [])
      expect(retrieve(text, unit, `${from}-${to}`)).toBe(
        `${rows.slice(from - 2, to - 1).join('\n')}\n`,
      );
    expect(short?.text).toMatch(/^43\tT-4041 /m);
  });

  test('records one below the other are counted by their lines', async () => {
    const record = (at: number): string =>
      `-[ RECORD ${at + 1} ]------\nname  | pot ${(at * 37) % 90}\nheat  | ${at === 41 ? 'failed' : (at * 13) % 17}\nlitres | ${at}`;
    const text = Array.from({ length: 90 }, (_, at) => record(at)).join('\n');
    const { text: short = '', lost = [] } = (await select(text, 250)) ?? {};
    expect(short).toMatch(/^165\t"pot 77" failed 41$/m);
    const missing = lost
      .map(({ unit, from, to }) => retrieve(text, unit, `${from}-${to}`))
      .join('');
    for (let at = 0; at < 90; at++)
      expect(missing.includes(record(at))).toBe(!new RegExp(`^${at * 4 + 1}\\t`, 'm').test(short));
  });

  test('rows of a table with bars are lines', async () => {
    const rows = Array.from({ length: 90 }, (_, at) => [`${at}`, `name-${at}`, `${at * 3}`]);
    const text = writePsql({ names: ['id', 'name', 'size'], rows });
    const { lost = [], text: short = '' } = (await select(text, 150)) ?? {};
    expect(lost.length).toBeGreaterThan(0);
    expect(short).toContain('rows start with their line number');
    expect(lost.every(({ unit }) => unit === 'line')).toBe(true);
    const lines = text.split('\n');
    for (const { unit, from, to } of lost)
      expect(retrieve(text, unit, `${from}-${to}`)).toBe(
        lines.slice(from - 1, to).join('\n') + '\n',
      );
    const gone = lost.reduce((sum, { from, to }) => sum + to - from + 1, 0);
    expect([...short.matchAll(/^\d+\t/gm)].length + gone).toBe(90);
  });
});
