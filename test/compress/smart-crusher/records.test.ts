import { describe, expect, it } from 'vitest';
import type { Compressed } from '../../../src/compress/compressor.ts';
import { jsonRows } from '../../../src/compress/smart-crusher/index.ts';
import { contextFor } from '../context-for.ts';

function shorten(value: unknown, budgetTokens: number, question?: string): string {
  const text = JSON.stringify(value, null, 2);
  const compressed = jsonRows.compress(text, contextFor('json', { budgetTokens, question }));
  if (compressed instanceof Promise) throw new Error('json-rows answers at once');
  return (compressed satisfies Compressed | undefined)?.text ?? text;
}

/** Two hundred settings, as a record has that is copied whole into an event. */
function kettle(seed: number): Record<string, unknown> {
  return Object.fromEntries(
    Array.from({ length: 200 }, (_, at) => [`setting_${at}`, `https://t.test/${seed}/${at * 7}`]),
  );
}

describe('few long records', () => {
  const events = ['filled', 'overheated', 'emptied'].map((action, at) => ({
    action,
    state: action === 'overheated' ? 'tripped' : 'calm',
    before: kettle(at),
    kettle: kettle(at + 9),
  }));

  it('are chosen from member by member, and each is named', () => {
    const short = shorten(events, 900);
    for (const word of ['filled', 'overheated', 'emptied', 'tripped'])
      expect(short).toContain(word);
    expect(short.length).toBeLessThan(6_000);
  });
});

describe('a record that the question names', () => {
  const packages = Array.from({ length: 45 }, (_, at) => ({
    name: `leaf-${at}`,
    [`only${at}`]: { deep: Array.from({ length: 12 }, (_, place) => `x${place * at} y z ${at}`) },
    version: `1.${at}.${(at * 31) % 40}`,
    engines: { kettle: `>=${at + 3}.0.${at}` },
  }));

  it('stays with what else it says', () => {
    const short = shorten(packages, 500, 'Which version of leaf-41 do we have, for which kettle?');
    expect(short).toContain('leaf-41');
    expect(short).toContain('1.41.31');
    expect(short).toContain('>=44.0.41');
  });

  it('does not keep the others from being named', () => {
    const short = shorten(packages, 1_300);
    for (const name of ['leaf-0', 'leaf-20', 'leaf-44']) expect(short).toContain(name);
  });
});

describe('kinds of rows', () => {
  const KINDS = ['green', 'black', 'white', 'oolong', 'mate', 'rooibos', 'mint', 'camomile'];
  const teas = Array.from({ length: 400 }, (_, at) => ({
    id: at,
    kind: at === 251 ? 'puerh' : at % 17 === 3 ? KINDS[(at * 5) % 8] : KINDS[at % 3],
    region: ['Assam', 'Yunnan', 'Uji', 'Nilgiri'][(at * 7) % 4],
  }));

  it('are all shown once', () => {
    const short = shorten(teas, 700, 'Which sorts of tea come from hills, and how are they sold?');
    for (const kind of [...KINDS, 'puerh'])
      expect(short).toMatch(new RegExp(`^\\d+\t.*${kind}`, 'm'));
  });
});

describe('a heading line', () => {
  it('stands above rows, never alone', () => {
    const sorts = [
      'a very long name for a leaf of green tea',
      'another name, for one that is black',
    ];
    const cups = Array.from({ length: 400 }, (_, at) => ({
      id: (at * 7919) % 997,
      tea: sorts[Math.floor(at / 7) % 2],
      note: `cup ${(at * 31) % 17} of ${(at * 57) % 23}`,
    }));
    const lines = shorten(cups, 800, 'Which cup had the number 601 of all?').split('\n');
    const headings = lines.flatMap((line, at) => (line.startsWith('# ') ? [at] : []));
    expect(headings.length).toBeGreaterThan(2);
    for (const at of headings) expect(lines[at + 1]).toMatch(/^\d+\t/);
  });

  it('stands once above rows that had others between them', () => {
    const cups = Array.from({ length: 300 }, (_, at) => ({
      id: at + 1_000,
      tea: at % 11 === 10 ? 'a cup that broke while it was being filled' : 'filled to the brim',
      note: `${(at * 31) % 17} of ${(at * 57) % 23}`,
    }));
    const lines = shorten(cups, 900, 'Which cups broke while being filled?').split('\n');
    const headings = lines.filter((line) => line.startsWith('# '));
    expect(headings.length).toBeGreaterThan(1);
    headings.forEach((heading, at) => expect(heading).not.toBe(headings[at - 1]));
  });
});

describe('a sign', () => {
  it('stands for what rows say thrice, whatever stands above them', () => {
    const shelf =
      'https://shelves.test/the-one-behind-the-door/of-the-second-kitchen/upstairs?from=2031-05-10';
    const cups = Array.from({ length: 200 }, (_, at) => ({
      id: at,
      mood: at === 71 || at === 130 ? `sad ${at}` : 'calm and collected',
      place: at === 71 || at === 130 ? shelf : `table ${(at * 7) % 31}`,
    }));
    const short = shorten(cups, 600);
    expect(short.split(shelf)).toHaveLength(3);
    expect(short).not.toContain('&a');
  });
});

describe('long cells', () => {
  const orders = Array.from({ length: 12 }, (_, at) => ({
    handle: Array.from({ length: 180 }, (_, place) =>
      String.fromCharCode(97 + ((at * 7 + place * place * 5) % 26)),
    ).join(''),
    body: `order ${at} of tea: ${'leaves and water, '.repeat(20)}${at === 5 ? 'but then the payment failed for want of funds, ' : ''}${'cups and saucers, '.repeat(20)}end`,
  }));

  it('keep the passage that tells of a failure', () => {
    expect(shorten(orders, 900)).toContain('payment failed for want of funds');
  });

  it('are cut where only a machine reads them', () => {
    const short = shorten(orders, 600);
    expect(short).not.toContain(orders[5]?.handle ?? '');
    expect(short).toContain(orders[5]?.handle.slice(0, 40) ?? '');
  });
});

describe('addresses of few rows', () => {
  it('stand in full', () => {
    const hits = ['leaf', 'pot', 'lid', 'spout'].map((name) => ({
      title: name,
      url: `https://tea.test/manual/${name}.html`,
      text: `All about the ${name}. `.repeat(90),
    }));
    expect(shorten(hits, 400)).toContain('https://tea.test/manual/spout.html');
  });
});

describe('the outermost rows of a tree', () => {
  interface Node {
    readonly version: string;
    readonly dependencies?: Readonly<Record<string, Node>>;
  }
  function branch(name: string, depth: number, width: number): Node {
    const version = `${depth}.${name.length}.${width}`;
    if (depth === 0) return { version };
    const below = Array.from({ length: width }, (_, at) => `${name}-${at}`);
    return {
      version,
      dependencies: Object.fromEntries(below.map((key) => [key, branch(key, depth - 1, width)])),
    };
  }

  it('stay, however many are below them', () => {
    const names = Array.from({ length: 18 }, (_, at) => `pot${at}`);
    const tree = names.map((name, at) => [name, branch(name, at === 3 ? 3 : 1, at === 3 ? 5 : 2)]);
    const short = shorten({ dependencies: Object.fromEntries(tree) }, 600);
    for (const name of names) expect(short).toMatch(new RegExp(`^${name} `, 'm'));
  });
});

describe('rows that hold rows, by the hundred below a heading for each file', () => {
  const found = Array.from({ length: 160 }, (_, at) => ({
    path: `src/tea/part-${Math.floor(at / 4)}.ts`,
    text:
      at === 155 ? 'if (attempts > 5) throw new LoadGaveUp(key);' : `load(cup${at * 7}, options);`,
    line: (at * 37) % 900,
    submatches: [{ match: 'load', start: at % 5 }],
  }));

  it('are no table of contents: the row unlike all others stays', () => {
    const short = shorten(found, 2_000);
    expect(short).toContain('# src/tea/part-3');
    expect(short).toContain('if (attempts > 5) throw new LoadGaveUp(key);');
  });
});

describe('things under keys', () => {
  const parts = Array.from({ length: 40 }, (_, at) => [
    `brew.step_${at}`,
    {
      done: Array.from({ length: 12 }, (_, line) => at * 20 + line),
      summary: { done: 12 - (at === 27 ? 3 : 0), missing: at === 27 ? 3 : 0 },
      missing: at === 27 ? [551, 552, 557] : [],
      from: at * 20,
    },
  ]);

  it('are rows where they hold lists of numbers', () => {
    const short = shorten({ parts: Object.fromEntries(parts) }, 700);
    expect(short).toContain('{40 rows');
    expect(short).toMatch(/^brew\.step_27 .*\[551,552,557\]/m);
  });
});
