// The head of a log line: everything up to and including its time. Kept whole, because people quote it.
import { isDigit } from './digits.ts';

/** A time stands near the start of a line or it is no head. */
const LONGEST_HEAD = 96;

/** Where the text after the time begins; 0 when the line does not start with a time. */
export function endOfHead(line: string): number {
  const limit = Math.min(line.length, LONGEST_HEAD);
  for (let at = line.indexOf(':', 1); at !== -1 && at + 5 < limit; at = line.indexOf(':', at + 1)) {
    if (isClock(line, at)) return afterClock(line, at, limit);
  }
  return 0;
}

/** Whether the colon at `at` is the first of "08:09:27". */
function isClock(line: string, at: number): boolean {
  return (
    isDigit(line.charCodeAt(at - 1)) &&
    isDigit(line.charCodeAt(at + 1)) &&
    isDigit(line.charCodeAt(at + 2)) &&
    line.charCodeAt(at + 3) === 58 &&
    isDigit(line.charCodeAt(at + 4)) &&
    isDigit(line.charCodeAt(at + 5))
  );
}

/** Over fractions, zone and a closing bracket, to the next word. */
function afterClock(line: string, clock: number, limit: number): number {
  let at = line.indexOf(' ', clock);
  if (at === -1 || at >= limit) return 0;
  const zone = line.charCodeAt(at + 1);
  if (zone === 43 || (zone === 45 && isDigit(line.charCodeAt(at + 2)))) {
    const end = line.indexOf(' ', at + 1);
    if (end === -1 || end - at > 8) return 0;
    at = end;
  }
  return at + 1;
}
