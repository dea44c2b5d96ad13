// Reports that come again, word for word.
import { endOfHead } from '../lines/line-head.ts';
import { SUMMARY } from '../lines/meaning.ts';
import { REPORT, type Log, type LogLine } from './log.ts';

/** A report word for word the same again is worth little, but for the last one, which tells how long it went on. */
export function markEchoes(log: Log, headlines: ReadonlySet<number>): void {
  const seen = new Map<string, { last: number; count: number }>();
  log.read.forEach((line, index) => {
    if ((line.meaning & (REPORT | SUMMARY)) === 0 || headlines.has(index)) return;
    if (POINTER.test(log.lines[index + 1] ?? '')) return;
    const text = log.lines[index] ?? '';
    const key = text.slice(endOfHead(text)).trim();
    const before = seen.get(key);
    if (before === undefined) {
      seen.set(key, { last: index, count: 1 });
      return;
    }
    if (before.count > 1) lower(log.read[before.last]);
    before.last = index;
    before.count++;
  });
}

/** "  --> src/cup.rs:3:5": equal words above such a line are reports of their own, each at its place. */
const POINTER = /^\s*--> \S/;

function lower(line: LogLine | undefined): void {
  if (line !== undefined) line.importance *= 0.3;
}
