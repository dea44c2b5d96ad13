import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { xmlShort } from '../../../src/compress/xml/xml-short.ts';
import { contextFor } from '../context-for.ts';

const context = contextFor('xml', { budgetTokens: 1_000_000 });
const shorten = (text: string): string | undefined => {
  const offer = xmlShort.compress(text, context);
  return offer === undefined || offer instanceof Promise ? undefined : offer.text;
};
const expand = (text: string): string | undefined => xmlShort.expand?.(text);

const ABOUT =
  '[XML, written shorter: an element a line, inner ones one blank further in, no end tags, text behind ": "';
const FORMS = '; <x a b=1> below: values of x in this order, b is 1 where x does not say b=…';

function linesOf(text: string): readonly string[] {
  const short = shorten(text);
  expect(short === undefined ? undefined : expand(short)).toBe(text);
  return short?.split('\n') ?? [];
}

const range = <Made>(count: number, make: (at: number) => Made): readonly Made[] =>
  Array.from({ length: count }, (_, at) => make(at));

describe('the short form of XML', () => {
  it('says what most elements have once, and values in order', () => {
    const nodes = range(
      6,
      (at) =>
        `<node index="${at}" text="Tea ${at}" class="android.widget.TextView" clickable="${at === 3}" />`,
    );
    expect(linesOf(`<hierarchy rotation="0">${nodes.join('')}</hierarchy>`)).toEqual([
      `${ABOUT}${FORMS}; original layout {"isBroken":false,"step":"","emptyEnd":" />"}:`,
      '<node index text class=android.widget.TextView clickable=false>]',
      'hierarchy rotation=0',
      ' node 0 "Tea 0"',
      ' node 1 "Tea 1"',
      ' node 2 "Tea 2"',
      ' node 3 "Tea 3" clickable=true',
      ' node 4 "Tea 4"',
      ' node 5 "Tea 5"',
    ]);
  });

  it('leaves out end tags, keeps comments and text, and what stands around', () => {
    const text = [
      'Effective settings:',
      '<?xml version="1.0"?>',
      '<!-- made by a tool -->',
      '<project>',
      '  <name>tea</name>',
      '  <parent>',
      '    <version>1.4.2</version>',
      ...range(9, (at) => `    <configuration>${at}</configuration>`),
      '    <empty></empty>',
      '    <relative/>',
      '',
      '    <about>two',
      '  lines</about>',
      '    <mixed>a <b>c</b></mixed>',
      '    <![CDATA[ <x> ]]>',
      '  </parent>',
      '</project>',
      'done in 3 s',
    ].join('\n');
    expect(linesOf(text)).toEqual([
      'Effective settings:',
      `${ABOUT}]`,
      '<?xml version="1.0"?>',
      '<!-- made by a tool -->',
      'project',
      ' name: tea',
      ' parent',
      '  version: 1.4.2',
      ...range(9, (at) => `  configuration: ${at}`),
      '  empty:',
      '  relative',
      '',
      '  about: two',
      '|  lines',
      '  <mixed>a <b>c</b></mixed>',
      '  <![CDATA[ <x> ]]>',
      '[end of XML]',
      'done in 3 s',
    ]);
  });

  it('says the begin of values once, and writes elements that say little on one line', () => {
    const lines = range(
      12,
      (at) => `\t\t<line nr="${at + 10}" hits="${at === 5 ? 0 : 1}"/>\n`,
    ).join('');
    const files = range(
      4,
      (at) => `\t<file name="com/tea/shop/Part${at}.java">\n${lines}\t</file>\n`,
    );
    const [, , second, ...rest] = linesOf(`<report>\n${files.join('')}</report>\n`);
    expect(second).toBe('<file name^com/tea/shop/>]');
    expect(rest.slice(0, 3)).toEqual([
      'report',
      ' file ^Part0.java',
      '  line 10, 11, 12, 13, 14, 15 hits=0, 16, 17, 18, 19, 20, 21',
    ]);
  });

  it('knows elements of several names that have the same attributes, their own name among them', () => {
    const row = (at: number): string =>
      `<XText type="XText" x="16" label="a${at}"/><XButton type="XButton" x="300" label="b${at}"/>`;
    const lines = linesOf(`<XApp>${range(6, row).join('')}</XApp>`);
    expect(lines[1]).toBe('<XText|XButton type=@ x=… label>]');
    expect(lines.slice(2, 7)).toEqual([
      'XApp',
      ' XText a0 x=16',
      ' XButton b0 x=300',
      ' XText a1',
      ' XButton b1',
    ]);
  });

  it('an element with other attributes than the rest says all it has', () => {
    const rows = range(60, (at) => `<row a="${at}" b="x${at}" c="${at * 7}"/>`);
    const lines = linesOf(`<t>${rows.join('')}<row a="2" c="1"/></t>`);
    expect(lines[0]).toContain('x*: says all it has');
    expect(lines.at(-1)).toBe(' row* a=2 c=1');
  });

  it('of a text that breaks off the rest stays as it is', () => {
    const cases = range(30, (at) => `    <testcase name="brew ${at}" time="0.0${at}"/>\n`).join('');
    const text = `<testsuites>\n  <testsuite name="tea">\n${cases}    <testcase name="br`;
    expect(linesOf(text).slice(-2)).toEqual(['[end of XML]', '    <testcase name="br']);
  });

  it('line ends of Windows come back', () => {
    const items = range(40, (at) => `  <item id="${at}" kind="cup"/>`);
    expect(linesOf(['<list>', ...items, '</list>', ''].join('\r\n'))[0]).toContain(
      '"hasCrLf":true',
    );
  });

  it('nothing is read that is deeper than any tool prints, nor in longer than it takes', () => {
    const text = '<a>'.repeat(200_000);
    expect(shorten(text)).toBeUndefined();
    expect(shorten(`${text}${'</a>'.repeat(200_000)}`)).toBeUndefined();
  });

  it('does not write what was written already, nor what is no XML', () => {
    const short = shorten(`<t>${range(40, (at) => `<row a="${at}" b="x"/>`).join('')}</t>`) ?? '';
    expect(short).toContain('row');
    expect(shorten(short)).toBeUndefined();
    expect(shorten('a < b\nc > d\n'.repeat(30))).toBeUndefined();
  });
});

it('nearly any tree has a short form, and comes back byte for byte', () => {
  const tried = { all: 0, short: 0 };
  fc.assert(
    fc.property(xml(), (text) => {
      const short = shorten(text);
      tried.all += 1;
      if (short === undefined) return;
      tried.short += 1;
      expect(expand(short)).toBe(text);
    }),
    { seed: 11, numRuns: 600 },
  );
  expect(tried.short).toBeGreaterThan(tried.all * 0.9);
});

/** Trees in both layouts, with signs of ours in their values and texts. */
function xml(): fc.Arbitrary<string> {
  const value = fc.constantFrom(
    ...[
      '',
      '1',
      'a b',
      '@',
      '^x',
      '…',
      'x:',
      'y,',
      'a=b',
      '&lt;',
      '|',
      '*',
      '+',
      'com.tea.Cup',
      'row',
      "it's",
    ],
  );
  const text = fc.constantFrom(
    '',
    ' ',
    'tea',
    ': a',
    '\n',
    ' a\n\n|b ',
    '<![CDATA[<x>]]>',
    '\u202e',
  );
  const row = fc.record({
    name: fc.constantFrom('row', 'cell', 'ns:item', 'x.y-z'),
    values: fc.array(value, { maxLength: 4 }),
    kind: fc.constantFrom('empty', 'text', 'open', 'open', 'close', 'comment'),
    text,
  });
  const layout = fc.constantFrom('', '\n', '\n  ', '\n\t', '\r\n  ');
  return fc.tuple(fc.array(row, { minLength: 15, maxLength: 60 }), layout).map(([rows, gap]) => {
    const end = gap.replace(/[ \t]+$/, '');
    const step = gap.slice(end.length);
    const open: string[] = ['root'];
    let written = '<root>';
    for (const { name, values, kind, text: inner } of rows) {
      const before = end + step.repeat(open.length);
      const attributes = values.map((one, at) => ` a${at}="${one}"`).join('');
      if (kind === 'comment') written += `${before}<!-- ${inner} -->`;
      else if (kind === 'empty') written += `${before}<${name}${attributes}/>`;
      else if (kind === 'text') written += `${before}<${name}${attributes}>${inner}</${name}>`;
      else if (kind === 'open') {
        written += `${before}<${name}${attributes}>${end + step.repeat(open.length + 1)}<first/>`;
        open.push(name);
      } else if (open.length > 1)
        written += `${end + step.repeat(open.length - 1)}</${open.pop()}>`;
    }
    while (open.length > 1) written += `${end + step.repeat(open.length - 1)}</${open.pop()}>`;
    for (let at = 0; at < 40; at++) written += `${end + step}<pad index="${at}" kind="cup"/>`;
    while (open.length > 0) {
      const name = open.pop() ?? '';
      written += `${end + step.repeat(open.length)}</${name}>`;
    }
    return end === '\r\n' ? written.replace(/\r?\n/g, '\r\n') : written;
  });
}
