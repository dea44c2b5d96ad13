import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Compressed } from '../../../src/compress/compressor.ts';
import { jsonRows } from '../../../src/compress/smart-crusher/index.ts';
import { estimateTokens } from '../../../src/tokens/estimate.ts';
import { contextFor } from '../context-for.ts';
import { documentValue, printValue, spacing } from './generate-json.ts';
import { devices, findings } from './sample-json.ts';

function shorten(text: string, budgetTokens: number, question?: string): Compressed {
  const context = contextFor('json', { budgetTokens, question });
  const compressed = jsonRows.compress(text, context);
  if (compressed instanceof Promise) throw new Error('json-rows answers at once');
  return compressed ?? { text };
}

describe('rows', () => {
  const text = JSON.stringify(devices(500), null, 2);

  it('that stand out stay, with their number', () => {
    const short = shorten(text, 1500);
    expect(short.text).toMatch(/^211\t211 .* 97\.4 .* failed$/m);
    expect(short.text).toMatch(/^121\t121 .* 4\.9\.0 /m);
    expect(short.text).toMatch(/^77\t77 .* null ok$/m);
    expect(short.text).toMatch(/^1\t1 /m);
    expect(short.text).toMatch(/^500\t500 /m);
    expect(estimateTokens(short.text)).toBeLessThan(1700);
  });

  it('that were asked for stay', () => {
    const question = 'What is the exact serial number of device 333 in the list?';
    expect(shorten(text, 1500, question).text).toContain('333\t333 SN105644 ');
  });

  it('that are missing are named by position and counted by value', () => {
    const short = shorten(text, 1500);
    const rows = (short.lost ?? []).filter(({ unit }) => unit === 'row');
    const missing = rows.reduce((sum, { from, to }) => sum + to - from + 1, 0);
    const shown = Number(/\[500 rows, (\d+) shown\]/.exec(short.text)?.[1]);
    expect(missing + shown).toBe(500);
    expect(short.text).toContain(`(… ${missing} rows: `);
    for (const { from, to } of rows) {
      for (const row of [from, to]) expect(short.text).not.toMatch(new RegExp(`^${row}\t`, 'm'));
    }
  });
});

describe('a word for an error', () => {
  it('is found behind an escaped tab or line end', () => {
    const events = Array.from({ length: 400 }, (_, at) => ({
      at,
      says: `brewed cup ${at} of tea`,
    }));
    events[222] = { at: 222, says: 'kettle\n\tError:\tboiled dry' };
    expect(shorten(JSON.stringify(events), 400).text).toContain('boiled dry');
  });
});

describe('child rows and long values', () => {
  it('stay with what they stand under', () => {
    const short = shorten(JSON.stringify(findings(30)), 1200).text.split('\n');
    const found = short.findIndex((line) => line.includes('is already declared'));
    const parent = short.slice(0, found).findLast((line) => !line.startsWith(' '));
    expect(parent).toContain('lib/part-7.js');
  });

  it('show their two ends and how much is missing, never a bare reference', () => {
    const short = shorten(JSON.stringify(findings(30)), 1200);
    expect(short.text).toMatch(/"var v0 = .*…\d+….*v59 = \d+;"/);
    expect(short.lost?.some(({ unit }) => unit === 'character')).toBe(true);
  });
});

describe('what a question names', () => {
  const packages = Array.from({ length: 120 }, (_, at) => ({
    name: at === 70 ? 'trio' : `package-${at}`,
    version: `1.${at}.0`,
    summary: `A package for async work, the ${at}th of its kind, with trio and urllib support`,
  }));

  it('stays, whatever else holds the same words', () => {
    const question = 'Which version of trio is installed, and which of package-101?';
    const short = shorten(JSON.stringify({ installed: packages }), 700, question).text;
    expect(short).toMatch(/^71\ttrio 1\.70\.0 /m);
    expect(short).toMatch(/^102\tpackage-101 1\.101\.0 /m);
  });

  it('stays where it is a key', () => {
    const texts = Object.fromEntries(
      packages.map(({ summary }, at) => [`page.item_${at}`, summary] as const),
    );
    const question = 'What is the text of page.item_70 on the page?';
    expect(shorten(JSON.stringify(texts), 600, question).text).toContain('page.item_70:');
  });
});

describe('what is asked of a block', () => {
  const kinds = Object.fromEntries(
    Array.from({ length: 160 }, (_, at) => [
      `vessel${at}`,
      {
        type: 'object',
        fields: { kind: { type: 'string', enum: [`clay${at}`] }, spout: { type: 'string' } },
        note: `Pours slowly from shelf ${at}, and whistles when it is done.`,
      },
    ]),
  );
  const holder = { type: 'string', enum: ['stove', 'trivet'] };
  const text = JSON.stringify({
    ...kinds,
    vessel90: { type: 'object', fields: { kind: { type: 'string', enum: ['samovar'] }, holder } },
    brewer: { type: 'string', pattern: '^pot-[0-9]+$' },
  });

  it('stays with what the question names in it', () => {
    const short = shorten(
      text,
      900,
      'On what may a samovar stand, which holder does it take?',
    ).text;
    expect(short).toContain('trivet');
  });

  it('stays with its name', () => {
    const short = shorten(text, 900, 'Which form must the name of a brewer have to be valid?').text;
    expect(short).toContain('^pot-');
  });
});

describe('a long value that speaks of errors everywhere', () => {
  const code = Array.from(
    { length: 120 },
    (_, at) => `  if (cup${at}.isDry) throw new Error("cup ${at} is dry, and so is the pot");\n`,
  );
  const shelf = Array.from({ length: 40 }, (_, at) => `stands on shelf ${at} beside tin ${at * 7}`);

  it('does not use up the room of the others', () => {
    const text = JSON.stringify({ file: 'pot.js', source: code.join(''), shelf });
    const shown = (word: string) => shorten(text, 900).text.split(word).length - 1;
    expect(shown('throw new Error')).toBeLessThan(shown('stands on shelf'));
  });
});

describe('numbers', () => {
  const series = Array.from({ length: 600 }, (_, at) => 20 + ((at * 7) % 11) + (at < 350 ? 0 : 40));

  it('that lie far from the others stay in a list', () => {
    const list = series.slice(0, 300).with(211, 98_765);
    expect(shorten(JSON.stringify({ list, more: 'x' }), 200).text).toContain('98765');
  });

  it('that are the highest stay where a few rows share them', () => {
    // Every number occurs twice: the highest is no rarer than the others.
    const pots = Array.from({ length: 300 }, (_, at) => ({
      pot: `pot-${at * 7}`,
      litres: (at * 67 + (at < 150 ? 0 : 13)) % 150,
    }));
    const most = Math.max(...pots.map(({ litres }) => litres));
    const [first] = pots.filter(({ litres }) => litres === most);
    expect(shorten(JSON.stringify(pots), 250).text).toContain(first?.pot);
  });

  it('stay where their level changes', () => {
    const points = series.map((value, at) => ({ minute: `m${at}`, value }));
    const short = shorten(JSON.stringify(points), 900).text;
    expect(short).toMatch(/^350\tm349 /m);
    expect(short).toMatch(/^351\tm350 /m);
  });

  it('stay in pairs of time and value', () => {
    const values = series
      .slice(0, 300)
      .with(150, 945)
      .map((value, at) => [1_790_000_000 + at * 60, String(value)]);
    const result = [{ metric: { instance: 'web-4:9100' }, values }];
    const short = shorten(JSON.stringify({ data: { result } }), 600).text;
    expect(short).toContain('[1790009000,"945"]');
  });

  it('a state that lasts is shown where it begins', () => {
    const rows = Array.from({ length: 400 }, (_, at) => ({
      check: `c${at}`,
      state: at < 180 ? 'up' : at < 300 ? 'down' : 'up',
    }));
    const short = shorten(JSON.stringify(rows), 500).text;
    expect(short).toMatch(/^181\tc180 down$/m);
    expect(short).toMatch(/^301\tc300 up$/m);
  });
});

describe('members', () => {
  const names = ['boil', 'whistle', 'pour', 'descale', 'rinse', 'dry'];
  /** One inside the other, so that no table is made of them. */
  const jobs = names.reduceRight<object | null>(
    (next, name, at) => ({
      id: 28978245 + at * 71,
      url: `https://api.kettle.test/runs/${at}/jobs/${at * 7}`,
      html_url: `https://kettle.test/runs/${at}/jobs/${at * 7}`,
      node_id: `MDExOldvcmtmbG93UnVuMjg5NzgyNDU${at}x`,
      started_at: `2031-01-0${at + 1}T10:00:00Z`,
      name: `${name} the pot`,
      next,
    }),
    null,
  );

  it('that name something stay before addresses and hashes', () => {
    const { text } = shorten(JSON.stringify(jobs, null, 2), 270);
    expect(text.match(/name:/g)).toHaveLength(names.length);
    expect(text.match(/https:|MDEx/g)?.length ?? 0).toBeLessThan(3);
  });

  it('that add the document up stay', () => {
    const files = Object.fromEntries(
      Array.from({ length: 30 }, (_, at) => [
        `pots/pot${at}.py`,
        {
          lines: Array.from({ length: 9 + (at % 5) }, (__, line) => line * (at + 2)),
          summary: { percent: at * 3.1, covered: at },
        },
      ]),
    );
    const report = { files, totals: { covered: 4_217, percent: 61.75, missing: 38 } };
    const { text } = shorten(JSON.stringify(report), 400, 'Which lines of pot7 are not covered?');
    expect(text).toContain('covered:4217');
    expect(text).toContain('percent:61.75');
  });

  it('that say what a document is stay, and what was asked for', () => {
    const part = (name: string, below: number): object => ({
      name,
      type: below > 0 ? 'folder' : 'file',
      ...(below > 0 && {
        children: Array.from({ length: below }, (_, at) => part(`${name}-${at}`, 0)),
      }),
    });
    const folders = ['lid', 'spout', 'handle', 'base', 'coil', 'switch'];
    const tree = {
      info: { title: 'Parts of a kettle', version: '2.7.1' },
      parts: folders.map((name) => part(name, 60)),
    };
    const { text } = shorten(JSON.stringify(tree), 400, 'Is there a part called coil-31 below?');
    expect(text).toContain('Parts of a kettle');
    expect(text).toContain('coil-31');
  });

  it('that hold whole files in a list are cut, not dropped', () => {
    const source = Array.from({ length: 200 }, (_, at) => `brew(${at})\n// slot ${at}`).join('\n');
    const { text } = shorten(JSON.stringify({ version: 3, sourcesContent: [source] }), 300);
    expect(text).toMatch(/sourcesContent:\["brew\(0\)/);
  });
});

describe('gaps', () => {
  it('say how many members are missing, and name the first', () => {
    const wide = Object.fromEntries(
      Array.from({ length: 300 }, (_, at) => [`option${at}`, `value of it ${at * 37}`] as const),
    );
    const short = shorten(JSON.stringify(wide, null, 2), 500).text;
    const [, count = '', names = ''] = /^… (\d+): (.*)$/m.exec(short) ?? [];
    expect(Number(count)).toBeGreaterThan(50);
    expect(names).toMatch(/^option\d+ option\d+ option\d+ option\d+$/);
    const shown = short.match(/^option/gm)?.length ?? 0;
    expect(
      [...short.matchAll(/^… (\d+): /gm)].reduce((sum, gap) => sum + Number(gap[1]), shown),
    ).toBe(300);
  });
});

describe('other documents', () => {
  it('a dependency tree keeps the branch that was asked for', () => {
    const path = new URL('../../fixtures/content/json/npm-ls.json', import.meta.url);
    const text = readFileSync(path, 'utf8');
    const short = shorten(text, 300, 'Which version of the package pure-rand is installed here?');
    expect(short.text).toMatch(/pure-rand(:\{version:| )\d+\.\d+/);
    expect(short.text.length).toBeLessThan(text.length / 2);
  });

  it('a text cut in the middle says so, and what follows is chosen from too', () => {
    const whole = JSON.stringify(devices(300), null, 2);
    const text = `${whole.slice(0, 30_000)}\n\n... [900 lines truncated] ...\n\n${whole.slice(-20_000)}`;
    const short = shorten(text, 1000);
    expect(short.text).toContain('... [900 lines truncated] ...');
    expect(estimateTokens(short.text)).toBeLessThan(1300);
  });

  it.each(['['.repeat(100_000), '{"a":'.repeat(100_000), 'no JSON at all', ''])(
    'what is no JSON, or too deep, is refused',
    (text) => {
      expect(shorten(text, 1000)).toEqual({ text });
    },
  );
});

describe('any document', () => {
  it('gives the same answer twice, and positions inside the text', () => {
    fc.assert(
      fc.property(
        documentValue,
        spacing,
        fc.integer({ min: 20, max: 400 }),
        (value, spaces, budget) => {
          const text = printValue(value, spaces);
          const short = shorten(text, budget);
          expect(shorten(text, budget)).toEqual(short);
          const most = { line: text.split('\n').length, character: text.length, row: text.length };
          for (const { unit, from, to } of short.lost ?? []) {
            expect(from).toBeGreaterThanOrEqual(1);
            expect(to).toBeGreaterThanOrEqual(from);
            expect(to).toBeLessThanOrEqual(most[unit]);
          }
        },
      ),
      { numRuns: 150, seed: 20261128 },
    );
  });
});
