// What the compressors of this folder know about a text.
import { readDocument, type JsonDocument } from './document/read-document.ts';
import { findLayout } from './layout/find-layout.ts';
import { MINIFIED, type Layout } from './layout/layout.ts';
import { planValue, type Plan } from './table/plan.ts';

/** A text as JSON. */
export interface Reading {
  readonly document: JsonDocument;
  /** The one layout the document keeps to. */
  readonly layout: Layout | undefined;
  readonly plan: Plan;
}

/** The reading of a text; undefined when most of it is not JSON. */
export function readJson(text: string): Reading | undefined {
  const document = readDocument(text);
  return document === undefined ? undefined : readingOf(document);
}

/** The reading of a document that was made without blanks between its lexemes. */
export function readMinified(document: JsonDocument): Reading {
  return readingOf(document, MINIFIED);
}

/** Layout and plan are found when somebody asks. */
function readingOf(document: JsonDocument, known?: Layout): Reading {
  let layout: { readonly found: Layout | undefined } | undefined = known && { found: known };
  let plan: Plan | undefined;
  return {
    document,
    get layout() {
      return (layout ??= { found: findLayout(document) }).found;
    },
    get plan() {
      return (plan ??= planValue(document.source, document.root));
    },
  };
}
