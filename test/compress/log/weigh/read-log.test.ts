import { describe, expect, it } from 'vitest';
import { readLines } from '../../../../src/compress/log/lines/read-lines.ts';
import { readLog } from '../../../../src/compress/log/weigh/read-log.ts';

/** The lines that belong to the report at `head`, directly. */
function detailsOf(lines: readonly string[], head: number): readonly string[] {
  const { read } = readLog(readLines(lines.join('\n')));
  return lines.filter((_, index) => read[index]?.parent === head);
}

describe('readLog: what belongs to a report', () => {
  it('the stack of a Go panic, however deep', () => {
    const frames = Array.from({ length: 20 }, (_, at) => [
      `example.com/shop.step${at}(0x1)`,
      `\t/srv/shop/step${at}.go:${at + 3} +0x1d`,
    ]).flat();
    const lines = [
      'panic: assignment to entry in nil map',
      '',
      'goroutine 7 [running]:',
      ...frames,
    ];
    expect(detailsOf([...lines, '', 'exit status 2'], 0)).toEqual(lines.slice(2));
  });

  it('what googletest expected and got', () => {
    const details = [
      'Expected equality of these values:',
      '  total(cart)',
      '    Which is: 41',
      '  42',
    ];
    const lines = ['test/cart-test.cc:12: Failure', ...details, '[  FAILED  ] cart.adds (0 ms)'];
    expect(detailsOf(lines, 0)).toEqual(details);
  });

  it('the difference below an assertion, but no line of the same depth', () => {
    const details = ['        - "pear": 3,', '        + "pear": 2,'];
    const lines = ['    cart_test.go:17: mismatch (-want +got):', ...details];
    expect(detailsOf([...lines, '    cart_test.go:18: done'], 0)).toEqual(details);
  });

  it('the hunk of a difference, whose signs stand right before the text', () => {
    const details = ['--- Expected', '+++ Actual', '@@ @@', "-'Pear tart", "+'Pear Tart"];
    const lines = ['Failed asserting that two strings are equal.', ...details];
    expect(detailsOf([...lines, '', 'CartTest.php:12'], 0)).toEqual(details);
    const { read } = readLog(readLines(lines.join('\n')));
    expect(read[5]?.importance).toBe(read[1]?.importance);
  });

  it('the place at which TeX stopped', () => {
    const lines = ['! Double superscript.', 'l.14 \\[ x^2^', '            3 \\]', 'and so on'];
    expect(detailsOf(lines, 0)).toEqual(lines.slice(1, 3));
    const { read } = readLog(readLines(['! Emergency stop.', '', '<*>', ...lines].join('\n')));
    expect(read[4]?.importance).toBeGreaterThan(0.5);
  });
});

describe('readLog: what weighs most', () => {
  it('frames of the project, in Python the last of them too', () => {
    const lines = [
      'Traceback (most recent call last):',
      '  File "/srv/shop/app.py", line 9, in main',
      '  File "/usr/lib/python3/json/decoder.py", line 337, in decode',
      '  File "/srv/shop/cart.py", line 12, in add_item',
      "KeyError: 'pear'",
    ];
    const { read } = readLog(readLines(lines.join('\n')));
    const [, first = 0, foreign = 0, last = 0] = read.map(({ importance }) => importance);
    expect([first, last].every((weight) => weight > 0.9)).toBe(true);
    expect(foreign).toBeLessThan(0.5);
  });

  it('where an assertion failed: other places do not repeat it', () => {
    const places = ['cart', 'stock', 'price', 'order', 'login', 'export'];
    const lines = places.flatMap((name, at) => [
      `    \tError Trace:\t/srv/shop/${name}_test.go:${at + 12}`,
      '    \tError:      \tNot equal:',
    ]);
    const { read } = readLog(readLines(lines.join('\n')));
    const shapes = read.map(({ shape }) => shape).filter((_, at) => at % 2 === 0);
    expect(new Set(shapes).size).toBe(places.length);
  });

  it('which release wrote the log, among lines without a word for trouble', () => {
    const lines = Array.from({ length: 40 }, (_, at) => `INFO poured cup ${at} (tea.Pot)`);
    lines[17] = 'INFO Teapot version: 3.7.1 (tea.Info)';
    const { read } = readLog(readLines(lines.join('\n')));
    expect(read[17]?.importance).toBeGreaterThanOrEqual(0.5);
    expect(read[16]?.importance).toBeLessThan(0.3);
  });

  it('a trace that stands further up already, only where every frame is the same', () => {
    const fail = (line: number) => [
      'ERROR the cart is broken',
      '\tat shop.Cart.run(Cart.java:12)',
      `\tat shop.Cart.add(Cart.java:${line})`,
    ];
    const lines = [...fail(33), ...fail(34), ...fail(33)];
    const { read } = readLog(readLines(lines.join('\n')));
    expect(read.map(({ sameAs }) => sameAs)).toEqual([
      ...Array.from({ length: 7 }, () => undefined),
      0,
      0,
    ]);
  });

  it('the first and the last of the same refusal, less those between', () => {
    const lines = Array.from(
      { length: 40 },
      (_, at) => `10.0.0.1 - - [x] "GET /login?try=${at} HTTP/1.1" ${at < 20 ? 401 : 200} 5`,
    );
    const log = readLog(readLines(lines.join('\n')));
    expect(log.isAccessLog).toBe(true);
    const weights = [0, 10, 19, 30].map((at) => log.read[at]?.importance ?? 0);
    expect(weights[0]).toBe(0.6);
    expect(weights[1]).toBeLessThan(0.3);
    expect(weights[2]).toBe(0.6);
    expect(weights[3]).toBeLessThan(0.3);
  });
});

describe('readLog: weights', () => {
  const chatter = Array.from({ length: 60 }, (_, at) => `stored order ${at} in shard ${at % 3}`);

  function weightsOf(lines: readonly string[]): readonly number[] {
    return readLog(readLines(lines.join('\n'))).read.map(({ importance }) => importance);
  }

  it('what went well says something where little else does', () => {
    const few = weightsOf([...chatter, '--- PASS: TestLeader (1.11s)']);
    expect(few.at(-1)).toBeGreaterThan(0.3);
    const many = weightsOf(chatter.flatMap((line, at) => [line, `--- PASS: Test${at} (1.11s)`]));
    expect(many.at(-1)).toBe(0);
  });

  it('a rare diagnostic before its neighbours', () => {
    const common = chatter.map((_, at) => `src/part${at % 7}.py:${at}:80: E501 line too long`);
    const weights = weightsOf([...common, 'src/part3.py:9:4: E722 bare except here']);
    expect(weights.at(-1)).toBeGreaterThan(weights[0] ?? 1);
  });

  it('what a traced program prints', () => {
    const calls = Array.from(
      { length: 20 },
      (_, at) => `12:00:0${at % 10} read(3, "cup ${at}", 512) = 6`,
    );
    calls[9] = '12:00:09 write(2</dev/pts/1>, "no kettle", 9) = 9';
    calls[11] = '12:00:11 write(3, "no kettle", 9) = 9';
    const { read } = readLog(readLines(calls.join('\n')));
    expect(read[9]?.importance).toBeGreaterThanOrEqual(0.6);
    expect(read[11]?.importance).toBeLessThan(0.6);
  });

  it('the banner above what counts outcomes', () => {
    const { read } = readLog(
      readLines('BREW *****\nboiled kettle 3\nCUPS *****\n3 passed, 1 failed\n'),
    );
    expect(read.map(({ importance }) => importance >= 0.8).slice(0, 4)).toEqual([
      false,
      false,
      true,
      true,
    ]);
  });

  it('the frames of a framework do not go on for ever', () => {
    const frames = Array.from(
      { length: 30 },
      (_, at) => `\tat org.h2.Parser.step${at}(Parser.java:${at})`,
    );
    const weights = weightsOf(['java.lang.IllegalStateException: no table', ...frames, '']);
    expect(weights[4]).toBeGreaterThan(0.5);
    expect(weights[25]).toBeLessThan(0.2);
  });

  it('frames stand under their thread, and only they', () => {
    const lines = [
      'Thread 7 (Thread 0x7ffff7fbf6c0 (LWP 53) "node"):',
      '#0  futex_wait (private=0) at ./nptl/futex.c:57',
      '#1  sem_wait (sem=0x5) at ./nptl/sem.c:42',
      'rax            0x0                 0',
    ];
    const { read } = readLog(readLines([...chatter, ...lines].join('\n')));
    expect(read.slice(-4).map(({ parent }) => parent)).toEqual([undefined, 60, 60, undefined]);
  });
});

describe('readLog: what a detail weighs', () => {
  it('more below the one report of its kind than below frequent ones', () => {
    const frequent = Array.from({ length: 40 }, (_, at) => [
      `src/lid.java:${at + 3}: error: cannot find symbol`,
      `  private Lid lid${at} = null;`,
    ]).flat();
    const rare = [
      'src/kettle.java:58: error: lossy conversion of litres',
      '  int litres = level();',
    ];
    const lines = [...frequent, ...rare];
    const { read } = readLog(readLines(lines.join('\n')));
    expect(read[81]?.importance).toBeGreaterThan(read[1]?.importance ?? 1);
    expect(read[80]?.importance).toBe(read[0]?.importance);
  });
});

describe('readLog: what says where it happened', () => {
  it('the banner nearest above what went wrong', () => {
    const banner = (name: string): string => `TASK [${name}] ${'*'.repeat(40)}`;
    const lines = [
      ...[banner('fill the kettle'), 'changed: [cup1]', ''],
      ...[banner('pour'), 'changed: [cup1]', 'fatal: [cup2]: FAILED! => no water', ''],
      ...[banner('stir'), 'changed: [cup1]'],
    ];
    const { read } = readLog(readLines(lines.join('\n')));
    const [filled = 0, poured = 0] = [0, 3].map((at) => read[at]?.importance);
    expect(poured).toBeGreaterThan(0.7);
    expect(filled).toBeLessThan(0.7);
    expect(read[5]?.parent).toBe(3);
  });

  it('a connection that was refused among others, as tcpdump prints them', () => {
    const packet = (at: number, flags: string): string =>
      `2031-05-04 06:32:${10 + at}.747662 IP 127.0.0.1.80 > 127.0.0.1.5737${at}: Flags [${flags}], seq ${at}, length 0`;
    const flags = ['S', '.', 'P.', 'R.', '.', 'P.', '.', 'F.'];
    const { read } = readLog(readLines(flags.map((flag, at) => packet(at, flag)).join('\n')));
    const weights = read.map(({ importance }) => importance);
    expect(weights.indexOf(Math.max(...weights))).toBe(3);
  });
});
