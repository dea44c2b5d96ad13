// JSON without what can be put back from the text alone: spacing that follows one rule, keys that every record repeats.
import type { Compressor } from '../compressor.ts';
import { readDocument } from './document/read-document.ts';
import { findLayout } from './layout/find-layout.ts';
import { restoreJson } from './notation/restore-json.ts';
import { writeLossless } from './write-lossless.ts';

/** Exact: rows or minified JSON, for texts whose spacing follows one rule. */
export const json: Compressor = {
  name: 'json',
  accepts: ['json'],
  fidelity: 'exact',
  compress(text, context) {
    const document = readDocument(text);
    const layout = document === undefined ? undefined : findLayout(document);
    if (document === undefined || layout === undefined) return undefined;
    return writeLossless(document, layout, context);
  },
  expand: restoreJson,
};
