import { readFileSync, readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { ContentKind } from '../../src/compress/compressor.ts';
import { detectKind } from '../../src/compress/detect.ts';
import { originOf } from '../../src/compress/origin/origin-of-call.ts';

const CONTENT = new URL('../fixtures/content/', import.meta.url);
const NOWHERE = originOf();
const SHELL = originOf('Bash', { command: 'make check' });
const SEARCH = originOf('Bash', { command: 'grep -rn x .' });
const LISTING = originOf('Glob', { pattern: '**' });

function fixtures(folder: string): [name: string, text: string][] {
  const url = new URL(`${folder}/`, CONTENT);
  return readdirSync(url).map((name) => [name, readFileSync(new URL(name, url), 'utf8')]);
}

describe.each([
  ['search', SEARCH],
  ['listing', LISTING],
  ['diff', SHELL],
  ['table', SHELL],
  ['page', originOf('mcp__playwright__browser_snapshot', {})],
  ['xml', SHELL],
  ['code', originOf('Read', {})],
] as const)('recorded %s', (kind, origin) => {
  test.each(fixtures(kind))('%s', (_name, text) => {
    expect(detectKind(text, origin)).toBe(kind);
  });
});

describe('XML that is none of a tool', () => {
  const items = Array.from({ length: 20 }, (_, at) => `  <path d="M${at} 0h24" fill="none" />`);
  const others = items.map((line) => line.replace('path', 'item'));

  test.each([
    [
      'a file that is read',
      ['<project>', ...others, '</project>'],
      originOf('Read', { file_path: 'pom.xml' }),
    ],
    ['a picture', ['<?xml version="1.0"?>', '<svg viewBox="0 0 9 9">', ...items, '</svg>'], SHELL],
    ['a code fence', ['```xml', '<list>', ...others, '</list>', '```'], NOWHERE],
    [
      'a page',
      ['<?xml version="1.0"?>', '<!DOCTYPE html>', '<html>', ...others, '</html>'],
      NOWHERE,
    ],
    [
      'tags around prose',
      [
        '<task>',
        'Do it.',
        ...Array.from({ length: 30 }, (_, at) => `Then do ${at} more.`),
        '</task>',
      ],
      NOWHERE,
    ],
  ] as const)('%s', (_name, lines, origin) => {
    expect(detectKind(lines.join('\n'), origin)).not.toBe('xml');
  });
});

test('a page in a file of settings by its name', () => {
  const text = fixtures('page').find(([name]) => name.startsWith('playwright'))?.[1] ?? '';
  const origin = originOf('Read', { file_path: '.playwright-mcp/page-1.yml' });
  expect(detectKind(text, origin)).toBe('page');
});

const TEXTS: readonly (readonly [ContentKind, string])[] = [
  [
    'prose',
    '# Kettle\n\n<p align="center">A kettle.</p>\n\n## Use\n\n```js\nimport { boil } from "kettle";\nboil(1);\nboil(2);\n```\n',
  ],
  ['prose', '# Changes\n\n## [1.1.0](https://x.test/1)\n\n- a ([1](https://x.test/2))\n- b\n- c\n'],
  [
    'prose',
    '1.1.0\n=====\n\n  * one\n  * two\n\n1.0.9\n=====\n\n  * three\n\n1.0.8\n=====\n\n  * four\n',
  ],
  [
    'prose',
    ['Boil', 'Pour away', 'Descale']
      .map(
        (head) =>
          `${head}\n${'-'.repeat(head.length)}\n\n.. code-block:: python\n\n    import kettle\n    kettle.boil(1);\n    return x\n`,
      )
      .join('\n'),
  ],
  [
    'code',
    '# a comment\nimport kettle\n\n# another\ndef boil(water):\n    return kettle.boil(water)\n',
  ],
  ['code', '/*\n * Boils.\n * Twice.\n */\nvoid boil(int water) {\n  heat(water);\n}\n'],
  [
    'text',
    Array.from(
      { length: 30 },
      (_, at) =>
        `# HELP kettle_boils_${at} How often kettle ${at} boiled.\n# TYPE kettle_boils_${at} counter\nkettle_boils_${at}{pot="clay"} ${at * 7}\n`,
    ).join(''),
  ],
  [
    'text',
    Array.from(
      { length: 12 },
      (_, at) =>
        `TASK [write settings] ****\n--- before\n+++ after: /etc/pot.conf\n@@ -0,0 +1,2 @@\n+pot=${at}\n+litres=3\n\nchanged: [cup${at}] => (item=pot)\n\n`,
    ).join(''),
  ],
  ['text', ''],
  ['text', '  \n\t\n'],
  ['json', '{"a": [1, 2]}\n'],
  ['json', '[{"id":1},\n {"id":2}]'],
  ['json', '{"n":1}\n{"n":2}\n{"n":3}\n'],
  ['text', '[\n  {\n    "id": 1,\n    "name": "a"\n  },\n  {\n    "id": 2,\n    "na'],
  [
    'table',
    ` kettle | kind | litres \n--------+------+--------\n${' clay   | r    |      3\n'.repeat(20)}(20 rows)\n`,
  ],
  ['table', ` kettle | litres \n--------+--------\n${' clay   |      3\n'.repeat(20)}`],
  ['table', `kettle,note,litres\n${'"clay, old","boils, slowly",3\n'.repeat(12)}`],
  ['html', '<!DOCTYPE html>\n<html><body><p>Hi</p></body></html>'],
  ['html', '<div><ul><li>one</li><li>two</li></ul></div>'],
  [
    'log',
    'npm verbose title npm install kettle\nnpm silly fetch manifest kettle@^1.0.0\nnpm http fetch GET 200 https://registry.test/kettle 40ms\nnpm info ok\n',
  ],
  ['log', '2024-05-02 08:01:59 INFO start\n2024-05-02 08:02:01 ERROR no route\n'],
  ['log', '[2024-05-02T08:01:59Z] start\n[2024-05-02T08:02:01Z] stop\n'],
  ['log', '10.0.0.7 - - [02/May/2024:08:01:59 +0000] "GET / HTTP/1.1" 200 12\n'.repeat(3)],
  ['log', 'src/a.c:12:5: error: expected ";"\nsrc/b.c:3:1: warning: unused variable\n'],
  [
    'log',
    'Traceback (most recent call last):\n  File "a.py", line 3, in <module>\n    f()\nKeyError: 1',
  ],
  [
    'log',
    'def test_a():\n>       assert f() == 2\nE       assert 1 == 2\n\na.py:3: AssertionError\n== 1 failed in 0.1s ==',
  ],
  [
    'log',
    '[    0.000000] Command line: console=tty0 quiet\n[    0.004000] Memory: 4012M available\n[   12.480211] eth0: link becomes ready\n',
  ],
  ['log', 'src/a.py:12:5: E501 Line too long\nsrc/b.py:3:1: F401 [*] `os` imported but unused\n'],
  ['log', 'src/a.py:1:0: C0114: Missing docstring\nlib/b.rb:3:1: W: Lint/Void: no use\n'],
  [
    'log',
    '  # kettle.left will be created\n  + resource "kettle" "left" {\n      + id = (known after apply)\n    }\n\nPlan: 1 to add, 0 to change, 0 to destroy.\n',
  ],
  [
    'log',
    'May 03 08:00:26 pantry kettle[21]: FILL Left BOIL Right KEEP Warm\n'.repeat(4) +
      'May 03 08:01:18 pantry CRON[39]: (root) CMD (true)\n',
  ],
  ['config', 'net.core.somaxconn = 4096\nvm.swappiness = 60\nkernel.printk = 4 4 1 7\n'],
  ['code', 'total = 1\nrows = load(total)\nnames = [\n    total,\n]\nshow(rows, names)\n'],
  ['config', '[server]\nport = 8080\nhost = "localhost"\n\n[client]\nretries = 3\n'],
  ['config', 'services:\n  web:\n    image: nginx\n    ports:\n      - 80:80\n'],
  ['config', '# comment\nFOO=1\nBAR=two words\n'],
  [
    'code',
    'import os\n\ndef main():\n    x = 1\n    return x\n\nif __name__ == "__main__":\n    main()\n',
  ],
  ['code', 'package main\n\nimport "fmt"\n\nfunc main() {\n\tfmt.Println("hi")\n}\n'],
  [
    'prose',
    '# Title\n\nSome words that make a sentence for a reader.\n\n## More\n\n- a list item with words\n',
  ],
  ['search', 'a/b.ts:3:const x = 1\na/b.ts:9:const y = x\nc.ts:1:import x\n'],
  ['listing', './a/b.ts\n./a/c.ts\n./d/e/f.ts\n./g/h.ts\n'],
  [
    'listing',
    `src\n├── app\n${'│\u00a0\u00a0 ├── kettle\n│\u00a0\u00a0 │\u00a0\u00a0 └── boil dry.ts\n'.repeat(4)}`,
  ],
  ['table', '| a | b |\n|---|---|\n| 1 | 2 |\n| 3 | 4 |\n'],
  [
    'table',
    'id,note,by\n1,"one\ntwo, three",ada\n2,"four\n\nfive",jun\n3,six,ada\n4,"seven\n",jun\n',
  ],
  [
    'table',
    `top - 10:01:22 up 3 days\nTasks: 14 total\n\n    PID USER      S  %CPU COMMAND\n${'    812 root      S   0.0 worker\n'.repeat(9)}`,
  ],
  [
    'table',
    '||/ Name   Version  Description\n+++-======-========-===========\nii  zlib   1.2.3    compression\nii  curl   8.1.0    transfer\n',
  ],
  [
    'table',
    '      Pots\n┏━━━━━━┳━━━━━━┓\n┃ name ┃ heat ┃\n┡━━━━━━╇━━━━━━┩\n│ clay │ 80   │\n│ iron │ 95   │\n│ tin  │ 70   │\n└──────┴──────┘\n',
  ],
  [
    'table',
    '╭──────┬──────╮\n│ name │ heat │\n├──────┼──────┤\n│ clay │ 80   │\n╰──────┴──────╯\n',
  ],
  [
    'config',
    ['pot v1.2.0', 'pot v1.2.0/go.mod', 'tea/leaf v0.4.1', 'tea/leaf v0.4.1/go.mod']
      .map((name) => `test.dev/${name} h1:${'a1B2'.repeat(10)}abc=\n`)
      .join(''),
  ],
  ['diff', 'On branch main\nnothing to commit, working tree clean\n'],
];

describe('by content alone', () => {
  test.each(TEXTS)('%s: %j', (kind, text) => {
    expect(detectKind(text, NOWHERE)).toBe(kind);
  });

  test('colours, a gutter and a client wrapper do not hide the kind', () => {
    expect(detectKind('\x1b[31merror\x1b[0m: no\n\x1b[33mwarning\x1b[0m: old\n', NOWHERE)).toBe(
      'log',
    );
    const numbered = ['port: 1', 'host: x', 'list:', '  - a', '  - b'].map(
      (line, at) => `     ${at + 1}→${line}`,
    );
    expect(detectKind(numbered.join('\n'), NOWHERE)).toBe('config');
    expect(detectKind(`Chunk ID: 1f\nOutput:\n${'a/b.ts:3:const x = 1\n'.repeat(4)}`, SHELL)).toBe(
      'search',
    );
  });
});

describe('the origin helps, content decides', () => {
  const code = originOf('Read', { file_path: 'src/a.py' });
  test.each([
    ['# just a comment\nx\n', code, 'code'],
    ['{"a": 1}', code, 'json'],
    ['a b\nc d\n', originOf('Read', { file_path: 'x.csv' }), 'text'],
    ['a,b,c\n1,2,3\n4,5,6\n', originOf('Read', { file_path: 'x.csv' }), 'table'],
    ['a,b,c\n1,2,3\n4,5,6\n', originOf('Read', { file_path: 'x.log' }), 'table'],
    ['one\ntwo\nthree\n', originOf('Bash', { command: 'ls' }), 'listing'],
    [
      'INFO 2031-05-04T10:20:30Z stored order 1\nINFO 2031-05-04T10:20:31Z stored order 2\n',
      originOf('Bash', { command: './run' }),
      'log',
    ],
    ['12:one\n15:two\n', originOf('Bash', { command: 'grep -n o f' }), 'search'],
    ['12:one\n15:two\n', NOWHERE, 'text'],
    [
      '3:2031-05-04 10:20:30.111 UTC [7] ERROR: no\n19:2031-05-04 10:20:31.222 UTC [7] ERROR: no\n',
      originOf('Bash', { command: 'grep -n ERROR db.log' }),
      'log',
    ],
    [
      '10.0.0.7:53590 [28/May/2031:22:13:43.985] web app/b 0/0/0/332 200 39\n'.repeat(3),
      originOf('Bash', { command: 'cat proxy.log | grep app/b' }),
      'log',
    ],
    [
      'log/a.log:2031-05-04 10:20:30 ERROR: no\nlog/b.log:2031-05-04 10:20:31 ERROR: no\n',
      originOf('Bash', { command: 'grep -r ERROR log' }),
      'search',
    ],
  ] as const)('%j', (text, origin, kind) => {
    expect(detectKind(text, origin)).toBe(kind);
  });
});

describe('what a command prints', () => {
  const lines = (count: number, line: (at: number) => string): string =>
    Array.from({ length: count }, (_, at) => line(at)).join('\n');
  test.each([
    [
      'a run that counts',
      `${lines(9, (at) => `  brews a cup for guest ${at}`)}\n\n9 examples, 2 failures, 1 pending\n`,
    ],
    [
      'one thing after the other',
      lines(20, (at) => `Removing cup ${at} of guest ${at + 3} (never used)`),
    ],
    [
      'remarks',
      lines(24, (at) =>
        at % 3 === 0
          ? `import kettle${at}`
          : `# ${at % 3 === 1 ? 'filling' : 'heating'} kettle ${at}`,
      ),
    ],
    [
      'levels as names',
      lines(9, (at) => `${at % 3 === 0 ? 'Notice' : 'Debug'}: boiled kettle ${at}`),
    ],
    ['services', lines(9, (at) => `kettle-${at % 2} | poured cup ${at} for a guest`)],
    ['stages', lines(9, (at) => `[brew] poured cup ${at} for a guest`)],
    [
      'a short date',
      lines(9, (at) => `0504 10:20:3${at}.100 I kettle:6] poured cup ${at} for a guest`),
    ],
  ])('%s', (_name, text) => {
    expect(detectKind(text, SHELL)).toBe('log');
  });

  test('what fits nothing else', () => {
    const text = lines(9, (at) => `kettle${at}@1.${at} -> cup/${at}`);
    expect(detectKind(text, SHELL)).toBe('log');
    expect(detectKind(text, NOWHERE)).toBe('text');
  });

  test('numbers in a column do not make a line an inner one', () => {
    const text = lines(12, (at) => `${String(at * 37).padStart(6)} kettle(${at}, CUP) -> guest`);
    expect(detectKind(text, SHELL)).toBe('log');
  });

  test('what stands below headings stays a text', () => {
    const text = lines(6, (at) => `kettle ${at}\n    pour(cup)\n        Fills a cup.\n    boil()`);
    expect(detectKind(text, SHELL)).not.toBe('log');
  });

  test('keys within keys stay a text', () => {
    const text = lines(
      9,
      (at) =>
        `- cup:\n    size: ${at}\n    about: |\n      Holds (most of) the tea, not all.\n    lid: no`,
    );
    expect(detectKind(text, SHELL)).not.toBe('log');
  });

  test('blocks that belong together stay a text', () => {
    const text = lines(
      5,
      (at) => `Leak: cup ${at}\n  Severity: low\n  Place: kitchen/${at}\n----------------`,
    );
    expect(detectKind(text, SHELL)).toBe('text');
  });

  test('sentences stay sentences', () => {
    const openings = 'The A Most Some Every This Each When If Water Cups Guests Tea Then But'.split(
      ' ',
    );
    const text = lines(30, (at) => `${openings[at % 15]} kettle boils water for guest ${at}`);
    expect(detectKind(text, SHELL)).toBe('prose');
  });
});

describe('hostile lines', () => {
  // Each would take minutes with a pattern that tries one stretch of anything behind another.
  test.each(['_', 'a', '=', ' a', 'a/', '.', '"', '{', '1:', '- '])('%j, over and over', (unit) => {
    const line = unit.repeat(2_000).slice(0, 2_000);
    const text = Array.from({ length: 40 }, () => `${line}|`).join('\n');
    expect(typeof detectKind(text, NOWHERE)).toBe('string');
  });

  test('two columns below a head of two names are a table, sentences and logs are none', () => {
    const csv = [
      'time,count',
      ...Array.from({ length: 20 }, (_, at) => `2031/01/02 0${at % 10}:00:00,${at}`),
    ];
    expect(detectKind(csv.join('\n'), originOf('Read', { file_path: 'a.csv' }))).toBe('table');
    expect(detectKind(csv.slice(1).join('\n'), SHELL)).not.toBe('table');
    const prose = [
      'Tea,coffee',
      ...Array.from({ length: 20 }, (_, at) => `The kettle boils, says person ${at}`),
    ];
    expect(detectKind(prose.join('\n'), SHELL)).not.toBe('table');
  });

  test('lines in columns are no sentences', () => {
    const flags = Array.from(
      { length: 40 },
      (_, at) => `     bool BrewInSlot${at}            = ${at}             {kettle} {default}`,
    );
    expect(detectKind(flags.join('\n'), SHELL)).not.toBe('prose');
  });

  test('lines of base64 are no paths', () => {
    const text = Array.from(
      { length: 30 },
      (_, at) => `${at}`.repeat(20).slice(0, 20) + 'Ab/cD/eF'.repeat(7),
    ).join('\n');
    expect(detectKind(text, NOWHERE)).not.toBe('listing');
  });

  test('sizes and days in front of paths are no folders', () => {
    const text = Array.from(
      { length: 30 },
      (_, at) => `${at * 31} 2031-05-04 src/part${at}/a.ts`,
    ).join('\n');
    expect(detectKind(text, originOf('Bash', { command: "find src -printf '%s %p'" }))).not.toBe(
      'listing',
    );
  });

  test('pairs of modules are no paths', () => {
    const text = Array.from(
      { length: 30 },
      (_, at) => `example.org/shop/cart${at}@v1.2.3 example.org/x/text@v0.${at}.0`,
    ).join('\n');
    expect(detectKind(text, NOWHERE)).not.toBe('listing');
  });
});
