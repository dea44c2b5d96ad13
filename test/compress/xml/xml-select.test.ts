import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import type { Compressed } from '../../../src/compress/compressor.ts';
import { xmlSelect } from '../../../src/compress/xml/xml-select.ts';
import { contextFor } from '../context-for.ts';

const FOLDER = fileURLToPath(new URL('../../fixtures/content/xml/', import.meta.url));
const TEST_RUN = readFileSync(`${FOLDER}test-run.xml`, 'utf8');

function select(text: string, about: Parameters<typeof contextFor>[1] = {}): Compressed {
  const offer = xmlSelect.compress(text, contextFor('xml', { budgetTokens: 500, ...about }));
  if (offer === undefined || offer instanceof Promise) throw new Error('no offer');
  return offer;
}

describe('XML that is too long', () => {
  const { text, lost = [] } = select(TEST_RUN, { question: 'Does `test_brew[7-"cup"]` pass?' });

  it('keeps what failed, within what it stands in', () => {
    expect(text).toContain('\n testsuite name=pytest errors=0 failures=1');
    expect(text).toMatch(/\n {2}testcase test_brew\[41-.*\n {3}failure /);
    expect(text).toContain('failure message="AssertionError: assert 85 == 90"');
    expect(text).toContain('|E   AssertionError: assert 85 == 90');
    expect(text).toMatch(/skipped .*no kettle/);
  });

  it('keeps what the question names', () => {
    expect(text).toContain('test_brew[7-');
  });

  it('counts the others by name, and names their characters where a line holds them all', () => {
    const shown = text.match(/^ {2}testcase/gm)?.length ?? 0;
    const counted = [...text.matchAll(/^… .*?(\d+) testcase/gm)].map(([, count]) => Number(count));
    expect(shown + counted.reduce((sum, count) => sum + count, 0)).toBe(80);
    expect(lost.every(({ unit }) => unit === 'character')).toBe(true);
    for (const { from, to, about = '' } of lost) {
      const left = TEST_RUN.slice(from - 1, to).match(/<testcase/g)?.length ?? 0;
      if (left > 0) expect(about).toContain(`${left} testcase`);
    }
  });
});

it('of XML on many lines, the lines that are left out are named', () => {
  const files = Array.from(
    { length: 150 },
    (_, at) => `  <file path="src/part${at}.ts" size="${at * 37}"/>`,
  );
  const xml = ['<list>', ...files, '</list>'].join('\n');
  const { text, lost = [] } = select(xml, { question: 'How large is src/part77.ts?' });
  expect(text).toContain('77');
  const marks = [...text.matchAll(/^\[… (\d+)-(\d+): (\d+) file\]$/gm)];
  expect(marks.length).toBeGreaterThan(0);
  for (const [, from, to, count] of marks)
    expect(Number(to) - Number(from) + 1).toBe(Number(count));
  expect(lost.every(({ unit }) => unit === 'line')).toBe(true);
});

it('no element needs one that is left out to be read', () => {
  const rows = Array.from(
    { length: 200 },
    (_, at) => `<row id="${at}" shop="s${at < 100 ? 1 : 2}"/>`,
  );
  const { text } = select(`<t>${rows.join('')}</t>`);
  expect(text).not.toContain('shop=…');
  expect(text.match(/^ row .*$/gm)?.every((line) => / s[12]$/.test(line))).toBe(true);
});

it('what can hardly be read as XML is chosen from like any other text', () => {
  const words = Array.from({ length: 300 }, (_, at) => `Paragraph ${at} says what no XML does.\n`);
  const { text } = select(`<t><row a="1"/></t>\n\n${words.join('\n')}`, {
    question: 'What does paragraph 222 say?',
  });
  expect(text).toContain('Paragraph 222');
  expect(text).not.toContain('[XML');
});
