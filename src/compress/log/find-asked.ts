// The lines that a question is about: they stay as they are, so that they can be quoted.
import type { Query } from '../relevance/query.ts';
import { rateUnits } from '../relevance/score.ts';

/** A line that answers a rare word of the question scores as much. */
const LEAST_SCORE = 0.8;
/** What more lines hold says nothing about any one of them. */
const FEW = 12;
const FEW_SHARE = 0.05;

/** Marks the lines that hold what the question names, as far as few do. */
export function findAsked(lines: readonly string[], query: Query): Uint8Array {
  const asked = new Uint8Array(lines.length);
  const { scores, anchored } = rateUnits(lines, query);
  for (const holders of anchored) {
    if (holders.length <= FEW) for (const index of holders) asked[index] = 1;
  }
  const best = scores.reduce((count, score) => count + (score >= LEAST_SCORE ? 1 : 0), 0);
  if (best <= Math.max(FEW, lines.length * FEW_SHARE)) {
    scores.forEach((score, index) => {
      if (score >= LEAST_SCORE) asked[index] = 1;
    });
  }
  return asked;
}
