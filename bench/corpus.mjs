// Made-up tool outputs, the same on every run, one or two for each kind, with facts planted in them: what a question about
// the output would be after, and what nobody should miss whether asked or not.
import { pageSnapshot } from './page-corpus.mjs';
import { screenDump, testReport } from './xml-corpus.mjs';

/** A small generator of numbers that look random. */
function numbers(seed) {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff;
    return (state >> 8) % below;
  };
}

const two = (number) => String(number).padStart(2, '0');
const range = (count, write) => Array.from({ length: count }, (_, at) => write(at));

/** { name, tool, input, question, text, facts } for each kind. */
export function corpus() {
  return [
    manyShapes(),
    accessLog(),
    testRun(),
    build(),
    systemCalls(),
    searchHits(),
    searchEvents(),
    fileList(),
    nestedJson(),
    flatJson(),
    csv(),
    diff(),
    lockfile(),
    manual(),
    page(),
    pageSnapshot(),
    screenDump(),
    testReport(),
  ];
}

function bash(name, command, rest) {
  return { name, tool: 'Bash', input: JSON.stringify({ command }), ...rest };
}

/** As a cluster writes them: some thirty shapes from several parts, mixed, with times. */
function manyShapes() {
  const next = numbers(7);
  const shapes = range(30, (shape) => {
    const part = ['dfs.DataNode', 'dfs.NameSystem', 'mapred.Task', 'yarn.Scheduler', 'ipc.Server'];
    const verbs = ['Received', 'Served', 'Deleting', 'Verified', 'Allocated', 'Committed'];
    const nouns = ['block', 'container', 'lease', 'attempt', 'replica'];
    return `${part[shape % 5]}: ${verbs[shape % 6]} ${nouns[(shape * 3) % 5]} ID_# of size # from /10.251.#.#:#`;
  });
  const lines = range(1_600, (at) => {
    const shape = shapes[next(next(3) === 0 ? 30 : 8)];
    const filled = shape.replaceAll('#', () => String(next(65_000)));
    return `2031-05-04 10:${two(at >> 5)}:${two(at % 60)},${100 + next(900)} INFO ${filled}`;
  });
  lines[700] =
    '2031-05-04 10:21:40,310 WARN dfs.DataNode: Slow disk /data/7: 4821 ms for one write';
  lines[1_111] =
    '2031-05-04 10:34:31,007 ERROR mapred.Task: attempt_2031_0042 lost: java.io.IOException: No space left on device';
  lines[300] = '2031-05-04 10:09:00,555 INFO yarn.Scheduler: Queue "nightly" reopened by admin kim';
  return bash('log, many shapes (cluster)', 'yarn logs -applicationId app_42', {
    question: 'Why was attempt_2031_0042 lost, and who reopened the queue "nightly"?',
    text: lines.join('\n'),
    facts: [
      'Slow disk /data/7',
      'No space left on device',
      'attempt_2031_0042 lost',
      'reopened by admin kim',
    ],
  });
}

function accessLog() {
  const next = numbers(11);
  const lines = range(900, (at) => {
    const path = ['/', `/api/carts/${next(400)}`, '/assets/app.js', `/api/teas/${next(90)}`][
      next(4)
    ];
    return `10.0.${next(4)}.${next(200)} - - [04/May/2031:10:${two(at >> 4)}:${two(next(60))} +0000] "GET ${path} HTTP/1.1" 200 ${next(9_000)} "https://tea.example/" "Mozilla/5.0 (X11; Linux x86_64) Gecko/20100101 Firefox/128.0"`;
  });
  lines[410] = lines[410].replace(/"GET .*? 200 \d+/, '"POST /api/orders HTTP/1.1" 503 219');
  lines[650] = lines[650].replace(/"GET .*? 200 \d+/, '"GET /wp-admin/setup.php HTTP/1.1" 404 153');
  return bash('log, access', 'cat access.log', {
    question: 'Which requests failed, and did anybody look for wp-admin?',
    text: lines.join('\n'),
    facts: ['"POST /api/orders HTTP/1.1" 503', '/wp-admin/setup.php HTTP/1.1" 404'],
  });
}

function testRun() {
  const next = numbers(13);
  const lines = range(
    420,
    (at) => `test/teas/part${at % 17}.test.ts > brews ${at} cups ${next(90)}ms`,
  );
  const shown = lines.map((line, at) => (at === 200 ? ` ✗ ${line}` : ` ✓ ${line}`));
  shown.splice(201, 0, '   → expected 85 to be 90', '     at test/teas/part13.test.ts:44:19');
  shown.push(
    '',
    ' Test Files  1 failed | 16 passed (17)',
    '      Tests  1 failed | 419 passed (420)',
  );
  shown.push('   Duration  4.21s');
  return bash('test run', 'npx vitest run', {
    question: 'Which test fails, where, and how many pass?',
    text: shown.join('\n'),
    facts: [
      'expected 85 to be 90',
      'test/teas/part13.test.ts:44:19',
      'brews 200 cups',
      '1 failed | 419 passed (420)',
    ],
  });
}

function build() {
  const lines = range(260, (at) =>
    [
      `gcc -Wall -O2 -DNDEBUG -Iinclude -Ithird_party/zlib -c src/unit_${at}.c -o build/unit_${at}.o`,
      ...(at % 9 === 0
        ? [
            `src/unit_${at}.c:${at + 3}:9: warning: unused variable 'left' [-Wunused-variable]`,
            `   ${at + 3} |     int left = 0;`,
            '      |         ^~~~',
          ]
        : []),
      ...(at === 133
        ? ["src/unit_133.c:71:14: error: implicit declaration of function 'pour_tea'"]
        : []),
    ].join('\n'),
  );
  lines.push(
    'make: *** [Makefile:12: build/unit_133.o] Error 1',
    "make: Target 'all' not remade because of errors.",
  );
  return bash('build', 'make -k', {
    question: 'What breaks the build?',
    text: lines.join('\n'),
    facts: [
      "src/unit_133.c:71:14: error: implicit declaration of function 'pour_tea'",
      'Error 1',
      "unused variable 'left'",
    ],
  });
}

function systemCalls() {
  const next = numbers(17);
  const lines = range(1_000, (at) => {
    const file = `/usr/lib/node/module_${next(60)}.js`;
    return [
      `openat(AT_FDCWD, "${file}", O_RDONLY|O_CLOEXEC) = ${3 + next(9)}`,
      `newfstatat(${3 + next(9)}, "", {st_mode=S_IFREG|0644, st_size=${next(90_000)}, ...}, AT_EMPTY_PATH) = 0`,
      `read(${3 + next(9)}, "..."..., ${next(9_000)}) = ${next(9_000)}`,
    ][at % 3];
  });
  lines[512] = 'openat(AT_FDCWD, "/etc/tea/brew.conf", O_RDONLY) = -1 EACCES (Permission denied)';
  return bash('system calls', 'strace node brew.js', {
    question: 'Why does brew.js not read its settings?',
    text: lines.join('\n'),
    facts: ['"/etc/tea/brew.conf", O_RDONLY) = -1 EACCES (Permission denied)'],
  });
}

function hits() {
  const next = numbers(19);
  return range(480, (at) => ({
    path: `src/${['api', 'store', 'ui'][at % 3]}/part-${at % 41}.ts`,
    line: next(900) + 1,
    text: [
      `    const found = await load(request${next(40)}, options);`,
      `  return load(key).then((value) => value.name);`,
      `export function loadTea${next(60)}(name: string): Tea {`,
    ][next(3)],
  })).sort((one, other) =>
    one.path < other.path ? -1 : one.path > other.path ? 1 : one.line - other.line,
  );
}

const ODD_HIT = {
  path: 'src/store/retry.ts',
  line: 88,
  text: '  if (attempts > 5) throw new LoadGaveUp(key);',
};

function searchHits() {
  const all = [...hits(), ODD_HIT];
  return {
    name: 'search',
    tool: 'Grep',
    input: JSON.stringify({ pattern: 'load', output_mode: 'content', '-n': true }),
    question: 'After how many attempts does loading give up?',
    text: all.map(({ path, line, text }) => `${path}:${line}:${text}`).join('\n'),
    facts: [
      'if (attempts > 5) throw new LoadGaveUp(key);',
      'src/ui/part-2.ts',
      'src/api/part-0.ts',
    ],
  };
}

function searchEvents() {
  const events = [...hits().slice(0, 240), ODD_HIT].map(({ path, line, text }) =>
    JSON.stringify({
      type: 'match',
      data: {
        path: { text: path },
        lines: { text: `${text}\n` },
        line_number: line,
        absolute_offset: line * 37,
        submatches: [{ match: { text: 'load' }, start: 4, end: 8 }],
      },
    }),
  );
  return bash('search, rg --json', 'rg --json load src', {
    question: 'After how many attempts does loading give up?',
    text: events.join('\n'),
    facts: ['if (attempts > 5) throw new LoadGaveUp(key);', 'src/store/retry.ts'],
  });
}

function fileList() {
  const paths = range(
    700,
    (at) => `packages/tea-${at % 23}/src/${['brew', 'pour', 'serve'][at % 3]}/step-${at}.ts`,
  );
  paths.push('packages/tea-7/src/brew/kettle.config.ts');
  return {
    name: 'file list',
    tool: 'Glob',
    input: JSON.stringify({ pattern: '**/*.ts' }),
    question: 'Where is the kettle configured?',
    text: paths.sort().join('\n'),
    facts: ['kettle.config.ts', 'packages/tea-22/'],
  };
}

function nestedJson() {
  const next = numbers(23);
  const items = range(90, (at) => ({
    id: 9_007_199_254_740 + at,
    state: at === 61 ? 'refunded' : 'paid',
    customer: {
      name: `Customer ${at}`,
      address: { city: ['Kyoto', 'Fes', 'Assam'][next(3)], zip: String(10_000 + next(80_000)) },
    },
    lines: range(1 + next(3), () => ({
      sku: `TEA-${next(400)}`,
      quantity: 1 + next(5),
      price: { amount: next(9_000) / 100, currency: 'EUR' },
    })),
    labels: next(4) === 0 ? ['gift', 'express'] : [],
    shippedAt: at % 7 === 0 ? null : `2031-05-${two(1 + (at % 28))}T10:00:00Z`,
  }));
  const body = {
    data: { orders: items, pageInfo: { hasNextPage: true, endCursor: 'b3JkZXI6OTA' } },
    errors: [],
  };
  return bash('JSON, nested (API)', 'curl -s https://api.tea.example/orders', {
    question: 'Which order was refunded, and is there a next page?',
    text: JSON.stringify(body, null, 2),
    facts: ['refunded', '9007199254801', 'b3JkZXI6OTA'],
  });
}

function flatJson() {
  const next = numbers(29);
  const rows = range(400, (at) => ({
    id: at + 1,
    host: `node-${next(40)}.tea.example`,
    cpu: next(900) / 10,
    memory: next(64_000),
    status: at === 277 ? 'evicted' : 'running',
    started: `2031-05-${two(1 + next(28))}T${two(next(24))}:${two(next(60))}:00Z`,
  }));
  rows[123].memory = 999_999;
  return {
    name: 'JSON, flat table',
    tool: 'mcp__cluster__query',
    input: '{}',
    question: 'Which row was evicted, and what is the largest memory?',
    text: JSON.stringify(rows),
    facts: ['evicted', '999999'],
  };
}

function csv() {
  const next = numbers(31);
  const rows = range(
    600,
    (at) =>
      `${at + 1},tea-${next(50)},${next(9_000) / 100},${next(300)},${at === 411 ? 'recalled' : 'shipped'},2031-05-${two(1 + next(28))}`,
  );
  return bash('table (CSV)', 'cat orders.csv', {
    question: 'Which order was recalled?',
    text: ['order,tea,price,grams,state,day', ...rows].join('\n'),
    facts: ['recalled', 'order'],
  });
}

function diff() {
  const files = range(30, (at) =>
    [
      `diff --git a/src/part-${at}.ts b/src/part-${at}.ts`,
      `index 1f2e3d${two(at)}..4c5b6a${two(at)} 100644`,
      `--- a/src/part-${at}.ts`,
      `+++ b/src/part-${at}.ts`,
      `@@ -${at + 10},9 +${at + 10},9 @@ export function brew${at}() {`,
      ...range(4, (line) => `   const cup${line} = pour(${line});`),
      `-  return steep(cup0, ${at});`,
      `+  return steep(cup0, ${at === 17 ? 'await boilingPoint()' : at + 1});`,
      ...range(4, (line) => `   log('poured ${line}');`),
    ].join('\n'),
  );
  return bash('diff', 'git diff main', {
    question: 'Where does the boiling point come in?',
    text: files.join('\n'),
    facts: ['await boilingPoint()', 'part-29.ts', 'part-0.ts'],
  });
}

function lockfile() {
  const next = numbers(37);
  const packages = range(220, (at) => {
    const hash = range(
      86,
      () => 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'[next(62)],
    ).join('');
    return `  tea-part-${at}@${next(9)}.${next(20)}.${at}:\n    resolution: {integrity: sha512-${hash}==}\n    engines: {node: '>=18'}\n`;
  });
  return {
    name: 'lockfile',
    tool: 'Read',
    input: JSON.stringify({ file_path: 'pnpm-lock.yaml' }),
    question: 'Which version of tea-part-140 is locked?',
    text: `lockfileVersion: '9.0'\n\npackages:\n\n${packages.join('\n')}`,
    facts: ['tea-part-140@', 'tea-part-219@', 'lockfileVersion'],
  };
}

const WORDS =
  'water leaf cup steam slow brown bitter sweet early market valley harvest drying rolling season merchant'.split(
    ' ',
  );

function sentences(seed, count) {
  const next = numbers(seed);
  return range(
    count,
    () => `The ${range(9 + next(8), () => WORDS[next(WORDS.length)]).join(' ')}.`,
  ).join(' ');
}

function manual() {
  const parts = range(
    40,
    (at) =>
      `## Chapter ${at}: ${WORDS[at % WORDS.length]} and ${WORDS[(at * 5) % WORDS.length]}\n\n${sentences(at, 6)}${at === 25 ? ' Green leaves must never be brewed above 80 degrees.' : ''}\n\n${sentences(at + 100, 4)}`,
  );
  return bash('prose (Markdown)', 'man tea', {
    question: 'How hot may the water be for green leaves?',
    text: `# The tea manual\n\n${parts.join('\n\n')}\n`,
    facts: ['never be brewed above 80 degrees', 'Chapter 39'],
  });
}

function page() {
  const items = range(
    120,
    (at) =>
      `<li class="item item-${at % 2}"><a class="link" href="/teas/${at}" data-track="list-${at}">Tea number ${at}</a><span class="price">${at},50 EUR</span></li>`,
  );
  return {
    name: 'web page (HTML)',
    tool: 'WebFetch',
    input: JSON.stringify({ url: 'https://tea.example/' }),
    question: 'When does the shop open on Sunday?',
    text: `<!doctype html><html><head><title>Tea shop</title><style>.item{color:#333}</style><script>window.t=[${range(300, String).join(',')}]</script></head><body><nav><a href="/">Home</a></nav><main><h1>Our teas</h1><ul>${items.join('\n')}</ul><h2>Hours</h2><p>On Sunday we open at eleven.</p></main></body></html>`,
    facts: ['On Sunday we open at eleven', 'Our teas'],
  };
}
