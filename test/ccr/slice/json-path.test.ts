import { describe, expect, it } from 'vitest';
import { sliceOf } from '../../../src/ccr/slice/slice.ts';

const TEXT = `{
  "items": [ {"id": 1.0, "name": "a"}, {"id":2, "name": "b", "tags": ["x", "y"]}, {"id": 3} ],
  "odd key": {"a.b": 12345678901234567890, "it's": null, "ünï": true},
  "count": 3
}`;

function at(jsonPath: string, text = TEXT): string {
  const result = sliceOf(text, { jsonPath });
  if (!result.ok) return `${result.message} ${result.hint}`;
  return result.slice.pieces.map((piece) => piece.text).join('');
}

describe('a JSON path', () => {
  it.each([
    ['$', `${TEXT}\n`],
    ['$.count', '3\n'],
    ['count', '3\n'],
    ['.count', '3\n'],
    ['$.items[0]', '{"id": 1.0, "name": "a"}\n'],
    ['items[0].id', '1.0\n'],
    ['$.items[-1].id', '3\n'],
    ['$.items[*].id', '1.0\n2\n3\n'],
    ['$.items[*].name', '"a"\n"b"\n'],
    ['$.items[1:].id', '2\n3\n'],
    ['$.items[:1].id', '1.0\n'],
    ['$.items[0:2].id', '1.0\n2\n'],
    ['$.items[-2:].id', '2\n3\n'],
    ['$.items[1].tags.*', '"x"\n"y"\n'],
    ['$["odd key"]["a.b"]', '12345678901234567890\n'],
    ["$['odd key'][\"it's\"]", 'null\n'],
    ['$["odd key"].ünï', 'true\n'],
    ['$["items"][1]["tags"][0]', '"x"\n'],
  ])('%s', (path, expected) => expect(at(path)).toBe(expected));

  it('reads JSON lines as one array', () => {
    expect(at('$[1].a', '{"a":1}\n{"a": 2}\n')).toBe('2\n');
    expect(at('[*].a', '{"a":1}\n{"a": 2}\n')).toBe('1\n2\n');
  });

  it.each([
    ['$.itms', 'Nothing is at "$.itms". The names there are: items, odd key, count'],
    ['$.items[7]', 'Nothing is at "$.items[7]". There is an array of 3 items there.'],
    ['$.count.x', 'Nothing is at "$.count.x". There is a plain value there, with nothing inside.'],
  ])('says what is there instead: %s', (path, expected) => expect(at(path)).toBe(expected));

  it('says some of a great many names, and none at length', () => {
    const names = Array.from({ length: 30 }, (_, index) => `name${index}`.padEnd(60, '-'));
    const hint = at('$.x', JSON.stringify(Object.fromEntries(names.map((name) => [name, 1]))));
    expect(hint).toMatch(/name0-{35}, .*name19-+ …$/);
  });

  it.each([
    '',
    '$.items[-:]',
    '$.items[:-]',
    '$..id',
    '$.items[?(@.id>1)]',
    '$.items[(1)]',
    '$.',
    '$.a b',
    '$[',
    '$[a]',
    '$[1',
    '$["\\x"]',
    'x'.repeat(501),
  ])('does not read %j', (path) => expect(at(path)).toContain('is not a path this reads'));

  it.each(['', 'plain text', '{"a":1', '"text"'])('needs JSON, not %j', (text) => {
    expect(at('$', text)).toContain('not valid JSON');
  });
});
