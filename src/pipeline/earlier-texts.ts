// What was worked out about texts that may be referred to: a conversation is sent again and again, and each of its texts needs
// to be read for this once.
import { nameCall } from '../compress/repeat/name-call.ts';
import { printOf, type LinePrint } from '../compress/repeat/line-print.ts';
import type { Segment, SegmentKey } from '../wire/wire-format.ts';

export interface EarlierTexts {
  print(segment: Segment): LinePrint;
  /** What a reader would call the call behind it. */
  call(segment: Segment): string;
}

/** Eight bytes each. */
const MOST_LINES = 150_000;
const MOST_CALLS = 10_000;

/** Forgets what was not asked for the longest when there is too much of it. */
export function createEarlierTexts(): EarlierTexts {
  const prints = createMemo<LinePrint>(MOST_LINES, ({ hashes }) => hashes.length);
  const calls = createMemo<string>(MOST_CALLS, () => 1);
  return {
    print: ({ key, text }) => prints(key, () => printOf(text)),
    call: ({ key, tool = '', toolInput }) => calls(key, () => nameCall(tool, toolInput)),
  };
}

function createMemo<Value>(
  maxSize: number,
  sizeOf: (value: Value) => number,
): (key: SegmentKey, make: () => Value) => Value {
  const values = new Map<SegmentKey, Value>();
  let size = 0;
  return (key, make) => {
    const value = values.get(key) ?? make();
    if (values.delete(key)) size -= sizeOf(value);
    values.set(key, value);
    size += sizeOf(value);
    for (const [oldest, old] of values) {
      if (size <= maxSize) break;
      values.delete(oldest);
      size -= sizeOf(old);
    }
    return value;
  };
}
