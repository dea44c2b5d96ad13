// JSON without what can be put back from the text alone: spacing that follows one rule, keys that every record repeats.
import type { Compressed, CompressContext, Compressor } from '../compressor.ts';
import { isInVain } from '../in-vain.ts';
import { readOnce } from '../read-once.ts';
import { isBeyondBudget } from './beyond-budget.ts';
import { restoreJson } from './notation/restore-json.ts';
import { readJson, type Reading } from './reading.ts';
import { MOST_PER_TOKEN, writeLossless } from './write-lossless.ts';

/** Exact: rows or minified JSON, for texts whose spacing follows one rule. */
export const json: Compressor = {
  name: 'json',
  accepts: ['json'],
  fidelity: 'exact',
  compress(text, context) {
    if (isInVain(text, context, MOST_PER_TOKEN)) return undefined;
    const reading = readOnce(context, readJson, text);
    return reading === undefined ? undefined : writeExactly(reading, context);
  },
  expand: restoreJson,
};

/** The exact form of what was read; undefined when it is spaced at will, no form is shorter, or it would not come near the budget. */
export function writeExactly(reading: Reading, context: CompressContext): Compressed | undefined {
  if (isBeyondBudget(reading, context)) return undefined;
  return reading.layout === undefined ? undefined : writeLossless(reading, reading.layout, context);
}
