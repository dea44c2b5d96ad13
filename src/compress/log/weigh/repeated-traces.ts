// The same stack trace again, or one with other addresses and arguments, as those of threads have: its messages stay what they are, its
// frames weigh little, and a gap says where they stand.
import { isFrame, isOwnFrame } from '../lines/frame.ts';
import { indentOf } from '../../indent.ts';
import type { Log, LogLine } from './log.ts';

/** A single frame is a place, not a trace. */
const FEWEST_FRAMES = 2;
/** What is left of the weight of a frame that was shown before: too little to be taken for want of anything better. */
const REPEATED = 0.05;
/** Of a frame of the user's own code that was shown with other numbers. */
const REPEATED_OTHERWISE = 0.4;
/** Addresses and the numbers that were passed; never the line of a file. */
const VALUE = /\b0x[\da-f]+\b|(?<==)\d+\b/gi;

/** Finds traces that repeat an earlier one frame by frame, and makes their frames weigh less. */
export function findRepeatedTraces(log: Log): void {
  const first = new Map<string, readonly number[]>();
  for (let head = 0; head < log.lines.length; head++) {
    const trace = traceBelow(log, head);
    if (trace.length < FEWEST_FRAMES) continue;
    const key = trace.map((at) => (log.lines[at] ?? '').replace(VALUE, '0')).join('\n');
    const before = first.get(key);
    if (before === undefined) first.set(key, [head, ...trace]);
    else repeat(log, trace, before);
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

function repeat(
  { lines, read }: Log,
  trace: readonly number[],
  [head = 0, ...before]: readonly number[],
): void {
  const isSame = trace.every((at, frame) => lines[at] === lines[before[frame] ?? 0]);
  trace.forEach((at, frame) => {
    const line = read[at];
    if (line === undefined) return;
    const isOther = lines[at] !== lines[before[frame] ?? 0];
    if (isOther && isOwnFrame(lines[at] ?? '')) {
      line.importance *= REPEATED_OTHERWISE;
      return;
    }
    line.importance *= REPEATED;
    line.sameAs = head;
    if (!isSame) line.hasOtherValues = true;
  });
}
