// What a retrieval of an omitted range gives is what is missing: no row more, no row less, written as in the original.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sliceOf } from '../../../src/ccr/slice/slice.ts';
import type { Compressed, Omission } from '../../../src/compress/compressor.ts';
import { jsonRows } from '../../../src/compress/smart-crusher/index.ts';
import { contextFor } from '../context-for.ts';
import { devices } from './sample-json.ts';

function shorten(text: string, budgetTokens: number): Compressed {
  const context = contextFor('json', { budgetTokens });
  const compressed = jsonRows.compress(text, context);
  if (compressed instanceof Promise) throw new Error('json-rows answers at once');
  return compressed ?? { text };
}

function slice(text: string, { unit, from, to }: Omission): string {
  const range = `${from}-${to}`;
  const result = sliceOf(text, unit === 'row' ? { rows: range } : { lines: range });
  if (!result.ok) throw new Error(result.message);
  return result.slice.pieces.map((piece) => piece.text).join('');
}

const rows = devices(200);
const written = rows.map((row) => JSON.stringify(row));

const WHOLE: readonly (readonly [name: string, text: string])[] = [
  ['an array on one line', JSON.stringify(rows)],
  ['an indented array', `${JSON.stringify(rows, null, 2)}\n`],
  ['an array in an envelope', JSON.stringify({ total: 200, meta: { tags: [1, 2] }, data: rows })],
  ['an array behind headers', `HTTP/2 200\r\nserver: x\r\n\r\n${JSON.stringify(rows)}`],
  ['an indented array between lines', `$ query\n${JSON.stringify(rows, null, 2)}\n\nreal 0m1s\n`],
  ['JSON lines', `${written.join('\n')}\n`],
];

describe.each(WHOLE)('rows left out of %s', (_name, text) => {
  it('come back as they were written, and no others are missing', () => {
    const short = shorten(text, 1000);
    const lost = (short.lost ?? []).filter(({ unit }) => unit === 'row');
    const back = lost.flatMap((omission) => valuesIn(slice(text, omission)));
    const shown = [...short.text.matchAll(/^(\d+)\t/gm)].map((found) => Number(found[1]));
    expect(back.length).toBeGreaterThan(100);
    const numbered = new Set(back.map((row) => JSON.stringify(row)));
    expect(written.filter((row) => !numbered.has(row))).toEqual(
      shown.map((number) => written[number - 1]),
    );
  });
});

/** One value after the other, each ending its line. */
function valuesIn(text: string): readonly unknown[] {
  const values: unknown[] = [];
  let pending = '';
  for (const line of text.split('\n')) {
    pending += line;
    if (pending !== '' && (/^ *\}/.test(line) || /^\{.*\}$/.test(line))) {
      values.push(JSON.parse(pending));
      pending = '';
    }
  }
  return values;
}

const text = JSON.stringify(rows, null, 2);

describe.each([
  ['behind words in their line', `Result: ${text}`],
  ['behind a line with a bracket', `[query]\n${text}`],
  ['before lines with brackets', `${text}\n\nreal {0m1.2s}\n`],
  ['with a name twice', text.replace('"id": 1,', '"id": 1, "id": 2,')],
  ['with half a surrogate pair', text.replace('"status"', '"\ud800"')],
  ['broken off', text.slice(0, -40)],
  ['in several documents', rows.map((row) => JSON.stringify(row, null, 2)).join('\n')],
])('rows %s', (_name, original) => {
  it('are told by lines, where a retrieval of rows would count something else', () => {
    const { lost = [], text: short } = shorten(original, 1000);
    expect(lost.length).toBeGreaterThan(0);
    expect(lost.filter(({ unit }) => unit === 'row')).toEqual([]);
    const missing = lost.map((omission) => slice(original, omission)).join('');
    for (const serial of rows.map((row) => String(row.serial))) {
      expect([serial, missing.includes(serial) || short.includes(serial)]).toEqual([serial, true]);
    }
  });
});

it('positions of what is left out of the JSON in a string lie in its lexeme', () => {
  fc.assert(
    fc.property(fc.constantFrom(undefined, 1, 2), fc.boolean(), (indent, isDeep) => {
      const inner = JSON.stringify({ 'a "b"\n': 'ü\t'.repeat(9), rows }, null, indent);
      const string = isDeep ? JSON.stringify({ text: inner }) : inner;
      const original = JSON.stringify({ content: [{ type: 'text', text: string }] });
      const { lost = [], text: short } = shorten(original, 1000);
      const missing = lost.map(({ from, to }) => original.slice(from - 1, to)).join('\n');
      for (const serial of rows.map((row) => String(row.serial))) {
        const places = [missing.includes(serial), short.includes(serial)];
        expect([serial, ...places.filter(Boolean)]).toEqual([serial, true]);
      }
    }),
    { numRuns: 6, seed: 20261201 },
  );
});
