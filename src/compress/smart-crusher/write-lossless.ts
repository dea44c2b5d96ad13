// The best form of a document that loses nothing: rows, or minified JSON where rows save no more.
import type { CompressContext, Compressed, CountTokens } from '../compressor.ts';
import { minifiedLength, minify } from './document/minify.ts';
import { lengthOf, type JsonDocument } from './document/read-document.ts';
import { layoutWords, type Layout } from './layout/layout.ts';
import { buildDictionary, writeDictionary } from './notation/dictionary.ts';
import { legendOf } from './notation/legend.ts';
import { assemble } from './notation/preamble.ts';
import { writePlan } from './notation/write-notation.ts';
import type { Reading } from './reading.ts';
import { formsOf, tablesOf } from './table/plan.ts';

/** JSON that is read as it is beats a notation that saves less than this. */
const WORTH_A_NOTATION = 0.98;

/** Rows that are so much shorter have fewer tokens beyond doubt: what they leave out are names and quotes. */
const MUCH_SHORTER = 0.75;

/** Characters for each token of the budget: no form that loses nothing makes a longer text fit. */
export const MOST_PER_TOKEN = 100;

/** The shorter form; `layout` is how the document was spaced, if that is to be restored. */
export function writeLossless(
  reading: Reading,
  layout: Layout | undefined,
  { estimate }: CompressContext,
): Compressed | undefined {
  const { document } = reading;
  const { text, made } = document;
  const rows = writeRows(reading, layout, estimate);
  if (rows.length < minifiedLength(document) * MUCH_SHORTER) return { text: rows };
  const plain = isMinified(layout) && made === undefined ? text : writePlain(document, layout);
  const best = estimate(rows) < estimate(plain) * WORTH_A_NOTATION ? rows : plain;
  return best.length < lengthOf(document) ? { text: best } : undefined;
}

function isMinified(layout: Layout | undefined): boolean {
  return layout !== undefined && layoutWords(layout).length === 0;
}

function writeRows(
  { document, plan }: Reading,
  layout: Layout | undefined,
  estimate: CountTokens,
): string {
  const { source: text } = document;
  const forms = [...tablesOf(plan)].flatMap((table) => [...formsOf(table.form)]);
  const dictionary = buildDictionary({ text, forms, estimate });
  return assemble(document, {
    ...(layout !== undefined && { layout }),
    isPlain: false,
    legend: legendOf(plan),
    signs: writeDictionary(dictionary),
    body: writePlan(text, plan, dictionary).join('\n'),
  });
}

/** Minified JSON says by itself what it is; only what restores the spacing needs words. */
function writePlain(document: JsonDocument, layout: Layout | undefined): string {
  const body = minify(document);
  if (document.made !== undefined) return body;
  if (layout !== undefined) {
    return assemble(document, { layout, isPlain: true, legend: [], signs: [], body });
  }
  const { text, start, end } = document;
  return text.slice(0, start) + body + text.slice(end);
}
