import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pageShort } from '../../../src/compress/page/page-short.ts';
import { contextFor } from '../context-for.ts';

const context = contextFor('page');
const shorten = (text: string): string | undefined => {
  const offer = pageShort.compress(text, context);
  return offer === undefined || offer instanceof Promise ? undefined : offer.text;
};
const expand = (text: string): string | undefined => pageShort.expand?.(text);

/** Enough other lines for a tree. */
const REST = Array.from({ length: 12 }, (_, at) => `  - button "Step ${at}" [ref=e9${at}]`);

function shortOf(...lines: string[]): readonly string[] {
  const text = ['### Page', '```yaml', ...lines, ...REST, '```', 'the end'].join('\n');
  const short = shorten(text) ?? '';
  expect(expand(short)).toBe(text);
  expect(short.split('\n').slice(0, 2)).toEqual(['### Page', '```yaml']);
  expect(short.split('\n').slice(-2)).toEqual(['```', 'the end']);
  return short.split('\n').slice(2, -2 - REST.length);
}

describe('a snapshot of Playwright', () => {
  it('loses notation, and keeps what an agent clicks by', () => {
    expect(
      shortOf(
        '- generic [active] [ref=e1]:',
        '  - link "Home" [ref=e2] [cursor=pointer]:',
        '    - /url: /',
        '  - generic [ref=e3]:',
        '    - textbox "Name" [ref=e4]: Ana',
        '    - generic [ref=e5]: 64.90 EUR',
        '    - text: and more',
      ),
    ).toEqual([
      '[page snapshot, written shorter, e5: [ref=e5], *: [cursor=pointer], no role: generic, or text without a ref, >: /url]',
      'generic [active] e1',
      ' link "Home" e2* > /',
      ' e3',
      '  textbox "Name" e4: Ana',
      '  e5: 64.90 EUR',
      '  : and more',
    ]);
  });

  it('says a name once that stands around or inside, too', () => {
    const short = shortOf(
      '- row "4711 Ana Lima" [ref=e1]:',
      '  - cell "4711" [ref=e2]',
      '  - cell "Ana Lima" [ref=e3]:',
      '    - img "Ana Lima" [ref=e4]',
      '- link "Docs" [ref=e5]:',
      '  - strong [ref=e6]: "1."',
      '  - text: Docs',
    );
    expect(short[0]).toContain('=: the name of the element around, ~: named by the texts inside]');
    expect(short.slice(1)).toEqual([
      'row ~ e1',
      ' cell "4711" e2',
      ' cell "Ana Lima" e3',
      '  img = e4',
      'link "Docs" e5',
      ' strong e6: "1."',
      ' : =',
    ]);
  });

  it('says the begin that addresses share once', () => {
    const links = [1, 2, 3, 4, 5].flatMap((page) => [
      `- link "Page ${page}" [ref=e${page}] [cursor=pointer]:`,
      `  - /url: https://example.org/reports/${page}`,
    ]);
    const short = shortOf(...links);
    expect(short[0]).toMatch(/, \^: https:\/\/example\.org\/reports\/\]$/);
    expect(short[1]).toBe('link "Page 1" e1* > ^1');
  });

  it.each([
    ['a key in quotes', `- 'link "a: b" [ref=e7]':`, '  - /url: /x'],
    ['a colon without anything below', '- generic [ref=e7]:', '- generic [ref=e8]'],
    ['a value that is our sign for a name', '- text: =', '- text: "="'],
    ['attributes in another order', '- button "x" [cursor=pointer] [ref=e7]', '- separator'],
    ['an indentation of three', '   - generic [ref=e7]', '- separator'],
  ])(
    'leaves a line as it is that it cannot write so that it can be read back: %s',
    (_, ...lines) => {
      expect(shortOf(...lines).join('\n')).toContain(lines[0]);
    },
  );
});

it('a snapshot of DevTools loses notation, too; names with line ends in them go on', () => {
  const rest = Array.from({ length: 10 }, (_, at) => `  uid=1_1${at} button "Step ${at}"`);
  const text = [
    '## Latest page snapshot',
    'uid=1_0 RootWebArea "Shop" url="https://shop.example/a/index.html"',
    '  uid=1_1 link "Home" url="https://shop.example/a/"',
    '  uid=1_2 link "Cart" expandable url="https://shop.example/a/cart"',
    '  uid=1_3 link "Help" url="https://shop.example/a/help#top"',
    '  uid=1_4 "let a = 1;',
    'say "so""',
    '    uid=1_5 image "Home"',
    ...rest,
    '',
  ].join('\n');
  const short = shorten(text) ?? '';
  expect(expand(short)).toBe(text);
  expect(short.split('\n').slice(0, 8)).toEqual([
    '## Latest page snapshot',
    '[page snapshot, written shorter, 1_5: uid=1_5, >: url, ^: https://shop.example/a/]',
    '1_0 RootWebArea "Shop" > ^index.html',
    ' 1_1 link "Home" > ^',
    ' 1_2 link "Cart" expandable > ^cart',
    ' 1_3 link "Help" > ^help#top',
    '  uid=1_4 "let a = 1;',
    '|say "so""',
  ]);
});

it("a page of Claude's extension loses notation, too", () => {
  const rest = Array.from(
    { length: 10 },
    (_, at) => `  button "Step ${at}" [ref_1${at}] type="button"`,
  );
  const links = [1, 2, 3, 4].map(
    (at) => ` link "Order ${at}" [ref_${at}] href="/store/demo/orders/${at}"`,
  );
  const text = [
    'navigation [ref_0]',
    ...links,
    ' textbox "Search" [ref_5] type="search" placeholder="Search"',
    ' label "Say "so"" [ref_6]',
    '  generic "Order 4" [ref_7]',
    ...rest,
    '',
    'Viewport: 1920x945',
  ].join('\n');
  const short = shorten(text) ?? '';
  expect(expand(short)).toBe(text);
  expect(short.split('\n').slice(0, 8)).toEqual([
    '[page snapshot, written shorter, ref_5: [ref_5], >: href, ^: /store/demo/orders/]',
    'navigation ref_0',
    ' link "Order 1" ref_1 > ^1',
    ' link "Order 2" ref_2 > ^2',
    ' link "Order 3" ref_3 > ^3',
    ' link "Order 4" ref_4 > ^4',
    ' textbox "Search" ref_5 type="search" placeholder="Search"',
    ' label "Say "so"" [ref_6]',
  ]);
});

it('nearly any tree has a short form, and comes back byte for byte', () => {
  const tried = { all: 0, short: 0 };
  fc.assert(
    fc.property(playwrightTree(), (text) => {
      const short = shorten(text);
      tried.all += 1;
      if (short === undefined) return;
      tried.short += 1;
      expect(expand(short)).toBe(text);
    }),
    { seed: 11, numRuns: 400 },
  );
  expect(tried.short).toBeGreaterThan(tried.all * 0.8);
});

/** Trees whose names, texts and addresses repeat, with signs of ours among them. */
function playwrightTree(): fc.Arbitrary<string> {
  const words = fc.constantFrom(
    'Ana',
    'Ana Lima',
    '=',
    '~',
    '^x',
    '"2"',
    'a > b',
    'e5*',
    '1 | 2',
    '',
  );
  const role = fc.constantFrom('generic', 'link', 'row', 'cell', 'text', 'img', 'listitem');
  const name = fc.constantFrom(
    '',
    ' "Ana"',
    ' "Ana Lima"',
    ' "Ana Ana Lima"',
    ' "say \\"x\\""',
    ' "="',
  );
  const mark = fc.constantFrom('', ' [level=1]', ' [checked]');
  const line = fc.record({
    role,
    name,
    mark,
    words,
    step: fc.constantFrom(-1, 0, 0, 1),
    kind: fc.nat(3),
  });
  return fc.array(line, { minLength: 12, maxLength: 40 }).map((lines) => {
    let depth = 0;
    return lines
      .map(({ role: of, name: called, mark: marked, words: text, step, kind }, at) => {
        depth = Math.max(0, Math.min(4, depth + step));
        const next = lines[at + 1]?.step ?? 0;
        const indent = '  '.repeat(depth);
        if (kind === 0 && at > 0) return `${indent}- /url: /shop/long/way/${text}`;
        const isOpen = next > 0 && depth < 4;
        const value = kind === 1 ? `: ${text}` : isOpen ? ':' : '';
        const pointer = kind === 2 ? ' [cursor=pointer]' : '';
        return `${indent}- ${of}${called}${marked} [ref=e${at}]${pointer}${value}`;
      })
      .join('\n');
  });
}

it('a snapshot that is read from a file has no line numbers, and gets them back', () => {
  const lines = [...REST, ...REST].map((line) => line.slice(2));
  const numbered = lines.map((line, at) => `${String(at + 7).padStart(6)}\u2192${line}`);
  const text = [...numbered, '', '<system-reminder>', 'Be careful.', '</system-reminder>'].join(
    '\n',
  );
  const short = shorten(text) ?? '';
  expect(expand(short)).toBe(text);
  expect(short.split('\n').slice(0, 2)).toEqual([
    '[page snapshot, written shorter, line numbers up to 30 left out: "     7\u2192", e5: [ref=e5]]',
    'button "Step 0" e90',
  ]);
});

it('what is no tree is left alone', () => {
  expect(shorten('- one\n- two\n'.repeat(20))).toBeUndefined();
  expect(shorten('- button "a" [ref=e1]\n- button "b" [ref=e2]')).toBeUndefined();
});
