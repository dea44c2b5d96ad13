// The same forms for JSON that is spaced at will: every lexeme is there, the spacing is not.
import type { Compressor } from '../compressor.ts';
import { readJson } from './reading.ts';
import { writeLossless } from './write-lossless.ts';

/** Presentation: rows or minified JSON, where the exact form has nothing to offer. */
export const jsonCompact: Compressor = {
  name: 'json-compact',
  accepts: ['json'],
  fidelity: 'presentation',
  compress(text, context) {
    const reading = readJson(text, context);
    if (reading === undefined || reading.layout !== undefined) return undefined;
    return writeLossless(reading, undefined, context);
  },
};
