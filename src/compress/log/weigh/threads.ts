// Frames below the line that names their thread.
import { isAboveFrame, isFrame } from '../lines/frame.ts';
import { isBlank, type Log } from './log.ts';

/** "Thread 7 (LWP 11453):", "goroutine 1 [running]:", "\"pool-1\" #12 prio=5": a frame says little without its thread. */
export function markThreads({ lines, read }: Log): void {
  for (let head = 0; head < lines.length; head++) {
    if (!THREAD.test(lines[head] ?? '')) continue;
    for (let at = head + 1; at < lines.length; at++) {
      const line = lines[at] ?? '';
      const isPart = line.charCodeAt(0) <= 32 || isFrame(line);
      if (isBlank(line) || !(isPart || isAboveFrame(line, lines[at + 1] ?? ''))) break;
      const frame = read[at];
      if (frame !== undefined && frame.parent === undefined) frame.parent = head;
    }
  }
}

const THREAD = /^(?:Thread \d+ \(.*\):|goroutine \d+ \[[^\]]*\]:|"[^"]+" #\d+ .*\[0x[\da-f]+\])$/;
