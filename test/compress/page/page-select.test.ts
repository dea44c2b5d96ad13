import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import type { Compressed } from '../../../src/compress/compressor.ts';
import { pageSelect } from '../../../src/compress/page/page-select.ts';
import { contextFor } from '../context-for.ts';

const FOLDER = fileURLToPath(new URL('../../fixtures/content/page/', import.meta.url));
const PLAYWRIGHT = readFileSync(`${FOLDER}playwright-orders.txt`, 'utf8');
const DEV_TOOLS = readFileSync(`${FOLDER}dev-tools-orders.txt`, 'utf8');

function select(text: string, about: Parameters<typeof contextFor>[1] = {}): Compressed {
  const offer = pageSelect.compress(text, contextFor('page', about));
  if (offer === undefined || offer instanceof Promise) throw new Error('no offer');
  return offer;
}

describe('a page that fits without its wrappers', () => {
  const { text, lost = [] } = select(PLAYWRIGHT);
  const lines = text.split('\n');

  it('shows whatever can be clicked or filled in, with what it is called by', () => {
    const acted =
      /- (?:link|button|checkbox|searchbox|combobox)\b.*\[ref=(e\d+)\]|\[ref=(e\d+)\] \[cursor/g;
    const refs = [...PLAYWRIGHT.matchAll(acted)].map(([, ref, other]) => ref ?? other ?? '');
    expect(refs.length).toBeGreaterThan(30);
    const shown = new Set(text.match(/\be\d+\b/g));
    expect(refs.filter((ref) => !shown.has(ref))).toEqual([]);
  });

  it('shows all that can be read, the texts of one row on a line', () => {
    expect(lines).toContain('  Chen Wei | Taipei | 5 items | 318.00 EUR | payment failed');
    expect(lines).toContain(' alert: "The payment of order 4713 failed: card declined."');
    expect(lines).toContain(' Shows the orders of the last seven days . Older ones are in the');
    expect(lines).toContain(' heading "Orders" [level=1]');
    expect(text).not.toContain('[… ');
  });

  it('says a label once, and calls what has no name by its text', () => {
    expect(lines.filter((line) => line.includes('Paid'))).toEqual([
      '  checkbox "Paid" [checked] e36',
    ]);
    expect(lines.filter((line) => line.includes('Search orders'))).toHaveLength(1);
    expect(lines).toContain(' link "Lampshop office" e3* > /own/index.html');
  });

  it('names every line that it does not show', () => {
    const given = PLAYWRIGHT.split('\n');
    const missing = lost.flatMap(({ from, to }) => given.slice(from - 1, to));
    expect(missing).toContain('    - list [ref=e10]:');
    expect(missing.some((line) => line.includes('Refund'))).toBe(false);
    expect(missing.filter((line) => /EUR|\/url/.test(line))).toEqual([]);
  });
});

describe('a page that does not fit', () => {
  it('shows what is asked for with what stands beside it, alarms and fields, and counts the rest', () => {
    const { text } = select(PLAYWRIGHT, {
      budgetTokens: 300,
      question: 'Refund order 4716 of Haddad',
    });
    expect(text).toContain('link "4716" e105* > ^4716.html\n  Faisal Haddad | Amman | 2 items');
    expect(text).toContain('button "Refund" e112');
    expect(text).toContain('payment of order 4713 failed');
    expect(text).toContain('searchbox "Search orders" e7');
    expect(text).toMatch(/\[… \d+-\d+: link ×\d+/);
  });
});

it('a snapshot of DevTools is read as well', () => {
  const { text } = select(DEV_TOOLS);
  expect(text).toContain('1_75 link "4713" > ^orders/4713.html\n');
  expect(text).toContain('  Chen Wei | Taipei | 5 items | 318.00 EUR | payment failed\n');
  expect(text).toContain(
    '   1_47 combobox "Country" expandable haspopup="menu" value="Portugal"\n',
  );
});

it('of a name or an address that is very long the ends stay, and the line counts as one that is missing', () => {
  const lines = Array.from({ length: 12 }, (_, at) => `- button "Step ${at}" [ref=e${at}]`);
  const picture = `data:image/svg+xml,${'ab/'.repeat(3_000)}`;
  const link = ['- link "Logo" [ref=e77] [cursor=pointer]:', `  - /url: ${picture}end`];
  const { text, lost } = select([...lines, ...link].join('\n'));
  expect(text).toMatch(
    /link "Logo" e77\* > data:image.{300,600}\[… \d+ characters\].{150,200}end$/,
  );
  expect(lost).toEqual([{ unit: 'line', from: 13, to: 14 }]);
});

it('a snapshot that is read from a file is read without its line numbers', () => {
  const numbered = PLAYWRIGHT.split('\n').map(
    (line, at) => `${String(at + 1).padStart(6)}\t${line}`,
  );
  expect(select(numbered.join('\n'))).toMatchObject({ lost: select(PLAYWRIGHT).lost });
});

it('what is no page is left alone', () => {
  expect(pageSelect.compress('- one\n- two\n'.repeat(50), contextFor('page'))).toBeUndefined();
});
