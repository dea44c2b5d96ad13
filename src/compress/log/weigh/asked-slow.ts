// A question about time wants more than the few slowest lines of each kind, and a line of its own for each.
import type { Query } from '../../relevance/query.ts';
import type { Log } from './log.ts';

const ABOUT_TIME =
  /\b(?:slow(?:er|est|ly)?|long(?:er|est) (?:run(?:ning)?|test|request|quer|step|task|than)|how long|took (?:long|most|more)|durations?|latenc(?:y|ies)|(?:more|longer) than \d+(?:\.\d+)? ?(?:ms|s|sec|seconds?|minutes?)\b)/i;

/** Of one kind, and no shorter than this share of the longest. */
const MOST = 10;
const LEAST_SHARE = 0.1;
const IMPORTANCE = 0.6;

/** Where the question is about time, the slowest lines of each kind weigh as much as what stands out by itself. */
export function markAskedSlow({ read }: Log, times: Float64Array, query: Query | undefined): void {
  if (query === undefined || !ABOUT_TIME.test(query.text)) return;
  const kinds = new Map<number, { readonly index: number; readonly took: number }[]>();
  times.forEach((took, index) => {
    if (!(took > 0)) return;
    const kind = read[index]?.shape ?? 0;
    const known = kinds.get(kind);
    if (known === undefined) kinds.set(kind, [{ index, took }]);
    else known.push({ index, took });
  });
  for (const timed of kinds.values()) {
    const slowest = timed.toSorted((one, other) => other.took - one.took).slice(0, MOST);
    const least = (slowest[0]?.took ?? 0) * LEAST_SHARE;
    for (const { index, took } of slowest) {
      const line = read[index];
      if (line === undefined || took < least || timed.length === 1) continue;
      line.importance = Math.max(line.importance, IMPORTANCE);
      // Each is an answer of its own.
      line.shape = Math.imul(index + 1, 0x9e3779b1) | 0;
    }
  }
}
