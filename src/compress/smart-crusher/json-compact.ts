// The same forms for JSON that is spaced at will: every lexeme is there, the spacing is not.
import type { Compressor } from '../compressor.ts';
import { isInVain } from '../in-vain.ts';
import { readOnce } from '../read-once.ts';
import { isBeyondBudget } from './beyond-budget.ts';
import { readJson } from './reading.ts';
import { MOST_PER_TOKEN, writeLossless } from './write-lossless.ts';

/** In a longer text the words that restore the spacing do not count. */
const SHORT = 2_000;

/** Presentation: rows or minified JSON, where the exact form has nothing to offer. */
export const jsonCompact: Compressor = {
  name: 'json-compact',
  accepts: ['json'],
  fidelity: 'presentation',
  compress(text, context) {
    if (isInVain(text, context, MOST_PER_TOKEN)) return undefined;
    const reading = readOnce(context, readJson, text);
    if (reading === undefined) return undefined;
    if (isBeyondBudget(reading, context)) return undefined;
    if (reading.layout !== undefined && text.length > SHORT) return undefined;
    return writeLossless(reading, undefined, context);
  },
};
