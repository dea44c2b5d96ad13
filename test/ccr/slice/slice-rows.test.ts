import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sliceOf } from '../../../src/ccr/slice/slice.ts';

function rowsOf(text: string, rows: string): string[] {
  const result = sliceOf(text, { rows });
  if (!result.ok) throw new Error(result.message);
  return result.slice.pieces.map((piece) => piece.text);
}

describe('rows', () => {
  it('are the items of an array, as they are written', () => {
    const text = '[ {"a": 1.0, "b":"\\u00e9"},\n  12345678901234567890 , -0,"x",\n [1,\n 2] ]';
    expect(rowsOf(text, '1-')).toEqual([
      '{"a": 1.0, "b":"\\u00e9"}\n',
      '12345678901234567890\n',
      '-0\n',
      '"x"\n',
      '[1,\n 2]\n',
    ]);
    expect(rowsOf(text, '2,4')).toEqual(['12345678901234567890\n', '"x"\n']);
  });

  it('are those of the largest array in an envelope', () => {
    const text = '{"meta":{"tags":[1,2]},"data":{"items":[{"id":1},{"id":2},{"id":3}]},"n":3}';
    expect(rowsOf(text, '2-')).toEqual(['{"id":2}\n', '{"id":3}\n']);
  });

  it('are found soon among a great many names', { timeout: 10_000 }, () => {
    const names = Array.from({ length: 400_000 }, (_, index) => `"${index}":0`).join(',');
    expect(rowsOf(`{${names},"last":[7,8]}`, '2')).toEqual(['8\n']);
  });

  it('are those of a document among other lines', () => {
    const json = '{"items":[\n {"id":1},\n {"id":2}\n]}';
    const around = `HTTP/2 200\r\nserver: [x]\r\n\r\n${json}\n\nreal 0m1s\n`;
    expect(rowsOf(around, '1-')).toEqual(['{"id":1}\n', '{"id":2}\n']);
    expect(rowsOf(`${json}\nreal 0m1s`, '2')).toEqual(['{"id":2}\n']);
    expect(rowsOf(`[info] start\n${json}\n`, '1')).toEqual(['[info] start\n']);
  });

  it('are the documents of JSON lines', () => {
    expect(rowsOf('{"a":1}\n\n{"a": 2}\r\n[3]\n', '2-3')).toEqual(['{"a": 2}\n', '[3]\n']);
  });

  it('are the records of a CSV text, its header the first', () => {
    const text = 'id,name\r\n1,"two\nlines, ""quoted"""\r\n2,plain\r\n';
    expect(rowsOf(text, '2')).toEqual(['1,"two\nlines, ""quoted"""\r\n']);
    expect(rowsOf(text, '1,3')).toEqual(['id,name\r\n', '2,plain\r\n']);
  });

  it.each([
    ['an irregular text', 'a,"b\nc",d\ne,f\n', '2', 'c",d\n'],
    ['a log', '10:00 INFO "a\n10:01 INFO b"\n', '2', '10:01 INFO b"\n'],
    ['broken JSON', '[{"a":1},\n{"b":', '2', '{"b":'],
    ['JSON with a name twice', '[{"a":1,"a":2},\n3]', '2', '3]'],
    ['an object without arrays', '{"a":\n1}', '2', '1}'],
    ['half surrogate pairs', '["\ud800",\n1]', '2', '1]'],
  ])('are lines in %s', (_name, text, rows, expected) => {
    expect(rowsOf(text, rows)).toEqual([expected]);
  });

  it('name their number when there are fewer', () => {
    expect(sliceOf('[1,2,3]', { rows: '4-' })).toMatchObject({
      ok: false,
      message: 'The original has 3 rows; "4-" is beyond them.',
    });
    expect(sliceOf('[]', { rows: '1' })).toMatchObject({ ok: false });
  });

  it('of any CSV joined again are the text', () => {
    const field = fc.oneof(
      fc.stringMatching(/^[^",\r\n]{0,6}$/),
      fc.stringMatching(/^[a",\n]{0,6}$/).map((text) => `"${text.replaceAll('"', '""')}"`),
    );
    const records = fc.array(fc.tuple(field, field, field), { minLength: 2, maxLength: 9 });
    fc.assert(
      fc.property(records, (fields) => {
        const written = fields.map((record) => `${record.join(',')}\n`);
        const text = written.join('');
        expect(rowsOf(text, '1-').join('')).toBe(text);
        if (text.includes('"')) expect(rowsOf(text, '1-')).toEqual(written);
      }),
      { numRuns: 200, seed: 5 },
    );
  });

  it('of any JSON array mean what its items mean', () => {
    fc.assert(
      fc.property(fc.array(fc.jsonValue(), { minLength: 1 }), fc.nat(4), (value, indent) => {
        const rows = rowsOf(JSON.stringify(value, null, indent), '1-');
        expect(rows.map((row) => JSON.parse(row) as unknown)).toEqual(
          JSON.parse(JSON.stringify(value)),
        );
      }),
      { numRuns: 200, seed: 6 },
    );
  });
});
