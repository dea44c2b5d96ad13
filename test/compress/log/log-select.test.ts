import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Compressed } from '../../../src/compress/compressor.ts';
import { logSelect } from '../../../src/compress/log/log-select.ts';
import { estimateTokens } from '../../../src/tokens/estimate.ts';
import { contextFor } from '../context-for.ts';
import { serverLog } from './sample-logs.ts';

const FIXTURES = fileURLToPath(new URL('../../fixtures/content/log', import.meta.url));

function select(text: string, budgetTokens: number, question?: string): Compressed | undefined {
  const context = contextFor('log', { budgetTokens, question });
  const compressed = logSelect.compress(text, context);
  if (compressed instanceof Promise) throw new Error('this compressor works at once');
  return compressed;
}

function selected(text: string, budgetTokens: number, question?: string): string {
  return select(text, budgetTokens, question)?.text ?? text;
}

function fixture(name: string): string {
  return readFileSync(join(FIXTURES, name), 'utf8');
}

function chatter(count: number): string[] {
  return Array.from(
    { length: count },
    (_, at) => `10:20:${10 + (at % 50)} INFO stored order ${at}`,
  );
}

describe('logSelect on real logs', () => {
  it('go test: the failed tests, the panic, the own frame, the verdict', () => {
    const text = selected(fixture('go-test.log'), 700);
    for (const part of [
      'Add(2, 2) = 4, want 5',
      'integer divide by zero',
      'shop.go:4',
      'FAIL\tshop',
    ]) {
      expect(text).toContain(part);
    }
    expect(text).toMatch(/\[… \d+-\d+: \d+ ok\]/);
  });

  it('gcc: the error, and warnings of the same message listed once', () => {
    const text = selected(fixture('gcc-warnings.log'), 1200);
    expect(text).toContain('storage size of ‘p’ isn’t known');
    expect(text).toContain('-Wunused-function');
    expect(text).toMatch(/\[same at .*m\d\.c:\d/);
  });

  it('cargo: the error with its place and types', () => {
    const text = selected(fixture('cargo-build.log'), 800);
    expect(text).toContain('expected `usize`, found `&String`');
    expect(text).toMatch(/--> src\/lib\.rs:\d+:\d+/);
    expect(text).toContain('due to 1 previous error');
  });

  it('pytest: both failures and the counts', () => {
    const text = selected(fixture('pytest.log'), 900);
    expect(text).toContain('ledger.csv');
    expect(text).toMatch(/2 failed, \d+ passed/);
  });

  it('java: the cause, not only the exception on top', () => {
    const text = selected(fixture('java.log'), 600);
    expect(text).toContain('price of item 5512 is broken');
    expect(text).toContain('For input string: "12,50"');
    expect(text).toContain('slow query on shard 7');
  });

  it('finds the plain line that the question names', () => {
    const log = fixture('java.log');
    const line = 'INFO: order 1217 stored in shard 1';
    expect(log).toContain(line);
    expect(selected(log, 500, 'In which shard was order 1217 stored?')).toContain(line);
  });
});

describe('logSelect', () => {
  it('keeps the test that took long among those that passed', () => {
    const tests = Array.from(
      { length: 300 },
      (_, at) => `--- PASS: TestCup${at} (${at === 171 ? '4.20' : '0.01'}s)`,
    );
    expect(selected(tests.join('\n'), 300)).toContain('TestCup171 (4.20s)');
  });

  it('keeps errors that differ in one digit', () => {
    const lines = chatter(300);
    lines[100] = '10:21:00 ERROR shard 3 lost 1 row';
    lines[200] = '10:22:00 ERROR shard 4 lost 1 row';
    const text = selected(lines.join('\n'), 300);
    expect(text).toContain('shard 3 lost');
    expect(text).toContain('shard 4 lost');
  });

  it('keeps other errors beside a flood of one', () => {
    const lines = Array.from({ length: 500 }, (_, at) => `ERROR timeout of request ${at}`);
    lines[420] = 'ERROR disk is full';
    lines[300] = 'WARN clock jumped';
    const text = selected(lines.join('\n'), 300);
    expect(text).toContain('disk is full');
    expect(text).toContain('clock jumped');
  });

  it('keeps a failed test below findings of a linter that differ in numbers only', () => {
    const lint = Array.from(
      { length: 120 },
      (_, at) =>
        `docs/guide.md:${at * 3 + 7}:81 error MD013 Line length [Expected: 80; Actual: ${90 + at}]`,
    );
    const failed = [
      '  ✖ rounds half to even (0.46ms)',
      "    TypeError [Error]: Cannot read properties of null (reading 'rows')",
      '        at total (file:///home/ann/shop/cart.test.mjs:14:52)',
      '        at Test.run (node:internal/test_runner/test:796:25)',
    ];
    const text = selected([...lint, ...chatter(100), ...failed, ...chatter(100)].join('\n'), 500);
    expect(text).toContain("Cannot read properties of null (reading 'rows')");
    expect(text).toContain('cart.test.mjs:14:52');
    expect(text).toContain('Actual: 90]');
  });

  it('keeps the first and the last of a repeated error', () => {
    const lines = chatter(300);
    for (let at = 20; at < 280; at += 10) lines[at] = `10:21:${10 + (at % 50)} ERROR no route`;
    const { lost = [] } = select(lines.join('\n'), 400) ?? {};
    const isLost = (line: number) => lost.some(({ from, to }) => from <= line && line <= to);
    expect([isLost(21), isLost(271)]).toEqual([false, false]);
  });

  it('keeps both ends and what is rare when nothing failed', () => {
    const lines = chatter(400);
    lines[222] = '10:20:30 INFO schema migrated';
    const text = selected(lines.join('\n'), 300);
    expect(text).toContain(lines[0]);
    expect(text).toContain(lines[399]);
    expect(text).toContain('schema migrated');
  });

  it('keeps odd statuses of an access log', () => {
    const lines = Array.from(
      { length: 300 },
      (_, at) => `10.0.0.1 - - [x] "GET /items/${at} HTTP/1.1" 200 ${at}`,
    );
    lines[150] = '10.0.0.1 - - [x] "POST /items/7 HTTP/1.1" 503 12';
    expect(selected(lines.join('\n'), 300)).toContain(' 503 ');
  });

  it('keeps a status that one request got, though it is no failure', () => {
    const lines = Array.from({ length: 400 }, (_, at) => {
      const page = `"GET /items/${at % 9} HTTP/1.1"`;
      return `10.0.0.1 - - [x] ${page} ${at % 15 === 4 ? 404 : 200} ${at * 17}`;
    });
    lines[250] = '10.0.0.1 - - [x] "GET /items/7 HTTP/1.1" 206 4250';
    expect(selected(lines.join('\n'), 900)).toContain(' 206 ');
  });

  it('knows the status in the log of a balancer, and counts what it leaves out', () => {
    const lines = Array.from({ length: 300 }, (_, at) => {
      const status = at % 10 === 3 ? 404 : 200;
      return `10.0.0.1:${at + 3000} [02/May/2031:10:20:30.1] in web/one 0/0/1/${at % 7}/9 ${status} 91 - - ---- 1/1/0/0/0 0/0 "GET /tea HTTP/1.1"`;
    });
    lines[150] = lines[150]?.replace(' 200 ', ' 503 ') ?? '';
    const text = selected(lines.join('\n'), 900);
    expect(text).toContain(' 503 ');
    const left = [...text.matchAll(/(\d+) of status 404/g)].map((found) => Number(found[1]));
    const shown = text.split(' 404 91 ').length - 1;
    expect(left.reduce((sum, count) => sum + count, shown)).toBe(30);
  });

  it('folds rows under a file heading and keeps the heading', () => {
    const rows = Array.from(
      { length: 60 },
      (_, at) => `   ${at}:1  error  'x' is unused  no-unused`,
    );
    const text = selected(['/srv/shop/cart.js', ...rows, '', '60 problems'].join('\n'), 200);
    expect(text).toContain('/srv/shop/cart.js');
    expect(text).toMatch(/\[same (?:in|at) .*cart\.js:1,2,3/);
    expect(text).toContain('60 problems');
  });

  it('names every failed test and says where it failed, though all failed in the same way', () => {
    const passed = Array.from({ length: 300 }, (_, at) => `    ✔ brews kind ${at} of tea`);
    const failures = Array.from({ length: 8 }, (_, at) => [
      `  ${at + 1}) kettle`,
      `       with water level ${at * 7}`,
      '         should whistle:',
      '     Error: expected 200 "OK", got 413 "Too Large"',
      `      at Context.<anonymous> (test/kettle.js:${at * 30 + 12}:12)`,
      '      at process.processImmediate (node:internal/timers:483:21)',
      '      at Test.assert (node_modules/supertest/lib/test.js:164:23)',
      '      at Server.localAssert (node_modules/supertest/lib/test.js:120:14)',
      '',
    ]).flat();
    const text = selected(
      ['  kettle', ...passed, '', '  300 passing', '  8 failing', '', ...failures].join('\n'),
      900,
    );
    for (let at = 0; at < 8; at++) {
      expect(text).toContain(`${at + 1}) kettle`);
      expect(text).toContain(`with water level ${at * 7}\n`);
      expect(text).toContain(`test/kettle.js:${at * 30 + 12}:12`);
    }
  });

  it('keeps the difference below a Go assertion that has no word for an error', () => {
    const lines = Array.from({ length: 300 }, (_, at) => `    cart_test.go:8: adding ${at} pears`);
    lines.splice(
      150,
      0,
      '    cart_test.go:17: mismatch (-want +got):',
      '          map[string]int{',
      '        - \t"pear": 3,',
      '        + \t"pear": 2,',
      '          }',
    );
    const text = selected(lines.join('\n'), 300);
    for (const part of ['mismatch', '- \t"pear": 3', '+ \t"pear": 2']) {
      expect(text).toContain(part);
    }
  });

  it('keeps a long difference whole', () => {
    const difference = Array.from({ length: 30 }, (_, at) => `${at % 2 ? '+' : '-'} row ${at}`);
    const lines = [...chatter(200), 'AssertionError: rows differ', ...difference, ...chatter(200)];
    const text = selected(lines.join('\n'), 900);
    for (const line of difference) expect(text).toContain(line);
  });

  it('does not take passed subtests for details of the failed one', () => {
    const passed = Array.from(
      { length: 60 },
      (_, at) => `    --- PASS: TestCart/case_${at} (0.00s)`,
    );
    passed.splice(40, 0, '    --- FAIL: TestCart/sums (0.00s)');
    const lines = [...chatter(60), '--- FAIL: TestCart (0.01s)', ...passed, ...chatter(60)];
    const text = selected(lines.join('\n'), 300);
    expect(text).toContain('TestCart/sums');
    expect(text.match(/--- PASS/g)?.length ?? 0).toBeLessThan(10);
  });

  it('shows the frames of a repeated trace once, but each message', () => {
    const trace = Array.from({ length: 8 }, (_, at) => `\tat shop.Step${at}.run(Step${at}.java:9)`);
    const fail = (order: number) => [`10:30:00 ERROR order ${order} is broken`, ...trace];
    const lines = [41, 52, 63].flatMap((order) => [...fail(order), ...chatter(80)]);
    const text = selected(lines.join('\n'), 500);
    for (const order of [41, 52, 63]) expect(text).toContain(`order ${order} is broken`);
    expect(text.match(/Step7\.java/g)).toHaveLength(1);
    expect(text).toContain('trace as below line 1]');
  });

  it('shows a trace once that has other addresses and arguments, but for the own frames', () => {
    const thread = (id: number) => [
      `Thread ${id} (Thread 0x7f${id}6c0 (LWP ${id + 500}) "tea"):`,
      `#0  0x00007f in pour_wait (word=0x55${id}) at ./nptl/wait.c:40`,
      `#1  0x00007f in pour_common (word=0x55${id}, cancel=true) at ./nptl/wait.c:90`,
      `#2  0x000055 in take_cup (id=${id}) at cups.c:6`,
      `#3  0x00007f in start_thread (arg=<optimized out>) at ./nptl/create.c:442`,
      '',
    ];
    const threads = Array.from({ length: 30 }, (_, at) => thread(30 - at)).flat();
    const text = selected(['Thread 31 received signal SIGSEGV', '', ...threads].join('\n'), 1_400);
    expect(text.match(/pour_common/g)?.length ?? 0).toBeLessThan(4);
    expect(text).toContain('take_cup (id=30)');
    expect(text).toContain('take_cup (id=28)');
    expect(text).toContain('trace as below line 3, with other values]');
  });

  it('names no place twice that is reported twice', () => {
    const reports = [12, 31, 55].flatMap((line) => [
      `[ERROR] src/Cup.java:[${line},5] package tea.lid does not exist`,
    ]);
    const lines = [...reports, ...chatter(200), ...reports];
    expect(selected(lines.join('\n'), 400)).toContain('\n[same in src/: Cup.java:31,55]\n');
  });

  it('takes no bar of progress along with its neighbours', () => {
    const bar = '     ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━ 3.9/3.9 MB 10.7 MB/s eta 0:00:00';
    const steps = Array.from({ length: 60 }, (_, at) => [
      `Collecting cup${at}>=1.${at}`,
      `  Downloading cup${at}-2.${at}-py3-none-any.whl (84 kB)`,
      bar,
    ]).flat();
    const text = selected(steps.join('\n'), 900);
    expect(text.match(/━━ 3/g)?.length ?? 0).toBeLessThan(4);
    expect(text).toContain('Downloading cup2-2.2');
  });

  it('keeps traces that differ in one line', () => {
    const trace = (line: number) =>
      [12, line].map((one) => `\tat shop.Cart.run(Cart.java:${one})`).concat('\t... 9 more');
    const lines = [33, 34].flatMap((line) => [
      '10:30:00 ERROR cart is broken',
      ...trace(line),
      ...chatter(100),
    ]);
    const text = selected(lines.join('\n'), 400);
    expect(text).toContain('Cart.java:33');
    expect(text).toContain('Cart.java:34');
    expect(text).not.toContain('trace as below');
  });

  it('keeps the slowest of many alike', () => {
    const lines = Array.from(
      { length: 300 },
      (_, at) => `stored order ${at} in ${10 + (at % 9)} ms`,
    );
    lines[150] = 'stored order 150 in 2.8 s';
    expect(selected(lines.join('\n'), 250)).toContain('order 150 in 2.8 s');
  });

  it('keeps rare refusals beside a flood of one, without their neighbours', () => {
    const request = (at: number, path: string, status: number) =>
      `10.0.0.${at % 9} - - [x] "GET ${path} HTTP/1.1" ${status} ${at}`;
    const lines = Array.from({ length: 400 }, (_, at) =>
      at % 3 === 0 ? request(at, '/login', 401) : request(at, `/items/${at}`, 200),
    );
    lines[200] = request(200, '/backup.sql', 404);
    lines[300] = request(300, '/app.js', 404);
    const text = selected(lines.join('\n'), 1_000);
    expect(text).toContain('/backup.sql');
    expect(text).toContain('/app.js');
    expect(text).not.toContain('/items/199');
    expect(text).not.toContain('/items/301');
  });

  it('says what a gap held when it held errors', () => {
    const lines = Array.from({ length: 900 }, (_, at) => `ERROR timeout of request ${at}`);
    expect(selected(lines.join('\n'), 200)).toMatch(/\[… \d+-\d+: \d+ errors\]/);
  });

  it('cuts a long line around what was asked for and tells which characters are missing', () => {
    const line = `start ${'x'.repeat(20_000)} order-4711 ${'y'.repeat(20_000)} end`;
    const compressed = select(line, 300, 'what of order-4711 in this dump?');
    expect(compressed?.text).toContain('order-4711');
    expect(compressed?.text.length).toBeLessThan(3_000);
    expect(compressed?.lost?.every(({ unit }) => unit === 'character')).toBe(true);
  });

  it('has nothing to offer when the text fits', () => {
    expect(select(chatter(5).join('\n'), 1_000)).toBeUndefined();
  });

  it.each(readdirSync(FIXTURES).filter((name) => name.endsWith('.log')))(
    'stays near the budget and does not grow on its own output: %s',
    (name) => {
      const once = selected(fixture(name), 900, 'which tests failed and why?');
      expect(estimateTokens(once)).toBeLessThan(1_000);
      expect(estimateTokens(selected(once, 900))).toBeLessThanOrEqual(estimateTokens(once));
    },
  );

  it('keeps or lists every line, in order', () => {
    const line = fc.constantFrom(
      ...serverLog(40).split('\n'),
      ...[
        'ERROR bad',
        '    at f (a.js:1:2)',
        'a.c:1:2: warning: w',
        '',
        '\r',
        '…',
        '  ^',
        '\ud800',
      ],
    );
    fc.assert(
      fc.property(fc.array(line, { maxLength: 120 }), fc.nat(600), (lines, budget) => {
        const compressed = select(lines.join('\n'), budget, 'why did route orders fail?');
        if (compressed === undefined) return;
        const kept = lines.filter(
          (_, at) =>
            !(compressed.lost ?? []).some(({ from, to }) => from <= at + 1 && at + 1 <= to),
        );
        const shown = compressed.text.split('\n').filter((one) => !/^\[(?:…|same)/.test(one));
        expect(shown).toEqual(kept);
      }),
      { numRuns: 200, seed: 5 },
    );
  });
});
