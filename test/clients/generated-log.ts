// A service log of the kind agents print: repeating shapes, rare events, one failure with a stack trace. Always the same.
import { seededNumbers } from './seeded-numbers.ts';

/** About `lines` lines of 80 bytes, with one FATAL in the middle. */
export function generatedLog(lines: number): string {
  const next = seededNumbers(42);
  const pick = (words: readonly string[]): string => words[next() % words.length] ?? '';
  const written: string[] = [];
  for (let index = 0; written.length < lines; index += 1) {
    const time = new Date(Date.UTC(2026, 2, 3, 9, 0, 0, 0) + index * 1_337).toISOString();
    if (index === Math.floor(lines / 2)) written.push(...failure(time));
    const shape = SHAPES[next() % SHAPES.length] ?? ((): string => '');
    written.push(`${time} ${shape(() => next() % 10_000, pick)}`);
  }
  return `${written.slice(0, lines).join('\n')}\n`;
}

type Shape = (number: () => number, pick: (words: readonly string[]) => string) => string;

const PATHS = ['/orders', '/basket', '/search', '/login', '/health', '/invoices'];
const SHARDS = ['eu-1', 'eu-2', 'us-1', 'ap-3'];
const SHAPES: readonly Shape[] = [
  (number, pick) => `INFO  http GET ${pick(PATHS)} 200 ${number() % 900}ms req=${number()}`,
  (number, pick) => `INFO  http POST ${pick(PATHS)} 201 ${number() % 900}ms req=${number()}`,
  (number, pick) => `DEBUG cache miss key=user:${number()} shard=${pick(SHARDS)}`,
  (number, pick) =>
    `INFO  queue drained topic=${pick(SHARDS)} messages=${number()} lag=${number()}`,
  (number) => `DEBUG pool acquired connection ${number() % 40} after ${number() % 90}ms`,
  (number, pick) => `WARN  slow query on ${pick(SHARDS)}: ${number()}ms, rows=${number()}`,
];

function failure(time: string): readonly string[] {
  return [
    `${time} FATAL ledger checksum mismatch in segment 7731: expected 9f31c2, found 000000`,
    '    at verifySegment (/srv/ledger/verify.js:118:11)',
    '    at Ledger.open (/srv/ledger/open.js:54:7)',
    '    at async main (/srv/ledger/main.js:12:3)',
  ];
}
