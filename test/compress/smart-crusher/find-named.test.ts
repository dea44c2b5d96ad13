import { describe, expect, it } from 'vitest';
import { jsonRows } from '../../../src/compress/smart-crusher/index.ts';
import { besideNamed, findNamed } from '../../../src/compress/smart-crusher/lossy/find-named.ts';
import { outlineOf } from '../../../src/compress/smart-crusher/lossy/outline.ts';
import { readJson } from '../../../src/compress/smart-crusher/reading.ts';
import { estimateTokens } from '../../../src/tokens/estimate.ts';
import { contextFor } from '../context-for.ts';

function shorten(value: unknown, budgetTokens: number, question: string): string {
  const text = JSON.stringify(value);
  const compressed = jsonRows.compress(text, contextFor('json', { budgetTokens, question }));
  if (compressed instanceof Promise) throw new Error('json-rows answers at once');
  return compressed?.text ?? text;
}

/** As a linter prints them, with the source of each file. */
const files = Array.from({ length: 60 }, (_, at) => ({
  path: `/srv/shop/lib/part_${at}.js`,
  findings:
    at % 3 === 0
      ? [
          { rule: 'no-shadow', says: `'cup${at}' is declared above`, line: at + 10 },
          { rule: 'no-else', says: `leave out the else of step ${at}`, line: at + 20 },
        ]
      : [],
  source: Array.from({ length: 40 }, (_, line) => `pour(tea, cup${line}, part); // ${at}`).join(
    '\n',
  ),
}));

describe('what a question names', () => {
  it('is a file by the end of its path, with all rows below it', () => {
    const short = shorten(files, 900, 'Which findings are there for part_33.js in the list?');
    expect(short).toContain("'cup33' is declared above");
    expect(short).toContain('leave out the else of step 33');
  });

  it('is no file whose name only ends alike', () => {
    const short = shorten(files, 900, 'Which findings are there for art_33.js in the list?');
    expect(short).not.toContain('leave out the else of step 33');
  });

  it('is a row with all that its lists hold', () => {
    const pots = Array.from({ length: 40 }, (_, at) => ({
      name: `pot-${at}`,
      fits: Array.from(
        { length: 12 },
        (_, lid) => `lid of ${lid + at} inches; of the ${at}th sort`,
      ),
      says: Array.from(
        { length: 90 },
        (_, cup) => `It pours ${cup} cups, and fits all things.`,
      ).join(' '),
    }));
    const short = shorten(pots, 1_300, 'What are all the things that pot-23 fits?');
    for (let lid = 0; lid < 12; lid++)
      expect(short).toContain(`lid of ${lid + 23} inches; of the 23th`);
    expect(short).not.toContain('lid of 30 inches; of the 24th');
  });

  it('is a row by its number, counted with or without a heading line', () => {
    const rows = Array.from({ length: 500 }, (_, at) => ({
      cup: at * 7,
      taste: 'mild',
      pot: at % 9,
    }));
    const short = shorten(rows, 700, 'What is recorded in row 321 of it?');
    expect(short).toMatch(/^320\t/m);
    expect(short).toMatch(/^321\t/m);
    expect(short).not.toMatch(/^322\t/m);
  });
});

const LONG = 'told at such length that it does not stand in one line with all the rest of it';

describe('besideNamed', () => {
  it('adds to a block what stands in its blocks, by name', () => {
    const teapot = {
      kind: 'thing',
      properties: {
        'boil-over': { about: LONG, oneOf: [{ kind: 'string' }, { kind: 'null' }] },
        cosy: { kind: 'string', about: LONG, of: ['wool', 'felt', { some: 'cotton' }] },
      },
    };
    const text = JSON.stringify({ parts: { cup: { kind: 'other', holds: 3 }, teapot } });
    const context = contextFor('json', {
      question: 'Which properties does the teapot have, and which lid fits?',
    });
    const reading = readJson(text);
    if (reading === undefined) throw new Error('this is JSON');
    const outline = outlineOf(reading.plan, reading.document, {
      text,
      estimate: estimateTokens,
      ends: { head: 40, tail: 10 },
    });
    const beside = besideNamed(outline, findNamed(outline, context.query));
    const texts = beside.map((index) => outline.entries[index]?.text ?? '');
    for (const name of ['boil-over', 'cosy'])
      expect(texts.some((one) => one.startsWith(name))).toBe(true);
    expect(texts.some((one) => one.startsWith('holds'))).toBe(false);
  });
});
