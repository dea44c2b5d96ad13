// One job's texts come by several times: before a compressor starts, when it gives up, when its result is weighed.
import { estimateTokens } from '../tokens/estimate.ts';
import type { CountTokens } from './compressor.ts';

/** Shorter texts are estimated sooner than found. */
const LEAST_CHARACTERS = 256;
const MOST_TEXTS = 3;

/** Estimates that remember the text of the job and the last few others. */
export function createEstimateOnce(job: string): CountTokens {
  let ofJob: number | undefined;
  const texts: string[] = [];
  const estimates: number[] = [];
  let next = 0;
  return (text) => {
    if (text.length < LEAST_CHARACTERS) return estimateTokens(text);
    if (text === job) return (ofJob ??= estimateTokens(job));
    const at = texts.indexOf(text);
    const known = at === -1 ? undefined : estimates[at];
    if (known !== undefined) return known;
    const estimate = estimateTokens(text);
    texts[next] = text;
    estimates[next] = estimate;
    next = (next + 1) % MOST_TEXTS;
    return estimate;
  };
}
