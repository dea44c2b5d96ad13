// Finds the lines that took much longer than others of their kind: the slowest test, the query that hung.

/** "1205.104 ms", "(0.33s)", "4 seconds": a time that something took, not the time of day. */
const TOOK = /(?<![\w.:-])(\d{1,12}(?:\.\d{1,9})?) ?(ms|[µμ]s|us|ns|s|secs?|seconds?)\b/;
/** "duration=812", "latency_ms=95.1": compared only with lines of the same kind, so the unit does not matter. */
const TOOK_NAMED =
  /\b(?:duration|elapsed|latency|took|[a-z]{1,12}_time)(?:_?[mun]?s)?["']?[=:] ?"?(\d{1,12}(?:\.\d{1,9})?)\b/i;

const SECONDS: Readonly<Record<string, number>> = {
  ms: 1e-3,
  µs: 1e-6,
  μs: 1e-6,
  us: 1e-6,
  ns: 1e-9,
};

/** Where a time may stand in a very long line. */
const LONGEST_SEARCHED = 600;
/** Fewer lines of a kind do not tell what is usual. */
const FEWEST = 8;
/** So much longer than the middle, and than nine in ten, is slow. */
const TIMES_MIDDLE = 8;
const TIMES_MOST = 2;
/** Of one kind; with more of them, slowness is no exception. */
const MOST_SLOW = 3;

/** The lines that are slow; `kindOf` says which lines are of one kind. */
export function findSlow(
  lines: readonly string[],
  kindOf: (index: number) => number,
): ReadonlySet<number> {
  const groups = new Map<number, { readonly at: number[]; readonly took: number[] }>();
  lines.forEach((line, index) => {
    const took = timeTaken(line);
    if (took === undefined) return;
    const kind = kindOf(index);
    const group = groups.get(kind) ?? { at: [], took: [] };
    groups.set(kind, group);
    group.at.push(index);
    group.took.push(took);
  });
  const slow = new Set<number>();
  for (const { at, took } of groups.values()) {
    if (took.length < FEWEST) continue;
    const least = leastSlow(took);
    took.forEach((time, place) => {
      const index = at[place];
      if (time >= least && index !== undefined) slow.add(index);
    });
  }
  return slow;
}

function timeTaken(line: string): number | undefined {
  const text = line.length > LONGEST_SEARCHED ? line.slice(0, LONGEST_SEARCHED) : line;
  const took = TOOK.exec(text);
  if (took !== null) return Number(took[1]) * (SECONDS[took[2] ?? 's'] ?? 1);
  const named = TOOK_NAMED.exec(text);
  return named === null ? undefined : Number(named[1]);
}

/** Infinity if nothing, or too much, stands out. */
function leastSlow(took: readonly number[]): number {
  const sorted = Float64Array.from(took).sort();
  const middle = sorted[sorted.length >> 1] ?? 0;
  const most = sorted[Math.floor(sorted.length * 0.9) - 1] ?? 0;
  const least = Math.max(middle * TIMES_MIDDLE, most * TIMES_MOST, Number.MIN_VALUE);
  const slow = sorted.filter((time) => time >= least);
  return slow.at(-MOST_SLOW) ?? slow[0] ?? Infinity;
}
