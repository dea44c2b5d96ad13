// `git log --oneline`, with or without its graph: a commit a line. Those that a branch or a tag points at are landmarks.
import type { Log } from './log.ts';
import { ownShape } from './titles.ts';

const COMMIT = /^[*|\\/_. -]*[\da-f]{7,40} \S/;
const DECORATED = /^[*|\\/_. -]*[\da-f]{7,40} \((?:HEAD\b|tag: |[\w.-]+\/|[\w.-]+[,)])/;
/** The lines of the graph alone are none. */
const LEAST_SHARE = 0.6;
const LANDMARK = 0.5;

/** Whether the lines are commits; gives weight to the landmarks among them. */
export function markCommits({ lines, read }: Log): boolean {
  const commits = lines.filter((line) => COMMIT.test(line)).length;
  if (commits < lines.length * LEAST_SHARE) return false;
  lines.forEach((line, index) => {
    const commit = read[index];
    if (commit === undefined || !DECORATED.test(line)) return;
    commit.importance = Math.max(commit.importance, LANDMARK);
    commit.shape = ownShape(line);
  });
  return true;
}
