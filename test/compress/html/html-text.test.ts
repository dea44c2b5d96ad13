import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Compressed } from '../../../src/compress/compressor.ts';
import { htmlText } from '../../../src/compress/html/html-text.ts';
import { estimateTokens } from '../../../src/tokens/estimate.ts';
import { contextFor } from '../context-for.ts';

const MANUAL = readFileSync(
  fileURLToPath(new URL('../../fixtures/content/html/manual.html', import.meta.url)),
  'utf8',
);
const WIDE = 100_000;

async function shorten(
  html: string,
  budgetTokens = WIDE,
  question?: string,
): Promise<Compressed | undefined> {
  const context = contextFor('html', { budgetTokens, question });
  return htmlText.compress(html, context);
}

/** The text of a page that has this body. */
async function textOf(body: string): Promise<string> {
  const filler = '<p title="nothing to read in an attribute"></p>'.repeat(20);
  return (await shorten(`<html><body>${filler}${body}</body></html>`))?.text ?? '';
}

describe('the text of a page', () => {
  it.each([
    ['headings', '<h1>A</h1><h3>B <i>c</i></h3>', '# A\n\n### B c'],
    ['lists', '<ul><li>a<ul><li>b</li></ul></li><li>c</ul>', '- a\n  - b\n- c'],
    ['numbered lists', '<ol><li>a<li>b</ol>', '1. a\n2. b'],
    ['tables', '<table><tr><th>a<th>b<tr><td>1<td>2</table>', '| a | b |\n| 1 | 2 |'],
    [
      'tables that arrange a page',
      '<table><tr><td>menu</td><td><table><tr><td>1<td>2</table></td></table>',
      'menu\n| 1 | 2 |',
    ],
    ['code', '<pre>if a &lt; b:\n    pass\n</pre>', '```\nif a < b:\n    pass\n```'],
    ['blanks', '<p>one\n  <b>two</b>,&nbsp;three<br>four</p>', 'one two, three\nfour'],
    ['definitions', '<dl><dt>a<dd>b</dl>', 'a\n  b'],
    [
      'each linked page once',
      '<a href="https://x.test/a">a</a> <a href="https://x.test/a#c">c</a> <a href="https://x.test/b">b</a>',
      '[a](https://x.test/a) c [b](https://x.test/b)',
    ],
    ['links', '<a href="https://x.test/a">a</a> <a href="#b">b</a>', '[a](https://x.test/a) b'],
    ['tags of any name', '<p>a <constructor>b</constructor> <x-y>c</x-y></p>', 'a b c'],
    ['pictures', '<p><img alt="a red kettle"> boils', '[a red kettle] boils'],
    ['nothing hidden', '<p hidden>a</p><p style="display: none">b</p><script>c</script>d', 'd'],
  ])('%s', async (_, body, expected) => {
    expect(await textOf(body)).toBe(expected);
  });

  it('is that of the main part, with the title', async () => {
    const text = (await shorten(MANUAL))?.text ?? '';
    expect(text).toMatch(/^# Kettle manual\n\n# The kettle\n/);
    expect(text).not.toMatch(/Page 12|Imprint|tracking|float/);
    expect(text).toContain('| E139 | lost base (39) | call service |');
  });

  it('is that of the whole page if hardly anything stands beside the menus', async () => {
    const items = '<li><a href="/a/b">an entry of the list</a></li>'.repeat(30);
    expect(await textOf(`<div class="menu"><ul>${items}</ul></div>end`)).toContain('an entry');
  });
});

describe('htmlText', () => {
  it('keeps what was asked for, under its heading, and says which lines are missing', async () => {
    const { text = '', lost = [] } =
      (await shorten(MANUAL, 700, 'what does error code E117 mean and how is it remedied?')) ?? {};
    expect(text).toContain('| E117 | boil dry (17) | refill |');
    expect(text).toContain('## Error codes');
    expect(estimateTokens(text)).toBeLessThan(800);
    const lines = MANUAL.split('\n');
    const hidden = lost.flatMap(({ from, to }) => lines.slice(from - 1, to));
    expect(hidden.join('\n')).toContain('kettle start --program 11');
  });

  it('finds the address of a link that the question is about', async () => {
    const { text = '' } = (await shorten(MANUAL, 700, 'where is the sound setting changed?')) ?? {};
    expect(text).toContain('(/settings/sound)');
  });

  it('counts characters in a page without lines', async () => {
    const { lost = [] } = (await shorten(MANUAL.replaceAll('\n', ' '), 700)) ?? {};
    expect(new Set(lost.map(({ unit }) => unit))).toEqual(new Set(['character']));
  });

  it('gives up on nesting beyond reason, and takes whatever looks like tags', async () => {
    expect(await shorten('<html>' + '<div>'.repeat(100_000))).toBeUndefined();
    const piece = fc.constantFrom(
      ...'<p> </p> <table> <tr> <td> </td> </table> <pre> </pre> <li> <ul> </ul> <a_href="/x/y"> </a> <h2> </h2> text <nav> </nav> <!-- --> <br> & &lt; < >'
        .split(' ')
        .map((tag) => tag.replaceAll('_', ' ')),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(piece, { maxLength: 60 }), async (pieces) => {
        const html = `<html>${pieces.join('\n')} end of the page</html>`;
        const found = await shorten(html);
        if (found !== undefined) expect(found.text.length).toBeLessThan(html.length);
      }),
      { seed: 3, numRuns: 300 },
    );
  });
});
