// Short names for long strings that many cells repeat.
import type { CountTokens } from '../../compressor.ts';
import type { Values } from '../table/record-set.ts';
import type { RowForm } from '../table/row-form.ts';

/** The sign for a string as written, for example `&a`. */
export type Dictionary = ReadonlyMap<string, string>;

export const NO_DICTIONARY: Dictionary = new Map();

/** Quotes included. */
const SHORTEST_STRING = 10;
const FEWEST_USES = 3;
/** Tokens of `&a`, and of its line in the legend beyond the string itself. */
const SIGN_COST = 2;
const LEGEND_COST = 4;
/** What is hardly longer than its sign had better be read where it stands. */
const LEAST_COST = 6;
/** A sign that saves less in all is not worth a look at its line. */
const LEAST_SAVED = 40;
const SIGNS = [...'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ'];

export interface DictionarySource {
  readonly text: string;
  /** Each form with the values of its columns that will be written as cells. */
  readonly forms: readonly RowForm[];
  readonly estimate: CountTokens;
  /** Which values of a form's columns are written; absent: all. */
  readonly valuesOf?: (form: RowForm, values: Values) => Values;
}

/** The strings worth a sign, named in the order in which they first occur. */
export function buildDictionary(source: DictionarySource): Dictionary {
  const uses = countUses(source);
  const worth: { readonly lexeme: string; readonly saved: number; readonly place: number }[] = [];
  let place = 0;
  for (const [lexeme, count] of uses) {
    place++;
    if (count < FEWEST_USES) continue;
    const cost = source.estimate(lexeme);
    const saved = count * (cost - SIGN_COST) - cost - LEGEND_COST;
    if (saved >= LEAST_SAVED && cost >= LEAST_COST) worth.push({ lexeme, saved, place });
  }
  const best = worth
    .sort((one, other) => other.saved - one.saved)
    .slice(0, SIGNS.length)
    .sort((one, other) => one.place - other.place);
  return new Map(best.map(({ lexeme }, index) => [lexeme, `&${SIGNS[index] ?? ''}`]));
}

/** The strings behind the signs, one per line. */
export function writeDictionary(dictionary: Dictionary): readonly string[] {
  return [...dictionary].map(([lexeme, sign]) => `${sign}=${lexeme}`);
}

function countUses({ text, forms, valuesOf }: DictionarySource): ReadonlyMap<string, number> {
  const uses = new Map<string, number>();
  for (const form of forms) {
    for (const column of [...form.cells, ...form.optional]) {
      if (form.prefixes.has(column) || form.constants.has(column)) continue;
      for (const value of valuesOf?.(form, column.values) ?? column.values) {
        if (value?.kind !== 'string' || value.end - value.start < SHORTEST_STRING) continue;
        const lexeme = text.slice(value.start, value.end);
        uses.set(lexeme, (uses.get(lexeme) ?? 0) + 1);
      }
    }
  }
  return uses;
}
