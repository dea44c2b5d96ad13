// Made-up outputs of the kinds that agents see most, each round with other values: what the compressors practise on.
import type { TextJob } from '../compress/text-job.ts';

/** One text of each kind; another round gives other values. */
export function madeUpJobs(round: number): readonly TextJob[] {
  return KINDS.map(({ lines, write, tool, toolInput, question }) => ({
    text: Array.from({ length: lines }, (_, line) => write(line, mixed(line, round))).join('\n'),
    tool,
    toolInput: JSON.stringify(toolInput),
    profile: 'balanced',
    mayLose: true,
    ...(question !== undefined && round % 3 > 0 && { question }),
  }));
}

interface Kind {
  readonly lines: number;
  readonly write: (line: number, mix: number) => string;
  readonly tool: string;
  readonly toolInput: object;
  readonly question?: string;
}

/** Spread over 32 bits, and the same on every machine. */
function mixed(line: number, round: number): number {
  return (Math.imul(line + 1, 0x9e3779b1) + Math.imul(round + 1, 0x85ebca6b)) >>> 0;
}

function pick(words: readonly string[], mix: number): string {
  return words[mix % words.length] ?? '';
}

const PARTS = ['http', 'queue', 'cache', 'worker', 'billing', 'auth'];
const LEVELS = ['INFO', 'INFO', 'INFO', 'DEBUG', 'WARN'];
const NAMES = ['parse', 'render', 'resolve', 'loadUser', 'writeFile', 'openSocket', 'findOrders'];

const KINDS: readonly Kind[] = [
  {
    lines: 220,
    write: (line, mix) => (line % 60 < 56 ? logLine(line, mix) : traceLine(line % 60, mix)),
    tool: 'Bash',
    toolInput: { command: 'tail -n 220 service.log' },
    question: 'Why did some requests of the billing service fail with status 500 since noon?',
  },
  {
    lines: 220,
    write: testLine,
    tool: 'Bash',
    toolInput: { command: 'npm test' },
    question: 'which tests of the "orders" suite fail, and what did they expect?',
  },
  {
    lines: 160,
    write: (line, mix) =>
      `src/${pick(PARTS, mix)}/${pick(NAMES, line)}.ts:${line}:${codeLine(mix)}`,
    tool: 'Grep',
    toolInput: { pattern: 'orders', output_mode: 'content' },
    question: 'Where is loadUser called with a timeout?',
  },
  {
    lines: 1,
    write: (_, mix) => JSON.stringify(records(mix), null, 2),
    tool: 'Bash',
    toolInput: { command: 'curl -s localhost/orders' },
    question: 'which order has the state "failed"?',
  },
  {
    lines: 200,
    write: (line, mix) => `./packages/${pick(PARTS, mix)}/src/${pick(NAMES, line)}-${mix % 50}.ts`,
    tool: 'Glob',
    toolInput: { pattern: '**/*.ts' },
  },
  {
    lines: 160,
    write: diffLine,
    tool: 'Bash',
    toolInput: { command: 'git diff' },
    question: 'what changed in the worker?',
  },
  {
    lines: 160,
    write: (line, mix) => `${String(line + 1).padStart(6)}\t${codeLine(mix)}`,
    tool: 'Read',
    toolInput: { file_path: 'src/orders.ts' },
  },
];

function logLine(line: number, mix: number): string {
  const level = mix % 43 === 0 ? 'ERROR' : pick(LEVELS, mix);
  const time = `2026-01-01T10:${String(line % 60).padStart(2, '0')}:${String(mix % 60).padStart(2, '0')}.${mix % 1_000}Z`;
  return `${time} ${level} [${pick(PARTS, mix >>> 3)}] ${pick(MESSAGES, mix >>> 5)} ${mix.toString(16)} for user ${mix % 977} in ${mix % 800} ms`;
}

const MESSAGES = [
  'request finished',
  'GET /orders/118 200',
  'connection from 10.0.0.7:51312 accepted',
  'retry 2 of 5: upstream timeout, key="orders:list"',
  'job done (took 1.25s)',
];

function traceLine(line: number, mix: number): string {
  if (line === 56) return `TypeError: cannot read property '${pick(NAMES, mix)}' of undefined`;
  return `    at ${pick(NAMES, mix)} (/srv/app/src/${pick(PARTS, mix)}.js:${mix % 400}:${mix % 80})`;
}

function testLine(line: number, mix: number): string {
  if (line === 219) return `Tests: ${mix % 7} failed, ${mix % 300} passed, 307 total`;
  if (line === 40) return ` FAIL  src/${pick(PARTS, mix)}.test.ts > orders > ${pick(NAMES, mix)}`;
  if (line > 40 && line < 50) return `  ${line % 2 === 0 ? '-' : '+'}   "state": ${mix % 100},`;
  if (line === 50) return `${pick(NAMES, mix)}.c:${line}:12: warning: unused variable 'result'`;
  return `  ✓ ${pick(PARTS, mix)} > ${pick(NAMES, mix >>> 4)} returns ${mix % 5_000} rows (${mix % 90} ms)`;
}

function diffLine(line: number, mix: number): string {
  const at = line % 20;
  const file = `src/${pick(PARTS, line)}/${pick(NAMES, line)}.ts`;
  if (at === 0) return `diff --git a/${file} b/${file}`;
  if (at === 1) return `index ${mix.toString(16)}..${(mix >>> 1).toString(16)} 100644`;
  if (at === 2) return `--- a/${file}`;
  if (at === 3) return `+++ b/${file}`;
  if (at === 4) return `@@ -${line},15 +${line},15 @@ export function ${pick(NAMES, mix)}() {`;
  return `${' +-'.charAt(mix % 3)}${codeLine(mix)}`;
}

function codeLine(mix: number): string {
  const name = pick(NAMES, mix);
  return `  const ${name}${mix % 30} = await ${pick(NAMES, mix >>> 4)}(order, { limit: ${mix % 99} }); // ${pick(PARTS, mix)}`;
}

function records(mix: number): object {
  const rows = Array.from({ length: 60 }, (_, row) => ({
    id: row + (mix % 1_000),
    state: row % 25 === 0 ? 'failed' : 'done',
    customer: { name: pick(NAMES, mix + row), city: pick(PARTS, row) },
    total: (mix % 10_000) / 100 + row,
    note: row % 7 === 0 ? null : `shipped to ${pick(PARTS, row)} after ${row} days`,
  }));
  return { count: rows.length, next: null, orders: rows };
}
