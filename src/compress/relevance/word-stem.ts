// Where the stem of a word ends: "queries", "query" and "queried" are one word, and so are "settings", "setting" and "set".
// By codes of characters, in either case: every word of every text is asked.
import { RUNS } from '../../tokens/runs.ts';

const { codes } = RUNS;
const LETTER_A = 97;
const LETTER_D = 100;
const LETTER_E = 101;
const LETTER_G = 103;
const LETTER_I = 105;
const LETTER_L = 108;
const LETTER_N = 110;
const LETTER_O = 111;
const LETTER_P = 112;
const LETTER_S = 115;
const LETTER_T = 116;
const LETTER_U = 117;
const LETTER_Y = 121;
const LETTER_Z = 122;

/** A shorter word is left as it is. */
const SHORTEST = 4;

/** The end of a word of the codes read last, without what a light stemmer drops: -s, -es, -ed, -ing, -ity, -ion, -e, -y. */
export function endOfStem(start: number, end: number): number {
  if (end - start < SHORTEST) return end;
  const singular = endOfSingular(start, end);
  return withoutVowel(start, withoutEnding(start, singular));
}

function endOfSingular(start: number, end: number): number {
  if (letterAt(end - 1) !== LETTER_S) return end;
  const before = letterAt(end - 2);
  if (before === LETTER_S || before === LETTER_U || before === LETTER_I) return end;
  return before === LETTER_E && end - start > 5 ? end - 2 : end - 1;
}

function withoutEnding(start: number, end: number): number {
  const length = end - start;
  if (length < 5) return end;
  const last = letterAt(end - 1);
  if (last === LETTER_E) return end - 1;
  const before = letterAt(end - 2);
  const third = letterAt(end - 3);
  if (last === LETTER_D && before === LETTER_E && third !== LETTER_E)
    return withoutDouble(start, end - 2);
  if (length > 5 && last === LETTER_G && before === LETTER_N && third === LETTER_I)
    return withoutDouble(start, end - 3);
  if (length > 7 && last === LETTER_Y && before === LETTER_T && third === LETTER_I) return end - 3;
  return length > 6 && last === LETTER_N && before === LETTER_O && third === LETTER_I
    ? endOfVerb(end)
    : end;
}

/**
 * "validation" comes from "validate", "compression" from "compress", "corruption" from "corrupt", "serialization" from
 * "serialize"; a connection is a thing of its own.
 */
function endOfVerb(end: number): number {
  const fourth = letterAt(end - 4);
  const fifth = letterAt(end - 5);
  const sixth = letterAt(end - 6);
  const isOfIze = (sixth === LETTER_Z || sixth === LETTER_S) && letterAt(end - 7) === LETTER_I;
  if (fourth === LETTER_T && fifth === LETTER_A && isOfIze) return end - 5;
  const isOfPt = fifth === LETTER_P && (sixth === LETTER_U || sixth === LETTER_Y);
  const isDeed =
    (fourth === LETTER_T && (fifth === LETTER_A || isOfPt)) ||
    (fourth === LETTER_S && fifth === LETTER_S);
  return isDeed ? end - 3 : end;
}

/** "skipped" comes from "skip", but "called" from "call". */
function withoutDouble(start: number, end: number): number {
  if (end - start < SHORTEST) return end;
  const last = letterAt(end - 1);
  if (last !== letterAt(end - 2) || isVowel(last)) return end;
  return last === LETTER_L || last === LETTER_S || last === LETTER_Z ? end : end - 1;
}

/** "query" and "queri(es)". */
function withoutVowel(start: number, end: number): number {
  if (end - start < SHORTEST) return end;
  const last = letterAt(end - 1);
  const goes = last === LETTER_I || (last === LETTER_Y && !isVowel(letterAt(end - 2)));
  return goes ? end - 1 : end;
}

function isVowel(letter: number): boolean {
  return (
    letter === LETTER_A ||
    letter === LETTER_E ||
    letter === LETTER_I ||
    letter === LETTER_O ||
    letter === LETTER_U
  );
}

function letterAt(index: number): number {
  return (codes[index] ?? 0) | 32;
}
