// JSON without what can be put back from the text alone: spacing that follows one rule, keys that every record repeats.
import type { Compressor } from '../compressor.ts';
import { readOnce } from '../read-once.ts';
import { restoreJson } from './notation/restore-json.ts';
import { readJson } from './reading.ts';
import { isInVain, writeLossless } from './write-lossless.ts';

/** Exact: rows or minified JSON, for texts whose spacing follows one rule. */
export const json: Compressor = {
  name: 'json',
  accepts: ['json'],
  fidelity: 'exact',
  compress(text, context) {
    if (isInVain(text, context)) return undefined;
    const reading = readOnce(context, readJson, text);
    if (reading?.layout === undefined) return undefined;
    return writeLossless(reading, reading.layout, context);
  },
  expand: restoreJson,
};
