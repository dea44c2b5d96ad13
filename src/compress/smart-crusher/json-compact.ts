// The same forms for JSON that is spaced at will: every lexeme is there, the spacing is not.
import type { Compressor } from '../compressor.ts';
import { readDocument } from './document/read-document.ts';
import { findLayout } from './layout/find-layout.ts';
import { writeLossless } from './write-lossless.ts';

/** Presentation: rows or minified JSON, where the exact form has nothing to offer. */
export const jsonCompact: Compressor = {
  name: 'json-compact',
  accepts: ['json'],
  fidelity: 'presentation',
  compress(text, context) {
    const document = readDocument(text);
    if (document === undefined || findLayout(document) !== undefined) return undefined;
    return writeLossless(document, undefined, context);
  },
};
