import { describe, expect, test } from 'vitest';
import { sliceOf } from '../../../src/ccr/slice/slice.ts';
import type { Compressed } from '../../../src/compress/compressor.ts';
import { detectKind } from '../../../src/compress/detect.ts';
import { originOf } from '../../../src/compress/origin/origin-of-call.ts';
import { tableRows } from '../../../src/compress/table/table-rows.ts';
import { tablePlain } from '../../../src/compress/table/table-plain.ts';
import { contextFor } from '../context-for.ts';

const SHELL = originOf('Bash', { command: 'sh report.sh' });

async function select(text: string, budgetTokens: number, question?: string): Promise<Compressed> {
  const compressed = await tableRows.compress(
    text,
    contextFor('table', { budgetTokens, question }),
  );
  return compressed ?? { text };
}

function boxed(names: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = names.map((name, at) =>
    Math.max(name.length, ...rows.map((row) => row[at]?.length ?? 0)),
  );
  const rule = `+${widths.map((width) => '-'.repeat(width + 2)).join('+')}+`;
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell, at) => cell.padEnd(widths[at] ?? 0)).join(' | ')} |`;
  return [rule, line(names), rule, ...rows.map(line), rule].join('\n') + '\n';
}

const LEAVES = boxed(
  ['id', 'leaf'],
  Array.from({ length: 120 }, (_, at) => [`${at}`, `leaf ${(at * 37) % 101}`]),
);
const POTS = boxed(
  ['pot', 'material', 'litres'],
  Array.from({ length: 90 }, (_, at) => [
    `pot-${at}`,
    at === 61 ? 'glass' : 'clay',
    at === 33 ? '940' : `${1 + (at % 4)}`,
  ]),
);

describe('several tables one after the other', () => {
  test('each keeps its head and the rows that stand out', async () => {
    const { text } = await select(LEAVES + POTS, 900);
    for (const word of ['leaf', 'material', 'litres', 'glass', '940']) expect(text).toContain(word);
    expect(text.match(/^\[table, shortened/gm)).toHaveLength(2);
    expect(text.length).toBeLessThan((LEAVES + POTS).length / 2);
  });

  test('their rows are told by lines of the whole', async () => {
    const whole = `${LEAVES}\n${POTS}`;
    const { text, lost = [] } = await select(whole, 900);
    const number = /^(\d+)\tpot-61 /m.exec(text)?.[1] ?? '';
    const sliced = sliceOf(whole, { lines: number });
    expect(sliced.ok && sliced.slice.pieces.map((piece) => piece.text).join('')).toContain(
      'pot-61 ',
    );
    expect(lost.every(({ unit }) => unit === 'line')).toBe(true);
    expect(lost.at(-1)?.to).toBeLessThanOrEqual(whole.split('\n').length);
  });

  test('a short one stays as it is', async () => {
    const users = boxed(['user'], [['ada'], ['bob']]);
    expect((await select(users + POTS, 600)).text).toContain(users.trimEnd());
  });
});

describe('frames', () => {
  const rows = Array.from({ length: 150 }, (_, at) => [
    `${(4 + ((at * 7) % 31) / 10).toFixed(1)}`,
    at === 97 ? '19.5' : `${(1 + ((at * 3) % 17) / 10).toFixed(1)}`,
    `${(0.1 + ((at * 5) % 23) / 10).toFixed(1)}`,
    `${at % 3}`,
  ]);

  test('with names, types and a double rule are tables', async () => {
    const line = (cells: readonly string[]): string =>
      `│ ${cells.map((cell) => cell.padEnd(8)).join(' ┆ ')} │`;
    const drawn = (left: string, middle: string, right: string, sign: string): string =>
      left + [1, 2, 3, 4].map(() => sign.repeat(10)).join(middle) + right;
    const text = [
      'shape: (150, 4)',
      drawn('┌', '┬', '┐', '─'),
      line(['height', 'width', 'weight', 'kind']),
      line(['---', '---', '---', '---']),
      line(['f64', 'f64', 'f64', 'i64']),
      drawn('╞', '╪', '╡', '═'),
      ...rows.map(line),
      drawn('└', '┴', '┘', '─'),
      '',
    ].join('\n');
    expect(detectKind(text, SHELL)).toBe('table');
    const short = await select(text, 500);
    expect(short.text).toContain('[152 rows');
    expect(short.text).toContain('height width weight kind');
    expect(short.text).toMatch(/ 19\.5 /);
    expect(short.text).toContain('f64');
  });

  test('with numbered rows below lower-case names are tables', async () => {
    const text = [
      `     ${['height', 'width', 'weight', 'kind'].map((name) => name.padStart(9)).join('')}`,
      ...rows.map(
        (row, at) => `${`${at}`.padEnd(5)}${row.map((cell) => cell.padStart(9)).join('')}`,
      ),
      '',
    ].join('\n');
    expect(detectKind(text, SHELL)).toBe('table');
    const short = await select(text, 500);
    expect(short.text).toMatch(/^99\t97 \S+ 19\.5 /m);
  });

  test('between two rules, below what the program did before, are tables', () => {
    const rule = '-'.repeat(60);
    const text = [
      '  312 leaves read.',
      'kettle v4.2  T=0.31 s (980.0 leaves/s)',
      rule,
      `${'Leaf'.padEnd(40)}   stems      tips`,
      rule,
      ...rows.map(
        (_, at) =>
          `${`leaf/${at}.tea`.padEnd(40)}${`${at * 3}`.padStart(8)}${`${at}`.padStart(10)}`,
      ),
      rule,
      '',
    ].join('\n');
    expect(detectKind(text, SHELL)).toBe('table');
  });

  test('sentences of equally many words are none', () => {
    const text = 'the kettle sings a song\n'.repeat(40);
    expect(detectKind(text, SHELL)).not.toBe('table');
  });
});

describe('records of several queries, each of its own columns', () => {
  const records = (columns: readonly string[], count: number): string =>
    Array.from({ length: count }, (_, at) =>
      [
        `-[ RECORD ${at + 1} ]------+-----------`,
        ...columns.map((name, column) => `${name.padEnd(16)} | ${name} ${at * (column + 3)}`),
      ].join('\n'),
    ).join('\n') + '\n\n';
  const text = records(['pot', 'leaf', 'litres_per_cup'], 8) + records(['shelf', 'keeper'], 40);

  test('are rows without loss', async () => {
    const context = contextFor('table', { profile: 'lossless', budgetTokens: 2_000 });
    const written = (await tablePlain.compress(text, context))?.text ?? '';
    expect(written).toContain('[8 rows]');
    expect(written).toContain('[40 rows]');
    for (const cell of ['litres_per_cup', '35', 'keeper', '156']) expect(written).toContain(cell);
  });

  test('those that fit their share are rows too', async () => {
    const { text: short } = await select(text, 1_200);
    expect(short).toContain('[8 rows]');
    expect(short).not.toContain('-[ RECORD');
  });
});
