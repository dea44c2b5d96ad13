// The same forms for JSON that is spaced at will: every lexeme is there, the spacing is not.
import type { Compressor } from '../compressor.ts';
import { readOnce } from '../read-once.ts';
import { readJson } from './reading.ts';
import { isInVain, writeLossless } from './write-lossless.ts';

/** Presentation: rows or minified JSON, where the exact form has nothing to offer. */
export const jsonCompact: Compressor = {
  name: 'json-compact',
  accepts: ['json'],
  fidelity: 'presentation',
  compress(text, context) {
    if (isInVain(text, context)) return undefined;
    const reading = readOnce(context, readJson, text);
    if (reading === undefined || reading.layout !== undefined) return undefined;
    return writeLossless(reading, undefined, context);
  },
};
