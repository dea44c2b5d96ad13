// The same stack trace again: its messages stay what they are, its frames weigh little, and a gap says where they stand.
import { isFrame } from './frame.ts';
import { indentOf } from '../../indent.ts';
import type { Log, LogLine } from './read-log.ts';

/** A single frame is a place, not a trace. */
const FEWEST_FRAMES = 2;
/** What is left of the weight of a frame that was shown before: too little to be taken for want of anything better. */
const REPEATED = 0.05;

/** Finds traces that repeat an earlier one frame by frame, and makes their frames weigh less. */
export function findRepeatedTraces(log: Log): void {
  const first = new Map<string, number>();
  for (let head = 0; head < log.lines.length; head++) {
    const trace = traceBelow(log, head);
    if (trace.length < FEWEST_FRAMES) continue;
    const key = trace.map((at) => log.lines[at] ?? '').join('\n');
    const before = first.get(key);
    if (before === undefined) first.set(key, head);
    else for (const at of trace) repeat(log.read[at], before);
  }
}

/** The frames that belong to a report, with the source printed below them. */
function traceBelow({ lines, read }: Log, head: number): readonly number[] {
  const trace: number[] = [];
  if (!hasDetails(read, head)) return trace;
  let frameIndent = Infinity;
  for (let at = head + 1; at < lines.length; at++) {
    const line = lines[at] ?? '';
    if (read[at]?.parent !== head && line.trim() !== '') break;
    if (isFrame(line)) {
      frameIndent = indentOf(line);
      trace.push(at);
    } else if (trace.length > 0 && indentOf(line) > frameIndent) {
      trace.push(at);
    }
  }
  return trace;
}

function hasDetails(read: readonly LogLine[], head: number): boolean {
  return read[head + 1]?.parent === head || read[head + 2]?.parent === head;
}

function repeat(line: LogLine | undefined, before: number): void {
  if (line === undefined) return;
  line.importance *= REPEATED;
  line.sameAs = before;
}
