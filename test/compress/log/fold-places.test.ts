import { describe, expect, it } from 'vitest';
import { foldPlaces, listPlaces } from '../../../src/compress/log/fold-places.ts';
import { readLines } from '../../../src/compress/log/lines/read-lines.ts';
import { readLog } from '../../../src/compress/log/weigh/read-log.ts';

function member(path: string, position: string) {
  return { line: 0, path, position };
}

describe('listPlaces', () => {
  it('names the common folder and each file once', () => {
    const places = [
      member('src/a/x.c', '3:1'),
      member('src/a/x.c', '9:1'),
      member('src/b/y.c', '4'),
    ];
    expect(listPlaces(places, 10)).toBe('[same in src/: a/x.c:3,9 b/y.c:4]');
  });

  it('takes paths with nothing in common', () => {
    const places = [member('/usr/include/a.h', '3'), member('b.c', '4'), member('/b.c', '5')];
    expect(listPlaces(places, 10)).toBe('[same at /usr/include/a.h:3 b.c:4 /b.c:5]');
  });

  it('names a line once that reports the same twice', () => {
    const places = [member('a.h', '24:3'), member('a.h', '24:9'), member('a.h', '31')];
    expect(listPlaces(places, 10)).toBe('[same at a.h:24,31]');
  });

  it('counts what it does not list', () => {
    const places = Array.from({ length: 5 }, (_, at) => member('a.c', String(at)));
    expect(listPlaces(places, 2)).toBe('[same at a.c:0,1 and 3 more]');
  });
});

describe('foldPlaces', () => {
  const diagnostic = (line: number, symbol: string) => [
    `src/Cart.java:${line}: error: cannot find symbol`,
    '    Price p = null;',
    '    ^',
    `  symbol:   class ${symbol}`,
  ];

  it('groups by message and by the fact below it', () => {
    const lines = [3, 4, 5].flatMap((line) => diagnostic(line, 'Price'));
    lines.push(...[6, 7, 8].flatMap((line) => diagnostic(line, 'Tax')));
    const groups = foldPlaces(readLog(readLines(lines.join('\n'))));
    expect(groups.map(({ members }) => members.map(({ position }) => position))).toEqual([
      ['3', '4', '5'],
      ['6', '7', '8'],
    ]);
  });

  it('makes the repeats weigh less, but not the first and the last', () => {
    const lines = [3, 4, 5].flatMap((line) => diagnostic(line, 'Price'));
    const log = readLog(readLines(lines.join('\n')));
    foldPlaces(log);
    const weight = (line: number) => log.read[line]?.importance ?? 0;
    expect(weight(4)).toBeLessThan(weight(0) / 2);
    expect(weight(8)).toBe(weight(0));
  });

  it('a rule that is broken often counts as one finding, a rare rule stands out', () => {
    const names = 'cup lid pot jug mug pan tin box jar can'.split(' ');
    const lines = names.map(
      (name, at) => `src/${name}.py:${at}:4: W0612: Unused name '${name}' of "TypeError"`,
    );
    lines.splice(5, 0, "src/tea.py:7:1: E0602: Undefined name 'sieve'");
    const { read } = folded(lines);
    const common = read.filter((_, at) => at !== 5);
    expect(new Set(common.map(({ shape }) => shape)).size).toBe(1);
    const [first, ...others] = common.map(({ importance }) => importance);
    expect(Math.max(...others)).toBeLessThan(read[5]?.importance ?? 0);
    expect(Math.max(...others)).toBeLessThan(first ?? 0);
  });

  it('the first finding of a rule that the linter calls an error comes before the rare rules', () => {
    const lines = Array.from(
      { length: 10 },
      (_, at) => `tea.py:${at}:4: E0602: Undefined name 'lid${at}' (undefined-name)`,
    );
    lines.push("tea.py:30:4: W0612: Unused name 'cup' (unused-name)");
    const [first, second, ...others] = folded(lines).read.map(({ importance }) => importance);
    expect(first).toBeGreaterThan(others.at(-1) ?? 0);
    expect(second).toBeLessThan(others.at(-1) ?? 0);
  });

  it('an error stays one, however often its rule is broken', () => {
    const lines = Array.from(
      { length: 12 },
      (_, at) => `a.py:${at}: error: No ${'xyz'[at % 3]}${at}  [no-def]`,
    );
    expect(folded(lines).read.every(({ importance }) => importance === 1)).toBe(true);
  });
});

describe('foldPlaces: reports that say where they are on the line below', () => {
  const report = (path: string) => ['warning: lid is never used', ` --> ${path}`, '  |', ''];

  it('groups them as those that say it in front', () => {
    const lines = ['src/cup.rs:3:5', 'src/cup.rs:9:5', 'src/pot.rs:2:1', 'src/tea.rs:7:1'];
    const log = readLog(readLines(lines.flatMap(report).join('\n')));
    expect(foldPlaces(log).map(({ members }) => members.map(({ position }) => position))).toEqual([
      ['3:5', '9:5', '2:1', '7:1'],
    ]);
  });
});

describe('foldPlaces: one message about ever other things', () => {
  it('the first few are news, the later ones weigh less than a lone error of another kind', () => {
    const missing = Array.from({ length: 12 }, (_, at) => [
      `src/lid.java:${at + 3}: error: cannot find symbol`,
      `  ${'abcdefghijkl'.charAt(at)}Leaf leaf = null;`,
      '  ^',
      `  symbol:   class ${'abcdefghijkl'.charAt(at)}Leaf`,
    ]).flat();
    const { read } = folded([...missing, 'src/kettle.java:58: error: lossy conversion']);
    const heads = read.filter((_, index) => index % 4 === 0).map(({ importance }) => importance);
    expect(heads.slice(0, 4)).toEqual([1, 1, 1, 1]);
    expect(heads[9]).toBeLessThan(heads[5] ?? 0);
    expect(Math.min(...heads)).toBeGreaterThanOrEqual(0.79);
    expect(heads[12]).toBe(1);
  });
});

function folded(lines: readonly string[]) {
  const log = readLog(readLines(lines.join('\n')));
  foldPlaces(log);
  return log;
}
