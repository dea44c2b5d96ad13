import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import type { Compressed } from '../../../src/compress/compressor.ts';
import { textSelect } from '../../../src/compress/text/text-select.ts';
import { estimateTokens } from '../../../src/tokens/estimate.ts';
import { contextFor } from '../context-for.ts';

const CONTENT = fileURLToPath(new URL('../../fixtures/content', import.meta.url));
const MANUAL = readFileSync(join(CONTENT, 'prose/kettle.md'), 'utf8');
const MAN_PAGE = readFileSync(join(CONTENT, 'prose/kettle.1.txt'), 'utf8');
const SETTINGS = readFileSync(join(CONTENT, 'config/kettle.conf'), 'utf8');

function select(text: string, budgetTokens: number, question?: string): Compressed | undefined {
  const context = contextFor('prose', { budgetTokens, question });
  const compressed = textSelect.compress(text, context);
  if (compressed instanceof Promise) throw new Error('this compressor works at once');
  return compressed;
}

function selected(text: string, budgetTokens: number, question?: string): string {
  return select(text, budgetTokens, question)?.text ?? text;
}

describe('a list that a program printed', () => {
  it('is chosen from line by line, what failed first', () => {
    const line = (at: number): string =>
      `    K ${at * 7}:${at % 3} Kettle.step${(at * 31) % 400} ${at % 80 === 33 ? 'failed' : 'boiled'} - A (${1 + (at % 5)})`;
    const text = Array.from({ length: 400 }, (_, at) => line(at)).join('\n');
    const compressed = textSelect.compress(text, contextFor('text', { budgetTokens: 700 }));
    if (compressed instanceof Promise) throw new Error('this compressor works at once');
    expect(compressed?.text.match(/failed/g)).toHaveLength(5);
  });
});

describe('textSelect', () => {
  it('keeps declarations at the margin before terms deeper in', () => {
    const section = (at: number): string =>
      `    {{pour ${at}}}\n    \tPours cup ${at} and waits.\n\n`;
    const declared = (at: number): string =>
      `func (k *Kettle) Boil${at}(litres int) error\n    Boil${at} heats the water, then whistles at length.\n\n`;
    const text = [
      'package kettle\n\nActions of the kettle.\n\n',
      ...Array.from({ length: 60 }, (_, at) => section(at)),
      ...Array.from({ length: 9 }, (_, at) => declared(at)),
    ].join('');
    const short = selected(text, 900, 'What does the pour action do, and how long does it wait?');
    for (const at of [0, 4, 8]) expect(short).toContain(`func (k *Kettle) Boil${at}(`);
  });

  it('leaves encoded rows out before anything else', () => {
    const seal = (name: string): string =>
      `Seal:\n    Of: ${name}\n    Until: Mar ${name.length} 2030\n    Modulus:\n` +
      `        ${'9d:7e:62:22:da:de:18:27:0b:77:61:8c:\n        '.repeat(30)}\n`;
    const short = selected(['clay', 'glass', 'copper'].map(seal).join(''), 250);
    for (const line of ['Of: clay', 'Of: glass', 'Of: copper', 'Until: Mar 6 2030'])
      expect(short).toContain(line);
    expect(short).not.toContain('9d:7e');
  });

  it('keeps settings near the margin before what is required of details', () => {
    const detail = (at: number): string =>
      `                  slot${at}:\n                    description: |-\n                      Slot ${at} is required and must not be left open.\n                    required:\n                    - lid${at}\n`;
    const version = (name: string): string =>
      `  - names:\n    name: ${name}\n    schema:\n${Array.from({ length: 60 }, (_, at) => detail(at)).join('')}    storage: ${name === 'v1'}\n`;
    const text = selected(
      `kind: Kettle\nversions:\n${version('v1')}${version('v1beta1')}`,
      500,
      'Which slots have a lid, and which versions are stored?',
    );
    expect(text).toContain('name: v1beta1');
    expect(text).toContain('storage: false');
  });

  it('keeps the answer under its headings', () => {
    const text = selected(MANUAL, 500, 'On which port does the kettle send its readings?');
    expect(text).toContain('on port 7412 for readings');
    expect(text).toContain('### Ports');
    expect(text).toContain('## Network');
  });

  it('keeps the last words of an output, and not those of a document', () => {
    const output = `${'Heats the water of the kettle and waits.\n\n'.repeat(90)}It has boiled.\n\nAll is well.\n`;
    const context = { budgetTokens: 200, question: 'which water?' };
    const about = [contextFor('text', context), contextFor('prose', context)];
    const [shown, documented] = about.map((one) => textSelect.compress(output, one));
    expect(shown).toHaveProperty('text', expect.stringContaining('It has boiled.\n\nAll is well.'));
    expect(documented).toHaveProperty('text', expect.not.stringContaining('It has boiled.'));
  });

  it('finds what stands under a heading that the question names', () => {
    const text = selected(MANUAL, 500, 'Which hysteresis does the heater of this device apply?');
    expect(text).toContain('1.5 degrees below the target');
  });

  it('keeps an outline and warnings without a question', () => {
    const text = selected(MANUAL, 700);
    for (const heading of ['## Install', '## Heating', '## Network', '## Recipes', '## Trouble']) {
      expect(text).toContain(heading);
    }
    expect(text).toContain('**Warning:**');
  });

  it('says what each option is for, also where its name ends like a setting', () => {
    const names = 'heat lid spout whistle base cord filter gauge handle knob'.split(' ');
    const notes = Array.from(
      { length: 40 },
      (_, at) => `       - note ${at} of the maker, who ${at * 7} times made tea`,
    );
    const options = names.map(
      (name) =>
        `       --${name}=\n           What is to be said of ${name} is told here, in a line or so.\n`,
    );
    const text = selected(`NOTES\n${notes.join('\n')}\n\nOPTIONS\n${options.join('\n')}`, 420);
    for (const name of names) expect(text).toContain(`What is to be said of ${name}`);
  });

  it('keeps holes that have a number without a question', () => {
    const release = (at: number): string => {
      const fixes = Array.from(
        { length: 6 },
        (_, fix) =>
          `- The lid number ${fix * at} closes again, however it was bent before (#${at * 9 + fix})`,
      );
      if (at === 31)
        fixes[4] = '- Steam no longer gets out below the lid, which was :cve:`2031-4417`';
      return `## 1.${60 - at}.0\n\n${fixes.join('\n')}\n`;
    };
    const text = selected(Array.from({ length: 60 }, (_, at) => release(at)).join('\n'), 1_800);
    expect(text).toContain('2031-4417');
  });

  it('keeps what a release no longer supports', () => {
    const release = (at: number): string => {
      const changes = Array.from({ length: 6 }, (_, change) => `- Polish part ${change * at}`);
      if (at === 31) changes[4] = '- Drop compatibility for hobs before 1970';
      return `## 1.${60 - at}.0\n\n${changes.join('\n')}\n`;
    };
    const text = selected(Array.from({ length: 60 }, (_, at) => release(at)).join('\n'), 1_300);
    expect(text).toContain('hobs before 1970');
  });

  it('keeps a list of exit codes whole', () => {
    const meanings = 'Boiled,Lid is open,No water,Too hot,No mains,Sensor is broken'.split(',');
    const part = (at: number): string =>
      `PART ${at}\n       It has number ${at} and is made of steel, as all of them are.\n\n` +
      `       The older one of number ${at} was made of iron, and rusted soon.\n\n`.repeat(5);
    const parts = Array.from({ length: 12 }, (_, at) => part(at));
    const codes = meanings.map((meaning, code) => `       ${code}   ${meaning}.\n\n`);
    const text = [...parts.slice(6), 'EXIT STATUS\n', ...codes, ...parts.slice(0, 6)].join('');
    const short = selected(text, 500);
    for (const meaning of meanings) expect(short).toContain(meaning);
  });

  it('keeps the options of a manual page', () => {
    const text = selected(MAN_PAGE, 350);
    for (const option of ['--target', '--quiet', '--lock', '--journal', '--unit']) {
      expect(text).toContain(option);
    }
  });

  it('keeps the settings of a commented file', () => {
    const text = selected(SETTINGS, 350);
    for (const setting of ['port 7411', 'journal-sync everysec', '# boil-dry-lock 10', 'beep no']) {
      expect(text).toContain(setting);
    }
  });

  it('takes something of every section before all of the first ones, without a question', () => {
    const sections = ['Boiler', 'Lid', 'Lamp', 'Base', 'Cord', 'Filter'];
    const text = sections
      .map((name) =>
        [
          `# ${name}`,
          ...Array.from({ length: 12 }, (_, at) => `The ${name} has part ${at} of steel.`),
        ].join('\n\n'),
      )
      .join('\n\n');
    const short = selected(text, estimateTokens(text) / 2);
    for (const name of sections) expect(short).toContain(`The ${name} has part 2 of`);
    expect(short).not.toContain('The Boiler has part 11 of');
  });

  it('says of every option what it is for before it tells all about one', () => {
    const options = ['--alpha', '--beta', '--gamma', '--delta', '--omega'];
    const points = Array.from({ length: 24 }, (_, at) => `- point ${at} of many about steel`);
    const text = `NOTES\n${points.join('\n')}\n\nOPTIONS\n${options
      .map((option) => {
        const rest = Array.from(
          { length: 6 },
          (_, at) => `              More on it in ${at} words.`,
        );
        const body = [`              Sets what ${option} means.`, ...rest].join('\n');
        return `       ${option}\n${body}`;
      })
      .join('\n\n')}`;
    const short = selected(text, estimateTokens(text) / 4);
    for (const option of options) expect(short).toContain(`Sets what ${option} means.`);
  });

  it('keeps what stands under the smaller headings of a section that is asked for', () => {
    const release = (version: string, fix: string): string =>
      `## ${version}\n\n### Bug Fixes\n\n- ${fix}\n\n### Thanks\n\n- to all who helped\n`;
    const text = Array.from({ length: 30 }, (_, at) =>
      release(
        `3.${at}.0`,
        at === 17 ? 'the lid closes again' : `a valve of the boiler is tight ${at}`,
      ),
    ).join('\n');
    const short = selected(text, 350, 'Which valve of the boiler is tight since 3.17.0?');
    expect(short).toContain('the lid closes again');
  });

  it('spends nothing on tables of contents', () => {
    const names = ['Boiling water', 'Descaling', 'Opening the lid'];
    const text = [
      '# Kettle',
      '[![Build](https://ci.test/badge.svg)](https://ci.test)',
      '',
      ...names.map((name) => `- [${name}](#${name.replace(' ', '-')})`),
      '',
      ...names.flatMap((name) => [`## ${name}`, '', `${name} is done with care.\n\n`.repeat(20)]),
    ].join('\n');
    const short = selected(text, 160, 'how is descaling the kettle done with care?');
    expect(short).toContain('## Descaling');
    expect(short).not.toContain('(#');
  });

  it('marks gaps with original line numbers and stays near the budget', () => {
    const { text, lost = [] } = select(MANUAL, 500, 'how do I make green tea?') ?? { text: '' };
    const missing = MANUAL.split('\n').filter((_, at) =>
      lost.some(({ from, to }) => from <= at + 1 && at + 1 <= to),
    );
    const kept = text.split('\n').filter((line) => !line.startsWith('[… '));
    expect(kept.length + missing.length).toBe(MANUAL.split('\n').length);
    expect(estimateTokens(text)).toBeLessThan(550);
  });

  it('has nothing to offer when the text fits, and does not grow on its own output', () => {
    expect(select(MAN_PAGE, 100_000)).toBeUndefined();
    const once = selected(MANUAL, 500);
    expect(estimateTokens(selected(once, 500))).toBeLessThanOrEqual(estimateTokens(once));
  });

  it('cuts a megabyte on one line', () => {
    const compressed = select(`${'word '.repeat(200_000)}`, 500, 'where is the teapot in here?');
    expect(compressed?.text.length).toBeLessThan(5_000);
    expect(compressed?.lost?.[0]?.unit).toBe('character');
  });
});

describe('the plan of a query', () => {
  const step = (depth: number, name: string): string => {
    const indent = ' '.repeat(depth * 6);
    return [
      `${indent}->  ${name}  (cost=0.00..${depth}311.00 rows=12 width=16) (actual time=0.2..${depth}.3 rows=12 loops=126)`,
      `${indent}      Output: pots.id, pots.leaf, pots.litres, pots.keeper, pots.filled_at, pots.shelf`,
      `${indent}      Buffers: shared hit=${depth}0686`,
    ].join('\n');
  };

  it('keeps its steps before what is said of them', () => {
    const names = Array.from({ length: 14 }, (_, at) => `Seq Scan on shelf_${at}`);
    const text = names.map((name, at) => step((at % 5) + 1, name)).join('\n');
    const short = selected(text, Math.round(estimateTokens(text) * 0.75));
    for (const name of names) expect(short).toContain(name);
    expect(short.length).toBeLessThan(text.length * 0.85);
  });
});
