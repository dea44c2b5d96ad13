import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CompressContext } from '../../../src/compress/compressor.ts';
import { json } from '../../../src/compress/smart-crusher/index.ts';
import { contextFor } from '../context-for.ts';
import { documentValue, printValue, spacing, type Member, type Value } from './generate-json.ts';

const context = contextFor('json', { profile: 'lossless', budgetTokens: 0 });
/** Estimates that make one of the two forms win whatever they cost. */
const preferRows = { ...context, estimate: (text: string) => (isMinified(text) ? 1e9 : 4) };
const preferMinified = { ...context, estimate: (text: string) => (isMinified(text) ? 0 : 4) };

function isMinified(text: string): boolean {
  return /^\[JSON[^\]]*, minified\]\n/.test(text);
}

function compress(text: string, given: CompressContext = context): string | undefined {
  const compressed = json.compress(text, given);
  if (compressed instanceof Promise) throw new Error('json answers at once');
  return compressed?.text;
}

function escaped(lexeme: string, characters: RegExp): string {
  return lexeme.replace(
    characters,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

function record(members: number): Value {
  return {
    members: Array.from({ length: members }, (_, at): Member => [`"k${at}"`, `"value ${at}"`]),
  };
}

function expectExact(text: string): void {
  for (const given of [context, preferRows, preferMinified]) {
    const short = compress(text, given);
    if (short === undefined) continue;
    expect(json.expand?.(short)).toBe(text);
    expect(short.length).toBeLessThan(text.length);
  }
}

describe('a value that most rows have', () => {
  const cups = JSON.stringify(
    Array.from({ length: 40 }, (_, at) => ({
      id: at * 7,
      ...(at % 9 !== 4 && { cracked: false }),
      tea: at % 13 === 6 ? null : { sort: `leaf ${at}`, ...(at % 8 !== 3 && { origin: '~' }) },
      ...(at % 3 === 0 && { guest: 'the lady of the house' }),
      ...(at % 20 === 1 && { handles: 2 }),
    })),
  );

  it('stands in the header, and rows without it say so', () => {
    const short = compress(cups, preferRows);
    expect(short).toContain('k=v: same in all rows without k:~');
    expect(short).toMatch(/cracked=false/);
    expect(short?.match(/cracked:~/g)).toHaveLength(4);
    expectExact(cups);
  });

  it('gets no sign of its own', () => {
    const rows = Array.from({ length: 30 }, (_, at) => ({
      id: at,
      ...(at % 2 === 0 && { place: 'upstairs, in the cupboard behind the second door' }),
    }));
    const short = compress(JSON.stringify(rows));
    expect(short).toContain('[30 rows] id place?=');
    expect(short).not.toContain('&a');
  });
});

describe('an address that is made of another cell', () => {
  const cups = (change: (at: number) => object) =>
    JSON.stringify(
      Array.from({ length: 20 }, (_, at) => ({
        self: `https://tea.example/shelves/${at * 3}/cups`,
        number: at * 3,
        potter: { login: `potter-${at % 7}`, page: `https://tea.example/~potter-${at % 7}` },
        ...change(at),
      })),
    );

  it('stands in the header, and comes back as it was', () => {
    const text = cups(() => ({}));
    const short = compress(text) ?? '';
    expect(short).toContain('self==number=https://tea.example/shelves/*/cups');
    expect(short).toContain('page==login=https://tea.example/~*');
    expect(short).toContain('k==x=a*b');
    expectExact(text);
  });

  it('stands in the rows where one of them is of another make', () => {
    const text = cups((at) => (at === 13 ? { self: 'https://tea.example/shelves/lost' } : {}));
    expect(compress(text)).not.toContain('self==');
    expectExact(text);
  });

  it.each([
    ['is missing with its name', { potter: undefined }],
    ['is null', { self: null }],
    ['has a star in it', { self: 'https://tea.example/*/39/cups' }],
    ['is escaped', { self: 'https://tea.example/shelves/39/"cups"' }],
  ])('comes back where it %s', (_, change) => {
    expectExact(cups((at) => (at === 13 ? change : {})));
    expectExact(cups(() => change));
  });
});

describe('what only some rows have', () => {
  function rowsWith(value: string): string {
    const rows = Array.from({ length: 40 }, (_, at) =>
      at % 2 === 0 ? `{"name":"kettle ${at}","isHot":${value}}` : `{"name":"kettle ${at}"}`,
    );
    return compress(`[${rows.join(',')}]`) ?? '';
  }

  it('is named when it holds', () => {
    expect(rowsWith('true')).toMatch(/kettle 4" isHot$/m);
  });

  it.each(['false', 'null', '0', '""'])('is never named alone when it is %s', (value) => {
    expect(rowsWith(value)).not.toMatch(/ isHot$/m);
    expect(rowsWith(value)).toContain(`kettle 4" isHot:${value}`);
  });
});

describe('json gives every text back', () => {
  it('one document in any common spacing', () => {
    fc.assert(
      fc.property(documentValue, spacing, fc.boolean(), (value, spaces, hasEnd) => {
        expectExact(printValue(value, spaces) + (hasEnd ? '\n' : ''));
      }),
      { numRuns: 400, seed: 20261123 },
    );
  });

  it('JSON lines, and documents one after another', () => {
    const values = fc.oneof(
      documentValue.map((value) => (Array.isArray(value) ? value : [value])),
      fc.array(documentValue, { minLength: 1, maxLength: 3 }),
    );
    fc.assert(
      fc.property(values, spacing, fc.boolean(), (items, spaces, hasEnd) => {
        const lines = items.map((item) => printValue(item, spaces));
        expectExact(lines.join('\n') + (hasEnd ? '\n' : ''));
      }),
      { numRuns: 250, seed: 20261124 },
    );
  });

  it('a text that breaks off anywhere', () => {
    fc.assert(
      fc.property(
        documentValue,
        spacing,
        fc.double({ min: 0, max: 1, noNaN: true }),
        (...drawn) => {
          const [value, spaces, share] = drawn;
          const text = printValue(value, spaces);
          expectExact(text.slice(0, Math.floor(text.length * share)));
        },
      ),
      { numRuns: 250, seed: 20261125 },
    );
  });

  it('with other lines above and below', () => {
    const around = fc.constantFrom('', 'a line\n', '&a=x\n\n[JSON]\n', '[12:00] start\n* x\n');
    fc.assert(
      fc.property(documentValue, spacing, around, around, (value, spaces, above, below) => {
        expectExact(`${above}${printValue(value, spaces)}\n${below}`);
        expectExact(`${above}${printValue(value, spaces)} ${below}`);
      }),
      { numRuns: 120, seed: 20261126 },
    );
  });

  it('behind other words in its line, or a byte order mark', () => {
    const lead = fc.constantFrom('\ufeff', 'data: ', '  ', '$ x [1]\nResult: ', '[ok] ', '# {a} ');
    fc.assert(
      fc.property(documentValue, spacing, lead, (value, spaces, before) => {
        expectExact(`${before}${printValue(value, spaces)}\nend\n`);
      }),
      { numRuns: 120, seed: 20261129 },
    );
    const text = `data: ${printValue(record(20), { indent: '', gap: ' ', colon: ': ', empty: '' })}`;
    expect(compress(text)).toMatch(/^\[JSON, spaced, after 1 lines, in the same line/);
  });

  it('JSON in strings, however they are escaped', () => {
    const style = fc.constantFrom(
      (content: string) => JSON.stringify(content),
      (content: string) => JSON.stringify(content).replaceAll('/', '\\/'),
      (content: string) => escaped(JSON.stringify(content), /[\u007f-\uffff]/g),
      (content: string) => escaped(JSON.stringify(content), /[<>&\u2028\u2029]/g),
      (content: string) => escaped(JSON.stringify(content), /[a-c]/g),
    );
    const tail = fc.constantFrom('', '\n', ' \n\n', ' x');
    const parts = fc.tuple(documentValue, spacing, style, tail, fc.integer({ min: 1, max: 3 }));
    fc.assert(
      fc.property(parts, spacing, ([value, inner, quote, end, times], spaces) => {
        const filled = [value, `"${'long enough to be looked into '.repeat(12)}"`];
        let text = quote(printValue(filled, inner) + end);
        for (let time = 1; time < times; time++) {
          text = JSON.stringify(printValue({ members: [['"text"', text]] }, inner));
        }
        const content = {
          members: [
            ['"type"', '"text"'],
            ['"text"', text],
          ] as Member[],
        };
        expectExact(printValue({ members: [['"content"', [content]]] }, spaces));
      }),
      { numRuns: 250, seed: 20261130 },
    );
  });

  it('lines of JSON, the last of which breaks off behind a backslash and a line end', () => {
    const whole = Array.from(
      { length: 6 },
      (_, at) => `{"cup":"tea ${at}","of":{"with":{"milk":${at}},"and":{"sugar":"${at}"}}}`,
    );
    const text = [...whole, '{"cup":"tea","of":{"with":{"milk":1},"and":{"sugar":"  \\\n"'].join(
      '\n',
    );
    expectExact(text);
  });

  it('oddly spaced texts, or nothing at all', () => {
    const gap = fc.constantFrom('', ' ', '\n', '\n  ', '\t');
    fc.assert(
      fc.property(documentValue, fc.array(gap, { minLength: 7, maxLength: 7 }), (value, gaps) => {
        let place = 0;
        const tokens = printValue(value, {
          indent: '',
          gap: '\u0000',
          colon: ':\u0000',
          empty: '',
        });
        expectExact(tokens.replaceAll('\u0000', () => gaps[place++ % gaps.length] ?? ''));
      }),
      { numRuns: 120, seed: 20261127 },
    );
  });
});

it('json shows the JSON in a string as what it is', () => {
  const rows = Array.from({ length: 30 }, (_, id) => ({ id, name: `name ${id}`, state: 'open' }));
  const text = JSON.stringify({ content: [{ type: 'text', text: JSON.stringify(rows, null, 2) }] });
  const short = compress(text) ?? '';
  expect(short).toContain('text:\'indent 2\' [30 rows] id name state=open\n0 "name 0"\n');
  expect(json.expand?.(short)).toBe(text);
});
