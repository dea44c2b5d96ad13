// The commits that a question is about. Their hashes are written out: that is what one asks a log for, and what one copies.
import type { Query } from '../relevance/query.ts';
import { rateUnits } from '../relevance/score.ts';
import type { CommitText } from './read-diff.ts';

const MOST = 6;
const LEAST_SCORE = 0.5;

/** A few of the commits, by what their messages say. */
export function askedCommits(
  lines: readonly string[],
  commits: readonly CommitText[],
  query: Query | undefined,
): ReadonlySet<CommitText> {
  if (query === undefined || commits.length < 2) return new Set();
  const texts = commits.map(({ message }) => message.map((line) => lines[line] ?? '').join('\n'));
  const { scores } = rateUnits(texts, query);
  const asked = commits
    .map((commit, index) => ({ commit, score: scores[index] ?? 0 }))
    .filter(({ score }) => score >= LEAST_SCORE)
    .toSorted((one, other) => other.score - one.score);
  return new Set(asked.slice(0, MOST).map(({ commit }) => commit));
}
