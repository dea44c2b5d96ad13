// Files that the question is about, and of which nearly all is shown, are shown whole: the last hit costs less than the
// doubt about it.
import type { CompressContext } from '../compressor.ts';
import { rateUnits } from '../relevance/score.ts';
import { markedLine } from './group-hits.ts';
import type { Entry, FileHits } from './hit-units.ts';

/** Of the budget. */
const SHARE = 0.05;
const MOST_MISSING = 2;

/** The entries that complete files which the question is about: the nearest to it first, then the cheapest. */
export function completeFiles(
  files: readonly FileHits[],
  kept: ReadonlySet<Entry>,
  { budgetTokens, estimate, query }: CompressContext,
): ReadonlySet<Entry> {
  if (query === undefined) return new Set();
  const open = files
    .map((file) => ({ file, missing: file.entries.filter((entry) => !kept.has(entry)) }))
    .filter(({ file, missing }) => isNearlyWhole(file.entries.length, missing.length));
  const paths = open.map(({ file }) => file.path);
  const { scores } = rateUnits(paths, query);
  const priced = open.map(({ missing }, index) => ({
    missing,
    cost: missing.reduce((sum, entry) => sum + estimate(textOf(entry)) + 1, 0),
    score: scores[index] ?? 0,
  }));
  const added = new Set<Entry>();
  let left = budgetTokens * SHARE;
  for (const { missing, cost, score } of priced.toSorted(
    (one, other) => other.score - one.score || one.cost - other.cost,
  )) {
    if (score === 0 || cost > left) continue;
    left -= cost;
    for (const entry of missing) added.add(entry);
  }
  return added;
}

function isNearlyWhole(entries: number, missing: number): boolean {
  return missing > 0 && missing <= MOST_MISSING && missing < entries;
}

function textOf(entry: Entry): string {
  return entry.shown.map(markedLine).join('\n');
}
