// `wc -l`, `du`, `uniq -c`: where nearly every line is a count and what was counted, one looks for the largest.
import type { Log } from './log.ts';
import { ownShape } from './titles.ts';

const COUNTED = /^\s*(\d{1,15}(?:\.\d{1,3})?)([KMGT]?)[ \t]+\S/;
const UNITS: Readonly<Record<string, number>> = { K: 2 ** 10, M: 2 ** 20, G: 2 ** 30, T: 2 ** 40 };
const FEWEST = 20;
const LEAST_SHARE = 0.9;
const MOST = 10;
const LARGEST = 0.5;

/** Whether the lines are counts; gives weight to the largest of them. */
export function markLargest({ lines, read }: Log): boolean {
  const largest = largestCounts(lines);
  for (const index of largest) {
    const line = read[index];
    if (line === undefined) continue;
    line.importance = Math.max(line.importance, LARGEST);
    line.shape = ownShape(lines[index] ?? '');
  }
  return largest.length > 0;
}

/** The indexes of the lines with the largest counts; none where most lines are something else. */
export function largestCounts(lines: readonly string[]): readonly number[] {
  if (!COUNTED.test(lines[0] ?? '') && !COUNTED.test(lines[1] ?? '')) return [];
  const counts = lines.flatMap((line, index) => {
    const [, number, unit = ''] = COUNTED.exec(line) ?? [];
    return number === undefined ? [] : [{ index, count: Number(number) * (UNITS[unit] ?? 1) }];
  });
  const spoken = lines.filter((line) => line.trim() !== '').length;
  if (counts.length < FEWEST || counts.length < spoken * LEAST_SHARE) return [];
  return counts
    .toSorted((one, other) => other.count - one.count)
    .slice(0, MOST)
    .map(({ index }) => index);
}
