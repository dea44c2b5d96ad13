// Whether the rows of a document alone are too many for the budget, however short their cells are written.
import type { CompressContext } from '../compressor.ts';
import { BEYOND_DOUBT, mayGiveUp } from '../in-vain.ts';
import { lengthOf } from './document/read-document.ts';
import { NO_DICTIONARY } from './notation/dictionary.ts';
import { writeRow, type RowStyle } from './notation/write-row.ts';
import type { Reading } from './reading.ts';
import { formsOf, tablesOf } from './table/plan.ts';
import type { RowForm } from './table/row-form.ts';

/** Stands for a longer cell: a sign of the dictionary costs more. */
const LEAST_CELL = 'a';
const LONGEST_SIGNLESS = 7;
/** Rows that are estimated together. */
const TOGETHER = 64;

/**
 * Whether no form without loss can come near the budget, where a lossy one follows. Looks at so many rows as it takes to
 * know that; constants, headings and the repeats of long cells, which a sign
 * may stand for, are not counted.
 */
export function isBeyondBudget(reading: Reading, context: CompressContext): boolean {
  if (!mayGiveUp(lengthOf(reading.document), context)) return false;
  const known = verdicts.get(reading);
  if (known?.budgetTokens === context.budgetTokens) return known.isBeyond;
  const isBeyond = areRowsBeyond(reading, context);
  verdicts.set(reading, { budgetTokens: context.budgetTokens, isBeyond });
  return isBeyond;
}

/** Several compressors ask for the same document. */
const verdicts = new WeakMap<
  Reading,
  { readonly budgetTokens: number; readonly isBeyond: boolean }
>();

function areRowsBeyond({ document, plan }: Reading, context: CompressContext): boolean {
  /** What has a sign stands in full in the list of signs. */
  const seen = new Set<string>();
  const style: RowStyle = {
    text: document.source,
    dictionary: NO_DICTIONARY,
    words: [],
    shorten: (cell) => {
      if (cell.length <= LONGEST_SIGNLESS) return cell;
      if (seen.has(cell)) return LEAST_CELL;
      seen.add(cell);
      return cell;
    },
  };
  let left = context.budgetTokens * BEYOND_DOUBT;
  for (const { form: top } of tablesOf(plan)) {
    for (const form of formsOf(top)) {
      left = leftAfter(left, form, { style, context });
      if (left < 0) return true;
    }
  }
  return false;
}

function leftAfter(
  tokens: number,
  form: RowForm,
  { style, context }: { readonly style: RowStyle; readonly context: CompressContext },
): number {
  const { records } = form.set;
  const rows: string[] = [];
  let left = tokens;
  for (let index = 0; index < records.length && left >= 0; index++) {
    const node = records[index];
    if (node === undefined) continue;
    rows.push(writeRow(style, { form, index, node, key: undefined, depth: 0, group: undefined }));
    if (rows.length < TOGETHER && index < records.length - 1) continue;
    left -= context.estimate(rows.join('\n'));
    rows.length = 0;
  }
  return left;
}
